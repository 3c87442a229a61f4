import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench, CardOrder as Order } from '../../testing/card-bench.ts';
import type { CardAnswer, UnionpayClient } from '../../testing/unionpay-client.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Facts {
  state: string;
  charged_fen: number;
  returned_fen: number;
  received: Record<string, number>;
  refunds_received: Record<string, Record<string, number>>;
  refunds: { refund_no: string; state: string }[];
}

let bench: Bench;
let client: UnionpayClient;
let order: CardBench['order'];
let consume: CardBench['consume'];
let pay: CardBench['pay'];
let query: CardBench['query'];
let now: CardBench['now'];
beforeEach(async () => {
  ({ bench, client, order, consume, pay, query, now } = await startCardBench());
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const code = (answer: CardAnswer): string | undefined => answer.fields['respCode'];
const facts = (number: string) => bench.control<Facts>('GET', `/control/orders/unionpay/${number}`);
const settings = (unionpay: object) => bench.control('POST', '/control/settings', { unionpay });

async function paid(card_id = 'pingan-debit', txnAmt = '1990'): Promise<Order & { queryId: string }> {
  const one = order(card_id, txnAmt);
  const { fields } = await pay(one);
  await bench.world.advance(2000);
  return { ...one, queryId: fields['queryId']! };
}

function back(deed: 'refund' | 'void', one: { queryId: string }, orderId: string, txnAmt: string): Promise<CardAnswer> {
  return client.send(deed, { orderId, origQryId: one.queryId, txnAmt, backUrl: 'http://merchant.test/card' });
}

describe('consumption', () => {
  test('is accepted, pends, then is paid, and told of with a signature', async () => {
    const one = order();
    const accepted = await pay(one, {}, { reqReserved: 'abc' });
    expect(accepted).toMatchObject({ verified: true, fields: { respCode: '00', respMsg: '成功[0000000]', reqReserved: 'abc' } });
    expect(accepted.fields['queryId']).toMatch(/^12250601120000\d{7}$/);
    const pending = await query(one);
    expect(pending.fields).toMatchObject({ respCode: '00', origRespCode: '05' });
    expect(pending.fields).not.toHaveProperty('settleDate');
    expect(await facts(one.orderId)).toMatchObject({ charged_fen: 0 });
    await bench.world.advance(2000);
    expect(await query(one)).toMatchObject({
      verified: true,
      fields: {
        respCode: '00',
        origRespCode: '00',
        orderId: one.orderId,
        txnTime: one.txnTime,
        txnAmt: '1990',
        currencyCode: '156',
        queryId: accepted.fields['queryId'],
        traceTime: '0601120000',
        settleDate: '0601',
        settleAmt: '1990',
        settleCurrencyCode: '156',
        reqReserved: 'abc',
      },
    });
    expect(bench.posted).toHaveLength(1);
    const { fields, verified } = client.verifyNotice(bench.posted[0]!.body);
    expect(verified).toBe(true);
    expect(fields).toMatchObject({ respCode: '00', orderId: one.orderId, txnAmt: '1990', queryId: accepted.fields['queryId'] });
    expect(await facts(one.orderId)).toMatchObject({ state: '00', charged_fen: 1990, received: { sms: 1, consume: 1 } });
    expect(await bench.control('GET', '/control/balance/unionpay')).toMatchObject({ balance_fen: 1990 });
  });

  test('an order number is taken for the day, whatever txnTime; sent twice it is counted twice', async () => {
    const one = await paid();
    expect(code(await consume(one, { smsCode: '111111' }))).toBe('12');
    expect(code(await consume({ ...one, txnTime: '20250601120001' }, { smsCode: '111111' }))).toBe('12');
    expect(await facts(one.orderId)).toMatchObject({ charged_fen: 1990, received: { consume: 3 } });
    expect(await bench.control('GET', '/control/unionpay/received')).toMatchObject({ [one.orderId]: { consume: 3 } });
  });

  test('more than is on the card is 64; what it pays is taken off at once', async () => {
    expect(code(await pay(order('try-poor', '101')))).toBe('64');
    expect(code(await pay(order('try-poor', '60')))).toBe('00');
    expect(code(await pay(order('try-poor', '60')))).toBe('64');
  });

  test('after payTimeout it is refused, and debited late it is 42', async () => {
    expect(code(await pay(order(), {}, { payTimeout: '20250601115959' }))).toBe('69');
    const one = order();
    await pay(one, {}, { payTimeout: '20250601120001' });
    await bench.world.advance(2000);
    expect((await query(one)).fields).toMatchObject({ origRespCode: '42', settleAmt: '1990' });
    expect(await facts(one.orderId)).toMatchObject({ charged_fen: 1990 });
  });

  test('late in the evening it belongs to the next settlement day', async () => {
    await bench.world.advance(11 * HOUR);
    const one = await paid();
    expect((await query(one)).fields['settleDate']).toBe('0602');
  });
});

describe('queries', () => {
  test('34 for what never came, by queryId too, and 37 when they come too often', async () => {
    const one = await paid();
    expect(code(await query({ ...one, txnTime: '20250601115959' }))).toBe('34');
    const byId = await client.send('query', { txnSubType: '02', queryId: one.queryId });
    expect(byId.fields).toMatchObject({ origRespCode: '00', orderId: one.orderId });
    await settings({ query_gap_ms: 1000 });
    expect(code(await query(one))).toBe('37');
    await bench.world.advance(1000);
    expect(code(await query(one))).toBe('00');
  });
});

describe('notices', () => {
  test('five sendings with gaps of 0, 1, 2 and 4 minutes; 302 is an acceptance', async () => {
    const start_ms = bench.world.now();
    const times: number[] = [];
    bench.merchant.answer = () => {
      times.push(bench.world.now() - start_ms);
      return new Response('no', { status: 500 });
    };
    await settings({ settle_ms: 0, notify_first_ms: 0 });
    await pay(order());
    await bench.world.advance(DAY);
    expect(times).toEqual([0, 0, MINUTE, 3 * MINUTE, 7 * MINUTE]);
    bench.merchant.answer = () => new Response(null, { status: 302, headers: { Location: '/' } });
    const before = bench.posted.length;
    await pay(order());
    await bench.world.advance(DAY);
    expect(bench.posted.length - before).toBe(1);
  });

  test('silence for ten seconds is a failure', async () => {
    await settings({ settle_ms: 0, notify_first_ms: 0, notify_retry_ms: [1] });
    bench.merchant.answer = () => 'hang';
    await pay(order());
    await bench.world.advance(10_000);
    expect(bench.posted).toHaveLength(1);
    await bench.world.advance(1);
    expect(bench.posted).toHaveLength(2);
    await bench.world.advance(10_000);
  });

  test('faults: wrong amount and merchant signed well, tampered and foreign ones signed badly', async () => {
    const seen: ReturnType<UnionpayClient['verifyNotice']>[] = [];
    for (const fault of [{ wrong_amount: 1, wrong_amount_fen: 5 }, { wrong_seller: 1 }, { tamper: 1 }, { unknown_serial: 1 }]) {
      await bench.control('POST', '/control/faults', { unionpay: { notify: fault } });
      await paid();
      seen.push(client.verifyNotice(bench.posted.at(-1)!.body));
    }
    expect(seen.map((one) => one.verified)).toEqual([true, true, false, false]);
    expect(seen[0]!.fields['txnAmt']).toBe('5');
    expect(seen[1]!.fields['merId']).not.toBe(bench.manifest.unionpay.mer_id);
    expect(seen[3]!.fields['txnAmt']).toBe('1990');
  });
});

describe('giving back', () => {
  test('in parts, never more than came; each is told of and can be queried', async () => {
    const one = await paid();
    const refund = await back('refund', one, 'BACK00000001', '1000');
    expect(refund).toMatchObject({ verified: true, fields: { respCode: '00', origQryId: one.queryId } });
    const txnTime = now();
    expect((await query({ orderId: 'BACK00000001', txnTime })).fields['origRespCode']).toBe('05');
    expect(code(await back('refund', one, 'BACK00000002', '991'))).toBe('36');
    expect(code(await back('refund', one, 'BACK00000003', '990'))).toBe('00');
    expect(code(await back('refund', one, 'BACK00000004', '1'))).toBe('45');
    await bench.world.advance(3000);
    expect((await query({ orderId: 'BACK00000001', txnTime })).fields).toMatchObject({ origRespCode: '00', origQryId: one.queryId });
    expect(await facts(one.orderId)).toMatchObject({
      charged_fen: 1990,
      returned_fen: 1990,
      refunds: [
        { refund_no: 'BACK00000001', state: 'SUCCESS' },
        { refund_no: 'BACK00000002', state: 'CLOSED' },
        { refund_no: 'BACK00000003', state: 'SUCCESS' },
        { refund_no: 'BACK00000004', state: 'CLOSED' },
      ],
      refunds_received: { BACK00000001: { refund: 1 }, BACK00000003: { refund: 1 } },
    });
    expect(bench.posted.map((post) => client.verifyNotice(post.body).fields['txnType'])).toEqual(['01', '04', '04']);
  });

  test('not twice under one number, not without an original, not after eleven months', async () => {
    const one = await paid();
    await back('refund', one, 'BACK00000005', '100');
    expect(code(await back('refund', one, 'BACK00000005', '100'))).toBe('12');
    expect(code(await back('refund', { queryId: '122506011200001234567' }, 'BACK00000006', '100'))).toBe('35');
    await bench.world.advance(335 * DAY);
    expect(code(await back('refund', one, 'BACK00000007', '100'))).toBe('35');
    expect(await facts(one.orderId)).toMatchObject({ returned_fen: 100, refunds_received: { BACK00000005: { refund: 2 } } });
  });

  test('a void is of the whole, and of the same settlement day', async () => {
    const [one, two] = [await paid(), await paid()];
    expect(code(await back('void', one, 'VOID00000001', '1000'))).toBe('36');
    expect(code(await back('void', one, 'VOID00000002', '1990'))).toBe('00');
    await bench.world.advance(11 * HOUR);
    expect(await facts(one.orderId)).toMatchObject({ returned_fen: 1990 });
    expect(code(await back('void', two, 'VOID00000003', '1990'))).toBe('35');
  });

  test('by faults it lacks balance or waits; control ends what waits', async () => {
    const one = await paid();
    await bench.control('POST', '/control/faults', { unionpay: { answer: { refund_not_enough: 1, refund_pending: 1 } } });
    expect(code(await back('refund', one, 'BACK00000008', '100'))).toBe('90');
    expect(code(await back('refund', one, 'BACK00000009', '100'))).toBe('00');
    await bench.world.advance(HOUR);
    expect(await facts(one.orderId)).toMatchObject({ returned_fen: 0 });
    expect(await bench.control('POST', `/control/refunds/unionpay/${one.orderId}/BACK00000009`, {})).toEqual({ ok: true });
    expect(await facts(one.orderId)).toMatchObject({ returned_fen: 100 });
    await bench.world.advance(2 * DAY);
    expect(await facts(one.orderId)).toMatchObject({ returned_fen: 100 });
  });
});
