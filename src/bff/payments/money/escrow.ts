/** Money of bills: in escrow until its merchant settles or refunds it. Source: docs/money.md 7 (2, 12), 8, 18. */
import { fen } from '../../../protocol/money.ts';
import type { Fen } from '../../../protocol/money.ts';
import { flag } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import type { Fees, Instruction, Order, Payment, Refund } from '../payment.ts';
import { book, ledger } from './ledger.ts';
import { noticesDropped } from './notices.ts';
import { owedBy } from './owed.ts';
import { isFunded, planFunding } from './refunds/funding.ts';
import { refundable } from './refunds/refundable.ts';
import { addRefund } from './refunds/tries.ts';
import { answerRequest, openRequest } from './refunds/requests.ts';

/** To whom won money goes first. */
export function payee({ bill, merchant_id }: Pick<Order, 'bill' | 'merchant_id'>): string {
  return bill ? ledger.escrow(merchant_id) : ledger.merchant(merchant_id);
}

/** The contract of this moment stays the bill's. */
export function keepFees(d: Draft): void {
  if (d.p.order.bill) d.p.fees = d.rules.feesOf(d.p.order.merchant_id);
}

/** floor(x * bp / 10000 + 1/2), at least the minimum, at most the cap, and never more than is kept. */
export function feeOf({ fee_bp, fee_min_fen, fee_cap_fen }: Fees, kept_fen: number): number {
  const share = Math.floor((kept_fen * fee_bp + 5_000) / 10_000);
  return Math.min(kept_fen, Math.max(fee_min_fen, Math.min(share, fee_cap_fen ?? share)));
}

/** In escrow, with no word on it yet. */
export function undecided(p: Payment): number {
  const won = p.receipts.find((r) => r.role === 'won');
  if (!p.order.bill || !won) return 0;
  const settled = (p.instructions ?? []).reduce((sum, one) => sum + one.settle_fen, 0);
  return won.amount_fen - settled - live(p).reduce((sum, r) => sum + (r.escrow_fen ?? 0), 0);
}

function live(p: Payment): Refund[] {
  return p.refunds.filter((r) => !r.auto && r.state !== 'failed');
}

export type InstructionRefusal = 'not-paid' | 'not-what-is-left' | 'too-much';
export type Wish = Pick<Instruction, 'type' | 'settle_fen' | 'refund_fen'>;

/** Every time this word was said. */
export function saidBefore(p: Payment, { type, settle_fen, refund_fen }: Wish): Instruction[] {
  return (p.instructions ?? []).filter((one) => one.type === type && one.settle_fen === settle_fen && one.refund_fen === refund_fen);
}

/** The same word again, unless its refund failed: then it may be said anew. */
export function sameInstruction(p: Payment, wish: Wish): Instruction | undefined {
  return saidBefore(p, wish).find((one) => !hasFailed(p, one));
}

function hasFailed(p: Payment, { refund }: Instruction): boolean {
  return refund !== undefined && p.refunds.some((one) => one.id === refund && one.state === 'failed');
}

/** Why this word cannot be taken now. */
export function instructionRefused(p: Payment, { type, settle_fen, refund_fen }: Wish): InstructionRefusal | undefined {
  if (p.order.state !== 'paid') return 'not-paid';
  if (type === 'REFUND') return refund_fen > 0 && refund_fen <= refundable(p) ? undefined : 'too-much';
  return settle_fen + refund_fen > 0 && settle_fen + refund_fen === undecided(p) ? undefined : 'not-what-is-left';
}

export function instruct(d: Draft, event: Extract<Event, { type: 'instructed' }>): void {
  const { instruction } = event;
  if (!d.p.order.bill || sameInstruction(d.p, instruction) || instructionRefused(d.p, instruction)) return;
  const { type, settle_fen, refund_fen } = instruction;
  const fee_fen = settle_fen > 0 && d.p.fees ? feeOf(d.p.fees, settle_fen) : 0;
  const refund = refund_fen > 0 ? refundOfBill(d, instruction, event) : undefined;
  settle(d, settle_fen, fee_fen);
  const done: Instruction = { type, settle_fen, refund_fen, fee_fen, at_ms: d.now_ms, ...(refund ? { refund } : {}) };
  d.p.instructions = [...(d.p.instructions ?? []), done];
  // Its protocol cannot name a request.
  const open = refund === undefined ? undefined : openRequest(d.p);
  if (open) answerRequest(d, { request: open.id, refund_no: event.refund_no });
  noticesDropped(d);
}

/** Lines of 0 are left out. */
function settle(d: Draft, settle_fen: number, fee_fen: number): void {
  if (settle_fen === 0) return;
  const { merchant_id } = d.p.order;
  const lines = [
    [ledger.escrow(merchant_id), settle_fen],
    [ledger.merchant(merchant_id), fee_fen - settle_fen],
    [ledger.fees, -fee_fen],
  ] as const;
  book(
    d,
    'settle',
    lines.filter(([, amount_fen]) => amount_fen !== 0),
  );
}

function refundOfBill(d: Draft, { type, refund_fen }: Wish, { refund_no, room_fen }: Pick<RefundWish, 'refund_no' | 'room_fen'>): string {
  return refundWon(d, { refund_no, amount_fen: fen(refund_fen), reason: type, room_fen });
}

export interface RefundWish {
  refund_no: string;
  amount_fen: Fen;
  reason: string;
  /** So much may be taken of the merchant's payable money. */
  room_fen: number;
}

/** The merchant's wish, first from escrow; answers the refund's id. Without its merchant's money it waits. */
export function refundWon(d: Draft, { refund_no, amount_fen, reason, room_fen }: RefundWish): string {
  const won = d.p.receipts.find((r) => r.role === 'won');
  if (!won) throw new Error('no won money to give back');
  const { merchant_id, bill } = d.p.order;
  const escrow_fen = Math.min(amount_fen, undecided(d.p));
  const id = 'm-' + refund_no;
  const parts = { merchant_id, amount_fen, ...(bill ? { escrow_fen } : {}) };
  const unfunded = isFunded(parts, room_fen) ? {} : { unfunded: true as const };
  const refund = addRefund(d, won, { id, auto: false, refund_no, reason, ...parts, ...unfunded });
  const taken = owedBy(refund);
  const taken_fen = taken.reduce((sum, [, part_fen]) => sum + part_fen, 0);
  if (taken_fen !== 0) book(d, 'refund', [...taken, [ledger.transit(won.channel), -taken_fen]]);
  if (refund.unfunded) planFunding(d, refund, 0);
  return id;
}

/** When money in escrow without a word is flagged; absent: never, or it was. */
export function escrowFlagAt(d: Draft): number | undefined {
  const { order, flags } = d.p;
  if (!order.bill || order.state !== 'paid' || order.ended_ms === undefined || undecided(d.p) === 0) return undefined;
  return flags.some((one) => one.code === 'escrow-undecided') ? undefined : order.ended_ms + d.rules.times.escrow_flag_ms;
}

export function flagEscrow(d: Draft): void {
  const at_ms = escrowFlagAt(d);
  if (at_ms !== undefined && d.now_ms >= at_ms) flag(d, 'escrow-undecided', d.p.order.order_no);
}
