/** Rows for operators, read from payments: held money, refunds that need a person, notices. Free of secrets. */
import type { Rules } from '../payments/events.ts';
import type { Orphan } from '../payments/money/orphans.ts';
import type { Notice, Payment, Receipt, Refund } from '../payments/payment.ts';
import { byHandRefused } from '../payments/money/refunds/by-hand.ts';
import { shortNo } from '../payments/ids.ts';

/** `id` is order id and item with a slash between: unique, and what commands take. */
export interface Item {
  id: string;
  order_id: string;
  item: string;
  order_no: string;
  merchant_id: string;
  short_no: string;
}

export interface HeldItem extends Item {
  channel: string;
  amount_fen: number;
  currency: string;
  why: string;
  taken_ms: number;
  order_state: string;
  order_fen: number;
}

/** stuck: the bank cannot bring it; owed: the viewer is to be paid by hand; waiting: for our balance at the bank, or for a person after a restore. */
export type RefundNeed = 'stuck' | 'owed' | 'waiting';

export interface RefundItem extends Item {
  need: RefundNeed;
  state: string;
  channel: string;
  amount_fen: number;
  created_ms: number;
  auto: boolean;
  reason: string;
}

export interface OrphanItem extends Item {
  /** Its flags carry this one. */
  ledger_id: string;
  channel: string;
  channel_no: string;
  amount_fen: number;
  currency: string;
  first_ms: number;
}

export interface NoticeItem extends Item {
  type: string;
  tries: number;
  created_ms: number;
  delivered_ms?: number;
  given_up: boolean;
}

function itemOf({ order }: Payment, item: string): Item {
  const { id: order_id, order_no, merchant_id } = order;
  return { id: order_id + '/' + item, order_id, item, order_no, merchant_id, short_no: shortNo(order_id) };
}

export function heldItems(payment: Payment): HeldItem[] {
  return payment.receipts.filter((one) => one.role === 'held').map((one) => heldItem(payment, one));
}

function heldItem(payment: Payment, { txn, channel, amount_fen, currency, why, taken_ms }: Receipt): HeldItem {
  const { state: order_state, amount_fen: order_fen } = payment.order;
  return { ...itemOf(payment, txn), channel, amount_fen, currency, why, taken_ms, order_state, order_fen };
}

export function refundItems(subject: Payment | Orphan, rules: Rules): RefundItem[] {
  return subject.refunds.flatMap((refund) => {
    const need = needOf(subject, refund, rules);
    const { id, state, channel, amount_fen, created_ms, auto, reason } = refund;
    const of = 'order' in subject ? itemOf(subject, id) : itemOfOrphan(subject, id);
    return need ? [{ ...of, need, state, channel, amount_fen, created_ms, auto, reason }] : [];
  });
}

function needOf(subject: Payment | Orphan, refund: Refund, rules: Rules): RefundNeed | undefined {
  if (refund.state === 'stuck') return 'stuck';
  if (refund.state === 'waiting' || byHandRefused(subject, refund, 'release', rules) === undefined) return 'waiting';
  return byHandRefused(subject, refund, 'paid', rules) === undefined ? 'owed' : undefined;
}

function itemOfOrphan({ id }: Orphan, item: string): Item {
  return { id: id + '/' + item, order_id: id, item, order_no: '', merchant_id: '', short_no: '' };
}

export function noticeItems(payment: Payment): NoticeItem[] {
  return payment.notices.map((notice) => noticeItem(payment, notice));
}

function noticeItem(payment: Payment, { id, type, tries, created_ms, delivered_ms, given_up }: Notice): NoticeItem {
  const at = delivered_ms === undefined ? {} : { delivered_ms };
  return { ...itemOf(payment, id), id, type, tries, created_ms, ...at, given_up: given_up === true };
}

/** An orphan has no order: its id is its own, and its money is the one thing about it. */
export function orphanItem(orphan: Orphan): OrphanItem {
  const { id, ledger_id, txn, channel, channel_no, amount_fen, currency, first_ms } = orphan;
  return { ...itemOfOrphan(orphan, txn), id, ledger_id, channel, channel_no, amount_fen, currency, first_ms };
}
