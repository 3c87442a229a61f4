/** Notices read from the journal: none is missed, and an order is read no more often than it must be. */
import { expect, test } from 'vitest';
import type { Payment } from '../payments/payment.ts';
import type { JournalEntry } from '../store/port.ts';
import { noticesAfter } from './history.ts';

/** An order at its n-th version: one notice a version, made with that version's row. */
const at = (version: number): Payment =>
  ({
    version,
    order: { id: 'o', merchant_id: 'shop' },
    notices: Array.from({ length: version }, (_, i) => ({ id: 'n' + (i + 1), created_ms: i + 1, body: 'body ' + (i + 1) })),
  }) as unknown as Payment;
const row = (version: number): JournalEntry =>
  ({ position: version, order_id: 'o', version, at_ms: version, event: 'notice' }) as unknown as JournalEntry;

/** A journal in which a row is committed after every read of the order, up to `last`. */
function growing(first: number, last: number) {
  let version = first;
  let reads = 0;
  return {
    reads: () => reads,
    journalAfter: async (after: number) =>
      Array.from({ length: last }, (_, i) => row(i + 1)).filter((one) => one.position > after && one.version <= last),
    read: async () => {
      reads += 1;
      const payment = at(version);
      version = Math.min(version + 1, last);
      return payment;
    },
  };
}

test('an order that changes while it is walked is read again: nothing between two reads is missed', async () => {
  const store = growing(1, 4);
  const { items, position } = await noticesAfter(store, 'shop', 0, 100);
  expect([items, position]).toEqual([['body 1', 'body 2', 'body 3', 'body 4'], 4]);
});

test('one that stays is read once, however many rows it has', async () => {
  const store = growing(4, 4);
  expect((await noticesAfter(store, 'shop', 0, 100)).items).toHaveLength(4);
  expect(store.reads()).toBe(1);
});
