/** A trade's state as evidence, whoever told it: a query's answer or a callback. */
import type { Evidence, EvidenceSource } from '../port.ts';
import { fenFromYuan } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { fromBeijing } from '../../protocol/world.ts';
import { text } from './wire.ts';
import type { Fields } from './wire.ts';

export interface Origin {
  source: EvidenceSource;
  asked_at_ms: number;
}

/** "2025-01-01 00:00:00", Beijing; undefined for anything else. */
export function instant(value: string): number | undefined {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) ? fromBeijing(value) : undefined;
}

/** Nothing, "0" and "0.00" are no money; 'unreadable' is not the same. */
export function moneyOrNone(value: string): Fen | undefined | 'unreadable' {
  if (/^(0(\.0{1,2})?)?$/.test(value)) return undefined;
  return fenFromYuan(value) ?? 'unreadable';
}

/** A trade as query (`send_pay_date`) or callback (`gmt_payment`, `refund_fee`, `gmt_refund`) shows it. */
export function tradeEvidence(origin: Origin, fields: Fields): Evidence {
  const status = text(fields, 'trade_status');
  if (status === 'WAIT_BUYER_PAY') return { ...origin, kind: 'unpaid' };
  if (status === 'TRADE_CLOSED' && !everPaid(fields)) return { ...origin, kind: 'shut' };
  if (status === 'TRADE_CLOSED') return paid(origin, fields, 'all');
  if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED') return paid(origin, fields, 'as-told');
  return { ...origin, kind: 'silent', why: 'unknown-trade-status' };
}

/** A closed trade that was paid has been given back; one that never was will never be. */
function everPaid(fields: Fields): boolean {
  return (
    ['send_pay_date', 'gmt_payment', 'gmt_refund'].some((name) => text(fields, name) !== '') ||
    moneyOrNone(text(fields, 'refund_fee')) !== undefined
  );
}

const PAID_UNREADABLE = 'paid-but-unreadable';
const REFUND_UNREADABLE = 'refund-fee-unreadable';
/** Reasons of silence about money that moved. */
export const UNREADABLE: ReadonlySet<string> = new Set([PAID_UNREADABLE, REFUND_UNREADABLE]);

function paid(origin: Origin, fields: Fields, returned: 'all' | 'as-told'): Evidence {
  const txn = text(fields, 'trade_no');
  const amount_fen = fenFromYuan(text(fields, 'total_amount'));
  const told = moneyOrNone(text(fields, 'refund_fee'));
  if (!txn || amount_fen === undefined) return { ...origin, kind: 'silent', why: PAID_UNREADABLE };
  if (returned === 'as-told' && told === 'unreadable') return { ...origin, kind: 'silent', why: REFUND_UNREADABLE };
  const returned_fen = returned === 'all' ? amount_fen : told === 'unreadable' ? undefined : told;
  const paid_at_ms = instant(text(fields, 'send_pay_date') || text(fields, 'gmt_payment'));
  return {
    ...origin,
    kind: 'paid',
    txn,
    amount_fen,
    currency: text(fields, 'trans_currency') || 'CNY',
    ...(returned_fen === undefined ? {} : { returned_fen }),
    ...(paid_at_ms === undefined ? {} : { paid_at_ms }),
  };
}
