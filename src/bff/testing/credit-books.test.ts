import { expect, it } from 'vitest';
import type { Entry, Payment } from '../payments/payment.ts';
import { creditBooks } from './credit-books.ts';
import { newOrder, next } from './decisions.ts';

function lines(version: number, ...merchant: readonly [amount_fen: number, cause: string][]): Entry[] {
  return merchant.map(([amount_fen, cause], line) => ({ order_id: 'o', version, line, account: 'merchant:shop', amount_fen, cause }));
}

function two(): [Payment, Payment] {
  const { payment } = newOrder();
  return [payment, next(payment, {}).payment];
}

it('a refund that leaves its merchant owing more than its limit is seen; what a bank takes back is none', () => {
  const [first, second] = two();
  const sold = lines(first.version, [-1990, 'won']);
  const entries = (cause: string) => [...sold, ...lines(second.version, [2491, cause])];
  for (const [limit_fen, cause, wrong] of [
    [500, 'refund', 1],
    [501, 'refund', 0],
    [500, 'refund-funded', 1],
    [500, 'chargeback', 0],
  ] as const) {
    const books = creditBooks(() => limit_fen);
    expect(books(first, undefined, sold)).toEqual([]);
    expect(books(second, first, entries(cause))).toHaveLength(wrong);
  }
});

it('counts each line once, over all orders of a merchant', () => {
  const books = creditBooks(() => 0);
  const [first, second] = two();
  const sold = lines(first.version, [-1000, 'won']);
  books(first, undefined, sold);
  books(second, first, sold);
  const [other] = two();
  expect(books(other, undefined, lines(other.version, [1001, 'refund']))).toHaveLength(1);
});
