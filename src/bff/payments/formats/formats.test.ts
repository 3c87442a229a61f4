import { expect, it } from 'vitest';
import { FORMAT } from '../payment.ts';
import { loadPayment } from './index.ts';

/** As format 1 was written: an order with a code, a card that was refused, its receipt, two refunds. */
const FORMAT_1 = {
  version: 7,
  order: { id: 'o1', merchant_id: 'shop', order_no: 'A1', state: 'paid', amount_fen: 1990 },
  attempts: [
    { n: 1, channel: 'w', account: 'mch', number: 'N1', state: 'paid', body: '{"x":1}', qr_text: 'weixin://x', last_sent_ms: 5 },
    { n: 2, channel: 'u', account: 'mer', number: 'N2', state: 'refused', body: '', code: '64', card: { hash: 'h', absents: 0 } },
  ],
  receipts: [{ channel: 'w', account: 'mch', txn: 'T1', number: 'N1', amount_fen: 1990, role: 'won' }],
  refunds: [
    { id: 'm-R1', txn: 'T1', channel: 'w', account: 'mch', auto: false, refund_no: 'R1', tries: [{ n: 1, number: 'NR1', live: true }] },
    { id: 'auto-w-T2', txn: 'T2', channel: 'w', account: 'mch', auto: true, tries: [{ n: 1, number: 'NR2', live: false }] },
  ],
  notices: [],
  jobs: [{ key: 'refund:m-R1', call: 'refund', lane: 'w', due_ms: 9, serial: 3, rung: 0 }],
  flags: [],
  view: { version: 3, seq: 9, attempt: 1, asking: false, card: { at: 'number', channel: 'u' } },
  serial: 3,
};

it('lifts a payment of format 1', () => {
  const p = loadPayment(JSON.stringify(FORMAT_1));
  expect(p.format).toBe(FORMAT);
  expect(p.attempts).toEqual([
    {
      n: 1,
      kind: 'scan',
      by: 'tv',
      channel: 'w',
      acquirer_id: 'mch',
      channel_no: 'N1',
      state: 'paid',
      last_sent_ms: 5,
      body: '{"x":1}',
      handover: { kind: 'qr', text: 'weixin://x' },
    },
    {
      n: 2,
      kind: 'card',
      by: 'tv',
      channel: 'u',
      acquirer_id: 'mer',
      channel_no: 'N2',
      state: 'refused',
      code: '64',
      reason: 'funds',
      card: { hash: 'h', absents: 0 },
    },
  ]);
  expect(p.receipts[0]).toMatchObject({ acquirer_id: 'mch', channel_no: 'N1', txn: 'T1' });
  expect(p.refunds.map((r) => [r.acquirer_id, r.merchant_id, r.tries[0]?.channel_no])).toEqual([
    ['mch', 'shop', 'NR1'],
    ['mch', undefined, 'NR2'],
  ]);
  expect(p.dialogue).toEqual(FORMAT_1.view);
  expect(JSON.stringify(p)).not.toMatch(/"(account|number|view|qr_text)":/);
});

it('reads its own format as it is', () => {
  const p = loadPayment(JSON.stringify(FORMAT_1));
  expect(loadPayment(JSON.stringify(p))).toEqual(p);
});

it('refuses a payment of a newer program in one sentence', () => {
  expect(() => loadPayment(JSON.stringify({ format: FORMAT + 1 }))).toThrow(
    `a payment of format ${FORMAT + 1} was written by a newer program than this (${FORMAT}): start the newer program`,
  );
});

it('says in one sentence which payment is damaged', () => {
  const body = JSON.stringify(loadPayment(JSON.stringify(FORMAT_1)));
  expect(() => loadPayment(body.slice(0, -9))).toThrow(/^the stored payment o1 is damaged: its text is no JSON; compare with a backup/);
  expect(() => loadPayment('')).toThrow(/^the stored payment unknown is damaged/);
});
