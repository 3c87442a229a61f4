/** What the merchant is told: numbered per order without gaps, n+1 first sent after n was delivered. */
import type { NoticeBody, NoticeType } from '../../../protocol/notice.ts';
import { answers, flag, jobOf, schedule, unschedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { NOTICE_JOB, noticeLane } from '../job-keys.ts';
import { rung } from '../schedules.ts';
import type { Notice, Refund, RefundRequest } from '../payment.ts';

/** Body and id are fixed now, whenever it is delivered. */
export function addNotice(
  d: Draft,
  type: NoticeType,
  about: { refund?: Refund; request?: RefundRequest; refundable_fen?: number } = {},
): void {
  const { refund, request, refundable_fen } = about;
  const { order } = d.p;
  // The protocol of 2014 knows no other.
  if (order.bill && type !== 'order.paid') return;
  const n = d.p.notices.length + 1;
  const id = order.id + '-' + n;
  const won = d.p.receipts.find((r) => r.role === 'won');
  const body: NoticeBody = {
    id,
    n,
    type,
    created_at_ms: d.now_ms,
    merchant_id: order.merchant_id,
    order_no: order.order_no,
    amount_fen: order.amount_fen,
    ...(won ? { channel: won.channel, channel_transaction: won.txn } : {}),
    ...(refund?.refund_no ? { refund_no: refund.refund_no, refund_fen: refund.amount_fen } : {}),
    ...(request ? { request_id: request.id, reason: request.reason } : {}),
    ...(refundable_fen === undefined ? {} : { refundable_fen }),
  };
  d.p.notices.push({ n, id, type, body: JSON.stringify(body), created_ms: d.now_ms, tries: 0 });
  if (!jobOf(d, NOTICE_JOB)) planNotice(d, d.now_ms + rung(d.rules.times.notice_ms, 0));
}

export function waitingNotice(notices: readonly Notice[]): Notice | undefined {
  return notices.find((one) => one.delivered_ms === undefined && !one.given_up);
}

function planNotice(d: Draft, due_ms: number): void {
  schedule(d, { key: NOTICE_JOB, call: 'notice', lane: noticeLane(d.p.order.merchant_id), due_ms, rung: 0 });
}

export function noticeResult(d: Draft, event: Extract<Event, { type: 'notice-result' }>): void {
  const notice = d.p.notices[event.n - 1];
  if (!notice || notice.delivered_ms !== undefined || !answers(d, event.call)) return;
  notice.tries += 1;
  if (event.delivered) notice.delivered_ms = d.now_ms;
  else if (d.now_ms - notice.created_ms >= d.rules.times.notice_give_up_ms) {
    notice.given_up = true;
    flag(d, 'notice-undelivered', notice.id);
  }
  planWaiting(d);
}

/** Its merchant's server may be back. The next wait of its ladder stays what it was. */
export function noticeDue(d: Draft, due_ms: number): void {
  const job = jobOf(d, NOTICE_JOB);
  if (job && waitingNotice(d.p.notices) && due_ms < job.due_ms) planNotice(d, due_ms);
}

/** Taken by hand, also when it had been given up. The one that waits in front of it goes on by itself. */
export function noticeResent(d: Draft, n: number): void {
  const notice = d.p.notices[n - 1];
  if (!notice || notice.delivered_ms !== undefined) return;
  notice.delivered_ms = d.now_ms;
  delete notice.given_up;
  planWaiting(d);
}

/** A bill's merchant that acts on it knows: its notice is not posted any more. Source: docs/money.md 8. */
export function noticesDropped(d: Draft): void {
  for (const notice of d.p.notices) {
    if (notice.delivered_ms !== undefined) continue;
    notice.delivered_ms = d.now_ms;
    notice.dropped = true;
    delete notice.given_up;
  }
  planWaiting(d);
}

function planWaiting(d: Draft): void {
  const waiting = waitingNotice(d.p.notices);
  if (!waiting) return unschedule(d, NOTICE_JOB);
  planNotice(
    d,
    waiting.tries === 0 ? d.now_ms : d.now_ms + jittered(rung(d.rules.times.notice_ms, waiting.tries), waiting.id, waiting.tries),
  );
}

/** Up to a tenth more, the same for the same notice and try: merchants that fell over together do not come back together. */
function jittered(wait_ms: number, id: string, tries: number): number {
  let hash = tries;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) % 1009;
  return wait_ms + Math.floor((wait_ms * hash) / 10_090);
}
