/** Orders and refunds move by the tables of docs/money.md 4 and 5 alone. */
import { expect, it } from 'vitest';
import { ORDER, REFUND } from './transitions.ts';

it('orders: paid and closed are final', () => {
  expect(ORDER).toEqual({
    open: { end: 'closing', won: 'paid' },
    closing: { 'all-attempts-over': 'closed', won: 'paid' },
    closed: {},
    paid: {},
  });
});

/** From; then event, to. */
const REFUNDS: { readonly [from: string]: readonly (readonly [on: string, to: string])[] } = {
  created: [
    ['moving', 'asked'],
    ['short', 'waiting'],
    ['stuck', 'stuck'],
    ['done', 'done'],
    ['failed', 'failed'],
  ],
  asked: [
    ['short', 'waiting'],
    ['stuck', 'stuck'],
    ['landed', 'landed'],
    ['done', 'done'],
    ['failed', 'failed'],
  ],
  waiting: [
    ['moving', 'asked'],
    ['again', 'asked'],
    ['stuck', 'stuck'],
    ['done', 'done'],
    ['failed', 'failed'],
  ],
  stuck: [
    ['sent-on', 'asked'],
    ['done', 'done'],
    ['failed', 'failed'],
  ],
  landed: [['paid', 'done']],
  done: [],
  failed: [],
};

it('refunds: done and failed are final, and stuck goes on by a person only', () => {
  expect(REFUND).toEqual(Object.fromEntries(Object.entries(REFUNDS).map(([from, moves]) => [from, Object.fromEntries(moves)])));
});
