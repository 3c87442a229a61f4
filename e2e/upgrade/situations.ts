/** The orders of a fixture: where each stands when the program is killed, and where it must end once a later one runs. */
import type { NoticeType } from '../../src/protocol/notice.ts';
import type { OrderState } from '../../src/protocol/order.ts';

/** Done by the test once the fixture is open; an order without one settles by itself. */
export type Need =
  | 'pay the WeChat code'
  | 'pay by a new Alipay code'
  | 'type the code from the phone'
  | 'the merchant closes it'
  | 'the bank ends its refund'
  | 'the merchant asks its refund again';

export interface Situation {
  order_no: string;
  /** Different for each: the banks' books are searched by it. */
  amount_fen: number;
  about: string;
  /** From the moment of opening; the others live a day longer. */
  ends_in_ms?: number;
  needs?: Need;
  end: {
    state: OrderState;
    /** All that the merchant was ever told, in order. */
    notices: NoticeType[];
    refunded_fen: number;
    /** What the banks have taken for it and not given back. */
    kept_fen: number;
    /** Kept, and in doubt: a person decides. */
    held_fen?: number;
  };
}

const PAID: NoticeType[] = ['order.paid'];
const CLOSED: NoticeType[] = ['order.closed'];
const SOON_MS = 6_000;

function paid(amount_fen: number, refunds: readonly number[] = []): Situation['end'] {
  const refunded_fen = refunds.reduce((sum, one) => sum + one, 0);
  const told = refunds.map((): NoticeType => 'refund.done');
  return { state: 'paid', notices: [...PAID, ...told], refunded_fen, kept_fen: amount_fen - refunded_fen };
}

const closed: Situation['end'] = { state: 'closed', notices: CLOSED, refunded_fen: 0, kept_fen: 0 };

export const REFUNDS: { readonly [order_no: string]: readonly number[] } = {
  'refund-asked': [400, 300],
  'refund-unheard': [1802],
  'refund-done': [500],
  'refund-card-unheard': [1804],
  'refund-card-lost': [600],
  'refund-waiting': [200],
  'refund-stuck': [300],
  'refund-forgotten': [700],
};

const refunded = (order_no: string, amount_fen: number): Pick<Situation, 'order_no' | 'amount_fen' | 'end'> => ({
  order_no,
  amount_fen,
  end: paid(amount_fen, REFUNDS[order_no]),
});

/** A viewer who sits at some question, until the merchant closes the order. */
const asked = (order_no: string, amount_fen: number, about: string): Situation => ({
  order_no,
  amount_fen,
  about,
  needs: 'the merchant closes it',
  end: closed,
});

export const SITUATIONS: readonly Situation[] = [
  { order_no: 'untouched', amount_fen: 1101, about: 'open, nothing chosen', ends_in_ms: SOON_MS, end: closed },
  {
    order_no: 'elder',
    amount_fen: 1102,
    about: 'open, in the large mode, nothing chosen',
    needs: 'pay by a new Alipay code',
    end: paid(1102),
  },
  { order_no: 'english', amount_fen: 1103, about: 'open, in English, nothing chosen', needs: 'the merchant closes it', end: closed },
  { order_no: 'wechat-code', amount_fen: 1201, about: 'a WeChat code is up', needs: 'pay the WeChat code', end: paid(1201) },
  { order_no: 'alipay-code-ends', amount_fen: 1202, about: 'an Alipay code is up', ends_in_ms: SOON_MS, end: closed },
  { order_no: 'wechat-code-ends', amount_fen: 1203, about: 'a WeChat code is up', ends_in_ms: SOON_MS, end: closed },
  {
    order_no: 'code-asked-for',
    amount_fen: 1204,
    about: 'a WeChat code was asked for, the call was lost',
    needs: 'pay the WeChat code',
    end: paid(1204),
  },
  { order_no: 'paid-unheard', amount_fen: 1205, about: 'a WeChat code was paid, the callback was lost', end: paid(1205) },
  {
    order_no: 'paid-unheard-ends',
    amount_fen: 1206,
    about: 'an Alipay code was paid, the callback was lost, the order ends',
    ends_in_ms: SOON_MS,
    end: paid(1206),
  },
  {
    order_no: 'card-unheard',
    amount_fen: 1301,
    about: 'a card was charged, answer and callback were lost; it is to be remembered',
    end: paid(1301),
  },
  {
    order_no: 'card-lost',
    amount_fen: 1302,
    about: 'a consumption was sent and never arrived',
    ends_in_ms: SOON_MS,
    end: closed,
  },
  {
    order_no: 'card-code',
    amount_fen: 1303,
    about: 'a card waits for the code from the phone',
    needs: 'type the code from the phone',
    end: paid(1303),
  },
  { order_no: 'card-remembered', amount_fen: 1304, about: 'paid by a card, which is remembered', end: paid(1304) },
  {
    order_no: 'card-held',
    amount_fen: 1305,
    about: 'a card was debited, the bank answers 75: held',
    ends_in_ms: SOON_MS,
    end: { ...closed, kept_fen: 1305, held_fen: 1305 },
  },
  {
    order_no: 'amount-held',
    amount_fen: 1401,
    about: 'the callback told another amount, 1 fen: held',
    end: { state: 'open', notices: [], refunded_fen: 0, kept_fen: 1401, held_fen: 1 },
  },
  { order_no: 'attempt-closing', amount_fen: 1501, about: 'the viewer left a code, its close was lost', ends_in_ms: SOON_MS, end: closed },
  { order_no: 'order-closing', amount_fen: 1502, about: 'the merchant closed it, the close of its code was lost', end: closed },
  { order_no: 'closed', amount_fen: 1503, about: 'closed, the merchant knows', end: closed },
  { order_no: 'paid', amount_fen: 1601, about: 'paid, the merchant knows', end: paid(1601) },
  { order_no: 'paid-untold', amount_fen: 1602, about: "paid while the merchant's server was down", end: paid(1602) },
  {
    order_no: 'paid-twice',
    amount_fen: 1701,
    about: 'paid by Alipay, then by an old WeChat code: surplus, its refund is under way',
    end: paid(1701),
  },
  { ...refunded('refund-asked', 1801), about: 'a refund is under way at WeChat, a second one waits for its turn' },
  { ...refunded('refund-unheard', 1802), about: 'Alipay refunded, the answer was lost' },
  { ...refunded('refund-done', 1803), about: 'partly refunded, the merchant knows' },
  { ...refunded('refund-card-unheard', 1804), about: 'UnionPay refunded, answer and callback were lost' },
  { ...refunded('refund-card-lost', 1805), about: 'a refund was sent to UnionPay and never arrived' },
  { ...refunded('refund-waiting', 1806), about: 'WeChat had too little of our money for a refund' },
  { ...refunded('refund-stuck', 1807), about: 'a refund is stuck at WeChat: ABNORMAL', needs: 'the bank ends its refund' },
  {
    ...refunded('refund-forgotten', 1808),
    about: 'refunded by Alipay, but the database is a backup of before',
    needs: 'the merchant asks its refund again',
  },
  asked('asks-not-received', 1901, 'the viewer pressed 已完成支付 too early'),
  asked('asks-card-list', 1902, 'the viewer looks at the remembered cards'),
  asked('asks-card-number', 1903, 'the viewer types a card number'),
  asked('asks-card-check', 1904, 'the viewer typed a phone number that is none'),
  asked('asks-wrong-code', 1906, 'the code from the phone was wrong'),
  asked('asks-refused', 1907, 'the bank refused the card: too little money'),
];

/** Orders whose viewer is asked the same question by the program that opens the database. */
export const QUESTIONS = [
  'elder',
  'english',
  'wechat-code',
  'card-code',
  'amount-held',
  'asks-not-received',
  'asks-card-list',
  'asks-card-number',
  'asks-card-check',
  'asks-wrong-code',
  'asks-refused',
] as const;

/** Paid under numbers of a database that was lost: no order has them. */
export const ORPHANS = [
  { channel: 'wechat', amount_fen: 1951, about: 'booked as held' },
  { channel: 'alipay', amount_fen: 1952, about: 'heard of once, waited for' },
] as const;

export const VIEWERS = { kept: 'viewer-kept', pending: 'viewer-pending' } as const;
