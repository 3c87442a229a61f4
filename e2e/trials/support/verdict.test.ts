/** The verdict finds each kind of violation. */
import { describe, expect, it } from 'vitest';
import { judge } from './verdict.ts';
import type { Facts } from './verdict.ts';

const GOOD: Facts = {
  charges: [
    { channel: 'wechat', number: 'N1', txn: 'T1', amount_fen: 100, returned_fen: 0 },
    { channel: 'alipay', number: 'N2', txn: 'T2', amount_fen: 100, returned_fen: 100 },
  ],
  sent: { N3: { consume: 1, refund: 0 } },
  balances: { wechat: 100, alipay: 0 },
  orders: [{ id: 'o1', order_no: 'A1', state: 'paid' }],
  receipts: [
    { order_id: 'o1', channel: 'wechat', txn: 'T1', role: 'won', amount_fen: 100 },
    { order_id: 'o1', channel: 'alipay', txn: 'T2', role: 'surplus', amount_fen: 100 },
  ],
  refunds: [{ order_id: 'o1', txn: 'T2', state: 'done', auto: 1, amount_fen: 100 }],
  entries: [
    { account: 'channel:wechat', amount_fen: 100 },
    { account: 'merchant:m', amount_fen: -100 },
  ],
  notices: [{ order_id: 'o1', n: 1, type: 'order.paid', delivered: true }],
  flags: [],
  taken: [{ order_no: 'A1', n: 1, type: 'order.paid' }],
};

const clean = { lost: 0, duplicate: 0, over_refunded: 0, ledger_sum_fen: 0, unnotified: 0 };

describe('the verdict', () => {
  it('finds nothing where all is well', () => {
    expect(judge(GOOD)).toMatchObject({ ...clean, orders: 1, charges: 2, paid: 1, problems: [] });
  });

  it.each<[string, Partial<Facts>, Partial<typeof clean>]>([
    [
      'a charge we know nothing of',
      { receipts: GOOD.receipts.slice(1), orders: [{ id: 'o1', order_no: 'A1', state: 'closed' }], taken: [], notices: [] },
      { lost: 1 },
    ],
    ['a charge of another amount', { charges: [{ ...GOOD.charges[0]!, amount_fen: 101 }, GOOD.charges[1]!] }, { lost: 1 }],
    ['a receipt of no charge', { charges: GOOD.charges.slice(0, 1) }, { lost: 1 }],
    ['surplus that was kept', { charges: [GOOD.charges[0]!, { ...GOOD.charges[1]!, returned_fen: 0 }] }, { duplicate: 1 }],
    ['two winners', { receipts: GOOD.receipts.map((r) => ({ ...r, role: 'won' })) }, { duplicate: 1 }],
    [
      'paid without a winner',
      { receipts: GOOD.receipts.map((r) => ({ ...r, role: 'surplus' })), charges: GOOD.charges.map((c) => ({ ...c, returned_fen: 100 })) },
      { duplicate: 1 },
    ],
    [
      'an order that hangs',
      { orders: [{ id: 'o1', order_no: 'A1', state: 'closing' }], receipts: [], charges: [], taken: [], notices: [] },
      { duplicate: 1 },
    ],
    ['more given back than taken', { charges: [GOOD.charges[0]!, { ...GOOD.charges[1]!, returned_fen: 200 }] }, { over_refunded: 1 }],
    ['a consumption sent twice', { sent: { N3: { consume: 2, refund: 0 } } }, { over_refunded: 1 }],
    [
      'more reserved than the receipt',
      { refunds: [...GOOD.refunds, { order_id: 'o1', txn: 'T2', state: 'asked', auto: 0, amount_fen: 1 }] },
      { over_refunded: 1 },
    ],
    ['books that do not sum', { entries: GOOD.entries.slice(0, 1) }, { ledger_sum_fen: 100 }],
    ['books that differ from the bank', { balances: { wechat: 90 } }, { ledger_sum_fen: 10 }],
    ['a notice that waits', { notices: [{ ...GOOD.notices[0]!, delivered: false }] }, { unnotified: 1 }],
    ['a merchant who knows nothing', { taken: [] }, { unnotified: 2 }],
    [
      'told paid, and closed',
      {
        orders: [{ id: 'o1', order_no: 'A1', state: 'closed' }],
        receipts: GOOD.receipts.map((r) => ({ ...r, role: 'surplus' })),
        charges: GOOD.charges.map((c) => ({ ...c, returned_fen: 100 })),
      },
      { unnotified: 1 },
    ],
    ['notices out of order', { taken: [{ order_no: 'A1', n: 2, type: 'refund.done' }, ...GOOD.taken] }, { unnotified: 1 }],
  ])('sees %s', (_what, over, expected) => {
    const { problems, ...verdict } = judge({ ...GOOD, ...over });
    expect(verdict).toMatchObject(expected);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('a refund that waits for a person is flagged, not kept', () => {
    const owed = {
      charges: [GOOD.charges[0]!, { ...GOOD.charges[1]!, returned_fen: 0 }],
      flags: [{ order_id: 'o1', code: 'refund-stuck' }],
      balances: {},
    };
    expect(judge({ ...GOOD, ...owed })).toMatchObject({ duplicate: 0 });
  });
});
