/** A merchant's refund waits, reserved, while too little is payable to its merchant. Source: docs/money.md 18. */
import { answers, flag } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { Event } from '../../events.ts';
import type { Holder, Refund } from '../../payment.ts';
import { rung } from '../../schedules.ts';
import { book, ledger } from '../ledger.ts';
import { ownPart } from '../owed.ts';
import { planExactly, planFirst } from './tries.ts';

/** So long it waits before a person is told. Source: docs/money.md 18. */
const FLAG_MS = 86_400_000;

/** `room_fen` may be below 0: its merchant owes us already, and nothing may be added. */
export function isFunded(refund: Parameters<typeof ownPart>[0], room_fen: number): boolean {
  const own_fen = ownPart(refund);
  return own_fen <= 0 || own_fen <= room_fen;
}

/** It is looked at again and again until it goes out: payable money may come from any order, a contract may change. */
export function planFunding(d: Draft<Holder>, refund: Refund, at: number): void {
  planExactly(d, refund, 'refund-fund', d.now_ms + rung(d.rules.times.refund_fund_ms, at), at);
}

export function fundRefund(d: Draft, event: Extract<Event, { type: 'refund-funded' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  const job = answers(d, event.call);
  if (!refund?.unfunded || job?.call !== 'refund-fund') return;
  if (isFunded(refund, event.room_fen)) {
    delete refund.unfunded;
    const own_fen = ownPart(refund);
    book(d, 'refund-funded', [
      [ledger.merchant(d.p.order.merchant_id), own_fen],
      [ledger.transit(refund.channel), -own_fen],
    ]);
    return planFirst(d, refund);
  }
  const is_told = d.p.flags.some((one) => one.code === 'refund-waits-for-money' && one.detail === refund.id);
  if (!is_told && d.now_ms - refund.created_ms >= FLAG_MS) flag(d, 'refund-waits-for-money', refund.id);
  planFunding(d, refund, job.rung + 1);
}
