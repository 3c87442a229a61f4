/** The verdict finds each kind of violation. */
import { describe, expect, it } from 'vitest';
import { judge } from './verdict.ts';
import { NO_FLOORS } from './credited.ts';
import type { Facts } from './facts.ts';

const GOOD: Facts = {
  charges: [
    { channel: 'wechat', number: 'N1', txn: 'T1', amount_fen: 100, returned_fen: 0, at_ms: 10, good: true },
    { channel: 'alipay', number: 'N2', txn: 'T2', amount_fen: 100, returned_fen: 100, at_ms: 20, good: true },
  ],
  sent: { N3: { consume: 1, refund: 0 } },
  passwords: { N4: 2 },
  balances: { wechat: 100, alipay: 0 },
  orders: [{ id: 'o1', order_no: 'A1', state: 'paid', amount_fen: 100, ended_ms: 10 }],
  attempts: [
    { order_id: 'o1', channel: 'wechat', channel_no: 'N1', close_absent: false },
    { order_id: 'o1', channel: 'alipay', channel_no: 'N2', close_absent: false },
    { order_id: 'o1', channel: 'icbc-direct', channel_no: 'N4', close_absent: false, passwords: 2 },
  ],
  receipts: [
    { order_id: 'o1', channel: 'wechat', txn: 'T1', role: 'won', amount_fen: 100 },
    { order_id: 'o1', channel: 'alipay', txn: 'T2', role: 'surplus', amount_fen: 100 },
  ],
  refunds: [{ order_id: 'o1', merchant_id: 'm', refund_no: null, txn: 'T2', state: 'done', auto: 1, amount_fen: 100 }],
  entries: [
    { account: 'channel:wechat', amount_fen: 100, cause: 'test' },
    { account: 'merchant:m', amount_fen: -100, cause: 'test' },
  ],
  notices: [{ order_id: 'o1', n: 1, type: 'order.paid', delivered: true }],
  flags: [],
  taken: [{ merchant_id: 'm', order_no: 'A1', n: 1, type: 'order.paid', amount_fen: 100 }],
  forged: 0,
};
const ORDER = GOOD.orders[0]!;
const CLOSED = { ...ORDER, state: 'closed' };
const TOLD_CLOSED = { merchant_id: 'm', order_no: 'A1', n: 1, type: 'order.closed', amount_fen: 100 };

const clean = {
  lost: 0,
  duplicate: 0,
  over_refunded: 0,
  ledger_sum_fen: 0,
  unnotified: 0,
  unpaid: 0,
  merchants_off_fen: 0,
  over_credit: 0,
  forged: 0,
  too_few: 0,
};

describe('the verdict', () => {
  it('finds nothing where all is well', () => {
    expect(judge(GOOD)).toMatchObject({ ...clean, orders: 1, charges: 2, paid: 1, problems: [] });
  });

  it.each<[string, Partial<Facts>, Partial<typeof clean>]>([
    ['a charge we know nothing of', { receipts: GOOD.receipts.slice(1), orders: [CLOSED], taken: [], notices: [] }, { lost: 1 }],
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
      { orders: [{ ...ORDER, state: 'closing' }], receipts: [], charges: [], taken: [], notices: [] },
      { duplicate: 1 },
    ],
    ['more given back than taken', { charges: [GOOD.charges[0]!, { ...GOOD.charges[1]!, returned_fen: 200 }] }, { over_refunded: 1 }],
    ['a password without a mark', { passwords: { N4: 3 } }, { over_refunded: 1 }],
    ['a password under a number that is not ours', { passwords: { N5: 1 } }, { over_refunded: 1 }],
    ['books of two channels that differ from their one bank', { balances: { ...GOOD.balances, icbc: 5 } }, { ledger_sum_fen: 5 }],
    ['a consumption sent twice', { sent: { N3: { consume: 2, refund: 0 } } }, { over_refunded: 1 }],
    [
      'more reserved than the receipt',
      { refunds: [...GOOD.refunds, { ...GOOD.refunds[0]!, state: 'asked', auto: 0, amount_fen: 1 }] },
      { over_refunded: 1 },
    ],
    ['books that do not sum', { entries: GOOD.entries.slice(0, 1) }, { ledger_sum_fen: 100 }],
    ['books that differ from the bank', { balances: { wechat: 90 } }, { ledger_sum_fen: 10 }],
    ['a notice that waits', { notices: [{ ...GOOD.notices[0]!, delivered: false }] }, { unnotified: 1 }],
    ['a merchant who knows nothing', { taken: [] }, { unnotified: 2 }],
    [
      'told paid, and closed',
      {
        orders: [CLOSED],
        receipts: GOOD.receipts.map((r) => ({ ...r, role: 'surplus' })),
        charges: GOOD.charges.map((c) => ({ ...c, returned_fen: 100 })),
      },
      { unnotified: 2 },
    ],
    ['notices out of order', { taken: [{ ...GOOD.taken[0]!, n: 2, type: 'refund.done' }, ...GOOD.taken] }, { unnotified: 1 }],
  ])('sees %s', (_what, over, expected) => {
    const { problems, ...verdict } = judge({ ...GOOD, ...over });
    expect(verdict).toMatchObject(expected);
    expect(problems.length).toBeGreaterThan(0);
  });

  const refund = (state: string) => [{ ...GOOD.refunds[0]!, txn: 'T1', refund_no: 'R1', auto: 0, state, amount_fen: 30 }, ...GOOD.refunds];
  const heard = (type: string) => [...GOOD.taken, { ...GOOD.taken[0]!, n: 2, type, refund_no: 'R1', refund_fen: 30 }];
  const given_back = {
    balances: { wechat: 70, alipay: 0 },
    charges: [{ ...GOOD.charges[0]!, returned_fen: 30 }, GOOD.charges[1]!],
    entries: [
      { account: 'channel:wechat', amount_fen: 70, cause: 'test' },
      { account: 'merchant:m', amount_fen: -70, cause: 'test' },
    ],
  };

  it('is content with a refund that is done and told', () => {
    expect(judge({ ...GOOD, ...given_back, refunds: refund('done'), taken: heard('refund.done') })).toMatchObject({
      ...clean,
      problems: [],
    });
  });

  it.each<[string, Partial<Facts>, Partial<typeof clean>]>([
    [
      'every payment held',
      {
        orders: [CLOSED],
        receipts: GOOD.receipts.map((r) => ({ ...r, role: 'held' })),
        refunds: [],
        charges: GOOD.charges.map((c) => ({ ...c, at_ms: 5, returned_fen: 0 })),
        balances: { wechat: 100, alipay: 100 },
        entries: [
          { account: 'channel:wechat', amount_fen: 100, cause: 'test' },
          { account: 'channel:alipay', amount_fen: 100, cause: 'test' },
          { account: 'held:wechat', amount_fen: -200, cause: 'test' },
        ],
        notices: [{ ...GOOD.notices[0]!, type: 'order.closed' }],
        taken: [TOLD_CLOSED],
      },
      { ...clean, unpaid: 2, too_few: 1 },
    ],
    ['an order without its end', { orders: [CLOSED], receipts: [], refunds: [], charges: [], notices: [], taken: [] }, { unnotified: 1 }],
    ['a refund done and not told', { ...given_back, refunds: refund('done') }, { unnotified: 1, merchants_off_fen: 30 }],
    ['a refund failed and not told', { refunds: refund('failed') }, { unnotified: 1, merchants_off_fen: 0 }],
    [
      'a refund told done that failed',
      { refunds: refund('failed'), taken: heard('refund.done') },
      { unnotified: 2, merchants_off_fen: 30 },
    ],
    ['told closed, and paid', { taken: [...GOOD.taken, { ...TOLD_CLOSED, n: 2 }] }, { unnotified: 1 }],
    [
      'a merchant with a fen too much',
      {
        entries: [
          ...GOOD.entries,
          { account: 'merchant:m', amount_fen: -1, cause: 'test' },
          { account: 'viewers', amount_fen: 1, cause: 'test' },
        ],
      },
      { ledger_sum_fen: 0, merchants_off_fen: 1 },
    ],
    [
      'a merchant who has what another was told of',
      { entries: GOOD.entries.map((e) => ({ ...e, account: e.account.replace(':m', ':other') })) },
      { merchants_off_fen: 200 },
    ],
    ['a forged notice', { forged: 1 }, { forged: 1 }],
    [
      'nobody charged',
      { charges: [], receipts: [], refunds: [], entries: [], balances: {}, orders: [CLOSED], taken: [TOLD_CLOSED], notices: [] },
      { ...clean, too_few: 2 },
    ],
  ])('sees %s', (_what, over, expected) => {
    const { problems, ...verdict } = judge({ ...GOOD, ...over });
    expect(verdict).toMatchObject(expected);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('does not ask for what could not pay: a defect, another amount, too late, or a code unknown at its close', () => {
    const closed = { orders: [CLOSED], receipts: [], refunds: [], taken: [TOLD_CLOSED], notices: [] };
    const unpaid = (charge: Partial<(typeof GOOD.charges)[number]>, close_absent = false): number =>
      judge({
        ...GOOD,
        ...closed,
        charges: [{ ...GOOD.charges[0]!, at_ms: 9, ...charge }],
        attempts: GOOD.attempts.map((a) => ({ ...a, close_absent })),
      }).unpaid;
    expect(unpaid({})).toBe(1);
    expect([unpaid({ good: false }), unpaid({ amount_fen: 99 }), unpaid({ at_ms: 10 }), unpaid({}, true)]).toEqual([0, 0, 0, 0]);
  });

  it('follows each merchant’s debts in the order of the commits: a refund beyond its credit is seen, a chargeback is not one', () => {
    const refund = (amount_fen: number, cause = 'refund') => [
      { account: 'merchant:m', amount_fen, cause },
      { account: 'transit:wechat', amount_fen: -amount_fen, cause },
    ];
    const over = (credit_fen: NonNullable<Facts['credit_fen']>, ...entries: Facts['entries'][number][][]) => {
      const { over_credit, problems } = judge({ ...GOOD, credit_fen, entries: [...GOOD.entries, ...entries.flat()] });
      return [over_credit, problems.some((one) => one.includes('credit'))];
    };
    expect(over({ m: 50 }, refund(100), refund(50))).toEqual([0, false]);
    expect(over({ m: 50 }, refund(100), refund(51))).toEqual([1, true]);
    expect(over({}, refund(100), refund(1, 'refund-funded'))).toEqual([1, true]);
    // Paid back later, and gone beyond all the same.
    expect(over({}, refund(101), refund(-1, 'refund-failed'))).toEqual([1, true]);
    expect(over({}, refund(200, 'chargeback'))).toEqual([0, false]);
    expect(over({}, refund(200, 'chargeback'), refund(1))).toEqual([1, true]);
    expect(judge({ ...GOOD, entries: [...GOOD.entries, ...refund(500).flat()] }).over_credit).toBe(0);
  });

  it('a chargeback is no difference between books and notices', () => {
    const entries = [
      ...GOOD.entries,
      { account: 'merchant:m', amount_fen: 40, cause: 'chargeback' },
      { account: 'bank', amount_fen: -40, cause: 'chargeback' },
    ];
    expect(judge({ ...GOOD, entries })).toMatchObject(clean);
  });

  it('counts a repeated notice once, and a refund that a person must end as the merchant’s debit', () => {
    expect(judge({ ...GOOD, taken: [...GOOD.taken, ...GOOD.taken] })).toMatchObject(clean);
    const waits = {
      refunds: refund('stuck'),
      entries: [
        ...GOOD.entries,
        { account: 'merchant:m', amount_fen: 30, cause: 'test' },
        { account: 'transit:wechat', amount_fen: -30, cause: 'test' },
      ],
    };
    expect(judge({ ...GOOD, ...waits })).toMatchObject(clean);
  });

  it('wants its shares of many orders, unless nobody is meant to pay', () => {
    const orders = Array.from({ length: 100 }, (_, i) => ({ ...ORDER, id: 'o' + i, order_no: 'A' + i, state: i < 35 ? 'paid' : 'closed' }));
    const charges = (n: number) => Array.from({ length: n }, (_, i) => ({ ...GOOD.charges[0]!, txn: 'T' + i }));
    const few = (made: number, paid: number) =>
      judge({ ...GOOD, charges: charges(made), orders: orders.map((o, i) => ({ ...o, state: i < paid ? 'paid' : 'closed' })) }).too_few;
    expect([few(40, 35), few(39, 35), few(40, 34), few(39, 34)]).toEqual([0, 1, 1, 2]);
    expect(judge({ ...GOOD, orders, charges: [] }, NO_FLOORS).too_few).toBe(0);
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
