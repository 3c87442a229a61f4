/** A viewer's requests for a refund: one open an order; a refund that names it answers it, once, or its merchant declines. Source: docs/money.md 18. */
import { flag } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { Event } from '../../events.ts';
import type { Payment, RefundRequest } from '../../payment.ts';
import { addNotice } from '../notices.ts';
import { refundable } from './refundable.ts';

export function openRequest({ requests = [] }: Pick<Payment, 'requests'>): RefundRequest | undefined {
  return requests.find((one) => one.state === 'open');
}

/** Ignored where one is open or nothing is left to give back: the caller has looked in the same change. */
export function requestRefund(d: Draft, { reason, by }: Extract<Event, { type: 'refund-requested' }>): void {
  const { order, requests = [] } = d.p;
  if (openRequest(d.p) || refundable(d.p) <= 0) return;
  const request: RefundRequest = {
    id: order.id + '-' + (requests.length + 1),
    reason,
    state: 'open',
    by: by ? 'operator' : 'viewer',
    created_ms: d.now_ms,
  };
  d.p.requests = [...requests, request];
  // The protocol of 2014 has no such notice: a person tells its merchant.
  if (order.bill) flag(d, 'refund-requested', request.id);
  else addNotice(d, 'refund.requested', { request, refundable_fen: refundable(d.p) });
}

export function declineRequest(d: Draft, { request, text }: Extract<Event, { type: 'request-declined' }>): void {
  const meant = d.p.requests?.find((one) => one.id === request && one.state === 'open');
  if (!meant) return;
  meant.state = 'declined';
  meant.ended_ms = d.now_ms;
  if (text) meant.text = text;
}

/** The refund that names it, or the one after which nothing is left. What becomes of that refund opens nothing again. */
export function answerRequest(d: Draft, { request, refund_no }: { request?: string; refund_no: string }): void {
  const open = openRequest(d.p);
  if (!open || (open.id !== request && refundable(d.p) > 0)) return;
  open.state = 'refunded';
  open.ended_ms = d.now_ms;
  open.refund_no = refund_no;
}
