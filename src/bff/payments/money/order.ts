/** The order follows its attempts and never goes backwards. */
import { leave } from './attempts.ts';
import type { Draft } from '../draft.ts';
import { keepFees } from './escrow.ts';
import { addNotice } from './notices.ts';
import { ORDER } from './transitions.ts';
import type { OrderEvent } from './transitions.ts';

function moveOrder(d: Draft, on: OrderEvent): boolean {
  const to = ORDER[d.p.order.state][on];
  if (to) d.p.order.state = to;
  return to !== undefined;
}

/** Expiry, or the merchant's close: every attempt gets its closing event. */
export function endOrder(d: Draft, why: 'expired' | 'merchant'): void {
  if (!moveOrder(d, 'end')) return;
  d.p.order.closing_why = why;
  d.p.order.closing_ms = d.now_ms;
  for (const attempt of d.p.attempts) leave(d, attempt, 'order');
}

export function askClose(d: Draft): void {
  endOrder(d, 'merchant');
}

/** Once; only what was paid for is delivered. */
export function delivered(d: Draft): void {
  const { order, dialogue } = d.p;
  if (order.state !== 'paid' || order.delivered_ms !== undefined) return;
  order.delivered_ms = d.now_ms;
  // The paid screen says so.
  dialogue.seq += 1;
}

/** The first success committed wins the order. */
export function winOrder(d: Draft): void {
  if (!moveOrder(d, 'won')) throw new Error('a final order cannot be won');
  d.p.order.ended_ms = d.now_ms;
  keepFees(d);
  for (const attempt of d.p.attempts) leave(d, attempt, 'order');
}

/** closing becomes closed once no attempt can bring money any more, as far as the channels say. */
export function settleOrder(d: Draft): void {
  if (d.p.order.state !== 'closing') return;
  const over = d.p.attempts.every(
    (a) => a.state === 'closed' || a.state === 'refused' || a.state === 'paid' || (a.state === 'closing' && a.close_absent),
  );
  if (!over || !moveOrder(d, 'all-attempts-over')) return;
  d.p.order.ended_ms = d.now_ms;
  addNotice(d, 'order.closed');
}
