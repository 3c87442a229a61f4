import { expect, test } from 'vitest';
import type { Payment, Receipt } from '../payments/payment.ts';
import { receiptOf } from './receipt.ts';

const receipt = (over: Partial<Receipt>): Receipt => ({
  channel: 'alipay',
  acquirer_id: 'a',
  txn: 't',
  channel_no: 'n',
  amount_fen: 4500 as never,
  currency: 'CNY',
  role: 'won',
  why: '',
  taken_ms: Date.UTC(2026, 6, 12, 12, 31, 9),
  returned_fen: 0,
  ...over,
});
const payment = (receipts: Receipt[], attempts: unknown[] = []) => ({ receipts, attempts }) as unknown as Payment;

test('the money that pays the order says by what and when, in the time of the place', () => {
  const paid = payment([receipt({ role: 'surplus', channel: 'wechat' }), receipt({})]);
  expect(receiptOf(paid, (channel) => channel + '!')).toEqual({ with_text: 'alipay!', at_text: '2026-07-12 20:31' });
});

test('a card is named by its bank, kind and last four digits', () => {
  const card = { kind: 'card', card: { face: { bank: '建设银行', kind_text: '储蓄卡', tail: '0118' } } };
  expect(receiptOf(payment([receipt({ attempt: 1 })], [card]), String).with_text).toBe('建设银行 储蓄卡 0118');
});

test('without such money it says nothing', () => expect(receiptOf(payment([]), String)).toEqual({}));
