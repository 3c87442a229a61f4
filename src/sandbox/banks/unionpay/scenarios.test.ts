/** Each script: what is answered, what queries say at once, shortly and much later, and what becomes of the money. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench, CardOrder } from '../../testing/card-bench.ts';
import { SCENARIOS } from './scenarios.ts';

const DAY = 86_400_000;

let parts: CardBench;
beforeEach(async () => {
  parts = await startCardBench();
});
afterEach(() => parts.bench.stop());
afterAll(forgetKeys);

const tell = (id: string, wish: object) => parts.bench.control<object>('POST', `/control/unionpay/cards/${id}`, wish);

async function answerOf(send: Promise<{ fields: Record<string, string> }>): Promise<string | undefined> {
  try {
    return (await send).fields['respCode'];
  } catch {
    return 'silence';
  }
}

/** origRespCode, or respCode when the query itself fails. */
async function seen(one: { orderId: string; txnTime: string }): Promise<string | undefined> {
  const { fields } = await parts.query(one);
  return fields['respCode'] === '00' ? fields['origRespCode'] : fields['respCode'];
}

async function money(one: CardOrder): Promise<[charged: number, returned: number]> {
  const found = await parts.bench.control<{ charged_fen: number; returned_fen: number }>('GET', `/control/orders/unionpay/${one.orderId}`);
  return [found.charged_fen, found.returned_fen];
}

async function onCard(id: string): Promise<number> {
  const cards = await parts.bench.control<{ id: string; balance_fen: number }[]>('GET', '/control/unionpay/cards');
  return cards.find((card) => card.id === id)!.balance_fen;
}

type Row = [
  name: string,
  answer: string,
  at_once: string,
  after_2s: string,
  after_a_day: string,
  charged: number,
  returned: number,
  notices: number,
];

const UNPAID = ['30', '33', '38', '60', '61', '62', '63', '64', '65', '66', '67', '68', '71', '73', '77', '81', '91', '01'];
const ROWS: Row[] = [
  ...UNPAID.map((code): Row => [code, code, code, code, code, 0, 0, 0]),
  ['A6', '00', '05', 'A6', 'A6', 1990, 0, 1],
  ['03', '03', '03', '00', '00', 1990, 0, 1],
  ['04', '04', '04', '04', '04', 1990, 0, 0],
  ['04-unpaid', '04', '04', '04', '04', 0, 0, 0],
  ['05', '05', '05', '05', '00', 1990, 0, 1],
  ['05-never', '05', '05', '05', '05', 0, 0, 0],
  ['05-stays', '05', '05', '05', '05', 1990, 0, 0],
  ['05-refused', '05', '05', '05', '01', 0, 0, 0],
  ['12', '12', '05', '00', '00', 1990, 0, 1],
  ['12-absent', '12', '34', '34', '34', 0, 0, 0],
  ['34-then-paid', 'silence', '34', '34', '00', 1990, 0, 1],
  ['42', '00', '05', '05', '42', 1990, 0, 1],
  ['45', '00', '05', '00', '45', 1990, 1990, 1],
  ['46', '00', '05', '00', '46', 1990, 1990, 1],
  ['74', '00', '05', '74', '74', 1990, 0, 1],
  ['75', '00', '05', '75', '75', 1990, 0, 1],
  ['83', '83', '83', '83', '00', 1990, 0, 1],
  ['silent-paid', 'silence', '05', '00', '00', 1990, 0, 1],
  ['silent-refused', 'silence', '05', '64', '64', 0, 0, 0],
  ['silent-unpaid', 'silence', '34', '34', '34', 0, 0, 0],
  ['settle-hours', '00', '05', '05', '00', 1990, 0, 1],
  ['notify-only', '00', '06', '06', '06', 1990, 0, 1],
  ['notify-never', '00', '05', '00', '00', 1990, 0, 0],
];

describe('consumption', () => {
  test('every script is tried here', () => {
    const all = Object.entries(SCENARIOS).flatMap(([name, { at }]) => (at === 'consume' && name !== 'ok' ? [name] : []));
    expect(ROWS.map(([name]) => name).sort()).toEqual(all.sort());
  });

  test.each(ROWS)('%s: %s, then %s, %s, %s', async (name, answer, at_once, after_2s, after_a_day, charged, returned, notices) => {
    const id = `try-${name.toLowerCase()}`;
    const before_fen = await onCard(id);
    const one = parts.order(id);
    expect(await answerOf(parts.pay(one))).toBe(answer);
    expect(await seen(one)).toBe(at_once);
    await parts.bench.world.advance(2000);
    expect(await seen(one)).toBe(after_2s);
    await parts.bench.world.advance(DAY);
    expect(await seen(one)).toBe(after_a_day);
    expect(await money(one)).toEqual([charged, returned]);
    expect(before_fen - (await onCard(id))).toBe(charged - returned);
    expect(parts.bench.posted).toHaveLength(notices);
  });

  test('a script is told to any card, for once or until "ok"', async () => {
    await tell('pingan-debit', { script: '64', once: true });
    expect(await answerOf(parts.pay(parts.order()))).toBe('64');
    expect(await answerOf(parts.pay(parts.order()))).toBe('00');
    await tell('0048', { script: '33' });
    expect(await answerOf(parts.pay(parts.order('cmb-debit')))).toBe('33');
    await tell('cmb-debit', { script: 'ok' });
    expect(await answerOf(parts.pay(parts.order('cmb-debit')))).toBe('00');
    await tell('try-64', { script: 'ok' });
    expect(await answerOf(parts.pay(parts.order('try-64')))).toBe('00');
    await parts.bench.control('DELETE', '/control/unionpay/cards/try-64');
    expect(await answerOf(parts.pay(parts.order('try-64')))).toBe('64');
  });

  test('control refuses what it does not know', async () => {
    expect(await tell('nobody', { script: '64' })).toEqual({ error: 'no such card' });
    expect(await tell('pingan-debit', { script: '65x' })).toEqual({ error: 'no such script' });
    expect(await tell('pingan-debit', { balance_fen: -1 })).toEqual({ error: 'balance_fen is a whole number' });
  });

  test('control ends what is under way, once', async () => {
    const [one, two] = [parts.order('try-05-never'), parts.order('try-05')];
    await parts.pay(one);
    await parts.pay(two);
    const end = (order: CardOrder, body: object) => parts.bench.control('POST', `/control/unionpay/txns/${order.orderId}`, body);
    expect(await end(one, {})).toEqual({ ok: true });
    expect(await end(one, {})).toEqual({ error: 'nothing under way' });
    expect(await end(two, { code: '64' })).toEqual({ ok: true });
    await parts.bench.world.advance(DAY);
    expect([await seen(one), await seen(two)]).toEqual(['00', '64']);
    expect([await money(one), await money(two)]).toEqual([
      [1990, 0],
      [0, 0],
    ]);
    expect(await onCard('try-05')).toBe(5_000_000);
  });

  test('failures are told of where the settings say so', async () => {
    await parts.bench.control('POST', '/control/settings', { unionpay: { notify_failures: true } });
    await parts.pay(parts.order('try-05-refused'));
    await parts.bench.world.advance(DAY);
    expect(parts.client.verifyNotice(parts.bench.posted[0]!.body)).toMatchObject({ verified: true, fields: { respCode: '01' } });
  });
});

describe('refund', () => {
  test.each([
    ['refund-refused', '01', '01', '01', 0],
    ['refund-fails-later', '00', '05', '01', 0],
    ['refund-pending', '00', '05', '00', 100],
    ['refund-silent-done', 'silence', '00', '00', 100],
    ['refund-silent-lost', 'silence', '34', '34', 0],
  ])('%s: %s, then %s, %s', async (name, answer, after_10s, after_a_day, returned) => {
    const one = parts.order(`try-${name}`);
    await parts.pay(one);
    await parts.bench.world.advance(2000);
    const { queryId } = (await parts.query(one)).fields;
    const refund = { orderId: `BACK${one.orderId}`, txnTime: parts.now() };
    const fields = { ...refund, origQryId: queryId!, txnAmt: '100', backUrl: 'http://merchant.test/card' };
    expect(await answerOf(parts.client.send('refund', fields))).toBe(answer);
    await parts.bench.world.advance(10_000);
    expect(await seen(refund)).toBe(after_10s);
    await parts.bench.world.advance(DAY);
    expect(await seen(refund)).toBe(after_a_day);
    expect(await money(one)).toEqual([1990, returned]);
  });
});

describe('text', () => {
  test.each([
    ['sms-never', '00', 0],
    ['sms-silent', 'silence', 1],
    ['sms-37', '37', 0],
    ['sms-66', '66', 0],
    ['sms-79', '79', 0],
  ])('%s: %s', async (name, answer, texts) => {
    const one = parts.order(`try-${name}`);
    expect(await answerOf(parts.sms(one))).toBe(answer);
    expect(await parts.bench.control('GET', `/control/messages?number=${one.orderId}`)).toHaveLength(texts);
  });
});
