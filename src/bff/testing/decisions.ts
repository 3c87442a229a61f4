/** Decisions for tests of stores: a new order, and the same one decided once more. */
import { createPayment } from '../payments/create.ts';
import type { Rules } from '../payments/events.ts';
import type { JournalRow } from '../payments/journal-row.ts';
import type { Decision, Job, Payment, Receipt, Refund, ScanAttempt } from '../payments/payment.ts';
import { TIMES } from '../payments/schedules.ts';

export const RULES: Rules = {
  times: TIMES,
  prefix: 'TST',
  channels: {},
  derive: (text) => text,
  attempts_max: 1,
  attempts_hour_max: 1,
  phone_attempts_max: 30,
  hidesCode: () => false,
  feesOf: () => ({ fee_bp: 0, fee_min_fen: 0 }),
  creditOf: () => 0,
  recovering: false,
};
let made = 0;

export function newOrder(over: { order_no?: string; merchant_id?: string } = {}): Decision {
  made += 1;
  const id = ('id' + made).padEnd(20, 'x');
  const fields = {
    merchant_id: over.merchant_id ?? 'shop',
    order_no: over.order_no ?? 'A' + made,
    amount_fen: '1990',
    subject: 's',
    return_url: 'http://a/',
    notify_url: 'http://a/',
  };
  return createPayment(fields, 1990 as never, { id, token: id + 'f'.repeat(32) }, 1000, RULES);
}

/** The payment with something added, one version on. */
export function next(payment: Payment, over: Partial<Payment>): Decision {
  return { changed: true, payment: { ...payment, ...over, version: payment.version + 1 }, entries: [] };
}

export function withJobs({ payment, ...decision }: Decision, ...jobs: Job[]): Decision {
  return { ...decision, payment: { ...payment, jobs } };
}

export function job(key: string, lane: string, due_ms: number): Job {
  return { key, call: 'tick', lane, due_ms, serial: 1, rung: 0 };
}

export function attemptOf(channel_no: string, over: Partial<ScanAttempt> = {}): ScanAttempt {
  return {
    n: 1,
    kind: 'scan',
    by: 'tv',
    channel: 'wechat',
    acquirer_id: 'a',
    channel_no,
    state: 'created',
    created_ms: 0,
    channel_expires_ms: 0,
    not_after_ms: 0,
    body: '',
    last_sent_ms: 0,
    close_asked: false,
    close_absent: false,
    ...over,
  };
}

export function receiptOf(txn: string, over: Partial<Receipt> = {}): Receipt {
  return {
    channel: 'wechat',
    acquirer_id: 'a',
    txn,
    channel_no: 'N',
    amount_fen: 1990 as never,
    currency: 'CNY',
    role: 'won',
    why: '',
    taken_ms: 0,
    returned_fen: 0,
    ...over,
  };
}

export function refundOf(id: string, refund_no: string, over: Partial<Refund> = {}): Refund {
  return {
    id,
    txn: 'T',
    channel: 'wechat',
    acquirer_id: 'a',
    auto: false,
    refund_no,
    reason: '',
    amount_fen: 1 as never,
    state: 'asked',
    tries: [],
    created_ms: 0,
    ...over,
  };
}

export function journalOf({ payment }: Decision): JournalRow {
  return { order_id: payment.order.id, version: payment.version, at_ms: 1000, event: 'tick', actor: 'worker', question: 'choose' };
}
