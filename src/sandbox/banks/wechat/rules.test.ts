import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys, NOON_MS, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { wechatClient } from '../../testing/wechat-client.ts';

const NATIVE = '/v3/pay/transactions/native';
const MINUTE = 60_000;

let bench: Bench;
let send: ReturnType<typeof wechatClient>;
beforeEach(async () => {
  bench = await startBench();
  send = wechatClient(bench);
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

function body(out_trade_no: string, more: object = {}): object {
  const { appid, mchid } = bench.manifest.wechat;
  return {
    appid,
    mchid,
    out_trade_no,
    description: '点播',
    notify_url: 'http://merchant.test/n',
    amount: { total: 1990, currency: 'CNY' },
    ...more,
  };
}

async function prepay(number: string, more: object = {}): Promise<string> {
  const { body: made } = await send('POST', NATIVE, body(number, more));
  return String(made['code_url']);
}

const query = (number: string) => send('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${bench.manifest.wechat.mchid}`);
const close = (number: string) => send('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, { mchid: bench.manifest.wechat.mchid });
const phone = (deed: string, code: string, user = 'lele') =>
  bench.control<Record<string, unknown>>('POST', `/control/${deed}`, { code, user });
const facts = (number: string) => bench.control<Record<string, unknown>>('GET', `/control/orders/wechat/${number}`);
const faults = (answer: object) => bench.control('POST', '/control/faults', { wechat: { answer } });
const refund = (number: string, refund_no: string, amount: number, total = 1990) =>
  send('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: number,
    out_refund_no: refund_no,
    amount: { refund: amount, total, currency: 'CNY' },
    notify_url: 'http://merchant.test/r',
  });

async function paid(number: string): Promise<string> {
  const code = await prepay(number);
  expect(await phone('pay', code)).toMatchObject({ kind: 'paid' });
  return code;
}

describe('authorisation', () => {
  test('the case of the serial does not matter', async () => {
    const serial = bench.manifest.wechat.merchant_serial.toLowerCase();
    const answer = await send('POST', NATIVE, body('SERIAL0001'), { serial });
    expect(answer).toMatchObject({ status: 200, verified: true });
  });

  test.each([
    ['301 s old', { timestamp: String(NOON_MS / 1000 - 301) }],
    ['301 s ahead', { timestamp: String(NOON_MS / 1000 + 301) }],
    ['another serial', { serial: '5'.repeat(40) }],
    ['another body than signed', { signedBody: '{}' }],
    ['no scheme', { authorization: (pairs: string[]) => pairs.join(',') }],
    ['a pair missing', { authorization: (pairs: string[]) => `WECHATPAY2-SHA256-RSA2048 ${pairs.slice(1).join(',')}` }],
    ['a pair twice', { authorization: (pairs: string[]) => `WECHATPAY2-SHA256-RSA2048 ${[...pairs, pairs[0]].join(',')}` }],
  ])('refuses %s with a signed 401', async (_what, spoil) => {
    expect(await send('POST', NATIVE, body('AUTH000001'), spoil)).toMatchObject({
      status: 401,
      body: { code: 'SIGN_ERROR' },
      verified: true,
    });
    expect(await facts('AUTH000001')).toEqual({ error: 'never heard of' });
  });

  test('takes 300 s of clock difference, and pairs in any order', async () => {
    const reversed = (pairs: string[]): string => `WECHATPAY2-SHA256-RSA2048 ${pairs.toReversed().join(',')}`;
    const answer = await send('POST', NATIVE, body('AUTH000002'), {
      timestamp: String(NOON_MS / 1000 - 300),
      authorization: reversed,
    });
    expect(answer).toMatchObject({ status: 200, verified: true });
  });

  test('refuses a nonce seen before', async () => {
    await send('POST', NATIVE, body('AUTH000003'), { nonce: 'SAME' });
    expect(await send('POST', NATIVE, body('AUTH000003'), { nonce: 'SAME' })).toMatchObject({ status: 401 });
  });

  test('wants Accept and User-Agent', async () => {
    expect(await send('POST', NATIVE, body('AUTH000004'), { headers: { 'User-Agent': '' } })).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR' },
    });
  });

  test('signs with the key the request names', async () => {
    const serial = bench.manifest.wechat.platform_serial;
    const answer = await send('POST', NATIVE, body('AUTH000005'), { headers: { 'Wechatpay-Serial': serial } });
    expect(answer.verified).toBe(true);
    expect(answer.headers.get('Wechatpay-Serial')).toBe(serial);
    expect(answer.headers.get('Request-ID')).toMatch(/^[0-9A-F]+-\d+$/);
  });
});

describe('prepay', () => {
  test.each([
    [{ amount: { total: 0 } }, '/amount/total'],
    [{ amount: { total: 19.9 } }, '/amount/total'],
    [{ amount: { total: '1990' } }, '/amount/total'],
    [{ description: '' }, '/description'],
    [{ description: '字'.repeat(128) }, '/description'],
    [{ out_trade_no: 'short' }, '/out_trade_no'],
    [{ out_trade_no: '有中文的订单号' }, '/out_trade_no'],
    [{ notify_url: 'http://merchant.test/n?x=1' }, '/notify_url'],
    [{ notify_url: 'ftp://merchant.test/n' }, '/notify_url'],
    [{ time_expire: '2025-06-01 12:10:00' }, '/time_expire'],
    [{ time_expire: '2025-06-01T11:59:00+08:00' }, '/time_expire'],
    [{ surprise: 1 }, '/surprise'],
    [{ scene_info: { box: '1' } }, '/scene_info/box'],
  ])('refuses %j', async (more, field) => {
    expect(await send('POST', NATIVE, body('FIELD00001', more))).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', detail: { field } },
      verified: true,
    });
  });

  test('names an unknown field by its numeric code', async () => {
    const answer = await send('POST', NATIVE, body('FIELD00002', { surprise: 1 }));
    expect(answer.headers.get('Request-ID')).toMatch(/-270924358$/);
  });

  test('the same again gets a fresh code, and the old one dies', async () => {
    const first = await prepay('AGAIN00001');
    const second = await prepay('AGAIN00001');
    expect(second).not.toBe(first);
    expect(await phone('scan', first)).toMatchObject({ kind: 'refused', reason: 'code-replaced' });
    expect(await phone('scan', second)).toMatchObject({ kind: 'payable', amount_fen: 1990, subject: '点播' });
  });

  test('the same number for something else is an error, and changes nothing', async () => {
    const code = await prepay('AGAIN00002');
    const other = await send('POST', NATIVE, body('AGAIN00002', { amount: { total: 1, currency: 'CNY' } }));
    expect(other).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(other.headers.get('Request-ID')).toMatch(/-268498688$/);
    expect(await phone('scan', code)).toMatchObject({ amount_fen: 1990 });
  });

  test('says ORDERPAID once paid and ORDER_CLOSED once closed', async () => {
    await paid('AGAIN00003');
    expect(await send('POST', NATIVE, body('AGAIN00003'))).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
    await prepay('AGAIN00004');
    await close('AGAIN00004');
    expect(await send('POST', NATIVE, body('AGAIN00004'))).toMatchObject({
      status: 400,
      body: { code: 'ORDER_CLOSED' },
    });
  });

  test('after time_expire it revives the order, and that is on record', async () => {
    const more = { time_expire: '2025-06-01T12:10:00+08:00' };
    await prepay('AGAIN00005', more);
    await bench.world.advance(11 * MINUTE);
    const code = await prepay('AGAIN00005', more);
    expect(await phone('pay', code)).toMatchObject({ kind: 'paid' });
    expect(await facts('AGAIN00005')).toMatchObject({ revived: 1, charged_fen: 1990 });
  });

  test('by a fault it revives a closed order', async () => {
    await prepay('AGAIN00006');
    await close('AGAIN00006');
    await faults({ revive_closed: true });
    expect(await phone('pay', await prepay('AGAIN00006'))).toMatchObject({ kind: 'paid' });
    expect(await facts('AGAIN00006')).toMatchObject({ revived: 1 });
  });

  test('a null in it makes the scan page busy', async () => {
    const code = await prepay('AGAIN00007', { attach: null });
    expect(await phone('pay', code)).toMatchObject({ kind: 'refused', reason: 'busy' });
  });
});

describe('ends', () => {
  test('after time_expire nobody can pay, and the query still says NOTPAY', async () => {
    const code = await prepay('ENDS000001', { time_expire: '2025-06-01T12:10:00+08:00' });
    await phone('scan', code);
    await bench.world.advance(10 * MINUTE);
    expect(await phone('pay', code)).toMatchObject({ kind: 'refused', reason: 'order-expired' });
    expect(await query('ENDS000001')).toMatchObject({ status: 200, body: { trade_state: 'NOTPAY' } });
    expect(await close('ENDS000001')).toMatchObject({ status: 204, verified: true });
    expect(await query('ENDS000001')).toMatchObject({ body: { trade_state: 'CLOSED' } });
  });

  test('a code lives two hours, an order seven days', async () => {
    const code = await prepay('ENDS000002');
    await bench.world.advance(120 * MINUTE - 1);
    expect(await phone('scan', code)).toMatchObject({ kind: 'payable' });
    await bench.world.advance(1);
    expect(await phone('scan', code)).toMatchObject({ kind: 'refused', reason: 'code-expired' });
    await bench.world.advance(7 * 24 * 60 * MINUTE);
    expect(await query('ENDS000002')).toMatchObject({ body: { trade_state: 'CLOSED' } });
  });

  test('close: unknown 404, paid ORDER_PAID, twice ORDER_CLOSED', async () => {
    expect(await close('ENDS000003')).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_EXIST' } });
    await paid('ENDS000004');
    expect(await close('ENDS000004')).toMatchObject({ status: 400, body: { code: 'ORDER_PAID' } });
    const code = await prepay('ENDS000005');
    expect((await close('ENDS000005')).status).toBe(204);
    expect(await close('ENDS000005')).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
    expect(await phone('pay', code)).toMatchObject({ kind: 'refused', reason: 'closed' });
  });

  test('close by a fault says 202 and closes nothing', async () => {
    const code = await prepay('ENDS000006');
    await faults({ close_202: 1 });
    expect((await close('ENDS000006')).status).toBe(202);
    expect(await phone('pay', code)).toMatchObject({ kind: 'paid' });
  });
});

describe('paying', () => {
  test('what one user scanned another cannot pay', async () => {
    const code = await prepay('PAYS000001');
    await phone('scan', code, 'lele');
    expect(await phone('pay', code, 'zhongzhong')).toMatchObject({ kind: 'refused', reason: 'other-user' });
    expect(await phone('pay', code, 'lele')).toMatchObject({ kind: 'paid' });
  });

  test('is done once', async () => {
    const code = await paid('PAYS000002');
    expect(await phone('pay', code)).toMatchObject({ kind: 'refused', reason: 'paid' });
    expect(await facts('PAYS000002')).toMatchObject({ charged_fen: 1990, charges: [{ amount_fen: 1990 }] });
  });

  test('declining takes nothing', async () => {
    const code = await prepay('PAYS000003');
    expect(await phone('decline', code)).toEqual({ kind: 'declined' });
    expect(await query('PAYS000003')).toMatchObject({ body: { trade_state: 'NOTPAY' } });
    expect(await facts('PAYS000003')).toMatchObject({ charged_fen: 0 });
  });

  test('shows in the query, under both numbers, and only after it', async () => {
    const code = await prepay('PAYS000004', { attach: 'a1' });
    const before = (await query('PAYS000004')).body;
    for (const name of ['transaction_id', 'payer', 'success_time']) expect(before).not.toHaveProperty(name);
    const { trade_no } = await phone('pay', code);
    const expected = {
      trade_state: 'SUCCESS',
      trade_type: 'NATIVE',
      transaction_id: trade_no,
      attach: 'a1',
      success_time: '2025-06-01T12:00:00+08:00',
      amount: { total: 1990, payer_total: 1990, currency: 'CNY', payer_currency: 'CNY' },
    };
    expect(trade_no).toMatch(/^4200\d{24}$/);
    expect((await query('PAYS000004')).body).toMatchObject(expected);
    const { mchid } = bench.manifest.wechat;
    expect((await send('GET', `/v3/pay/transactions/id/${String(trade_no)}?mchid=${mchid}`)).body).toMatchObject(expected);
    expect((await send('GET', '/v3/pay/transactions/out-trade-no/PAYS000004?mchid=1')).status).toBe(400);
  });

  test('shows late, and with another amount, where faults say so', async () => {
    await faults({ query_lag_ms: 5000, query_amount_fen: 1 });
    await paid('PAYS000005');
    expect((await query('PAYS000005')).body).toMatchObject({ trade_state: 'NOTPAY' });
    await bench.world.advance(5000);
    expect((await query('PAYS000005')).body).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 1 } });
  });
});

describe('refunds', () => {
  test('one is PROCESSING, then SUCCESS with a notice; the same again is the same', async () => {
    await paid('BACK000001');
    const asked = await refund('BACK000001', 'R1', 500);
    expect(asked).toMatchObject({
      status: 200,
      body: { status: 'PROCESSING', amount: { refund: 500, total: 1990 } },
      verified: true,
    });
    expect((await refund('BACK000001', 'R1', 500)).body['refund_id']).toBe(asked.body['refund_id']);
    expect(await facts('BACK000001')).toMatchObject({ returned_fen: 0, state: 'SUCCESS' });
    await bench.world.advance(10_000);
    expect((await send('GET', '/v3/refund/domestic/refunds/R1')).body).toMatchObject({
      status: 'SUCCESS',
      out_trade_no: 'BACK000001',
    });
    expect(await facts('BACK000001')).toMatchObject({ returned_fen: 500, state: 'REFUND' });
    expect(bench.posted.map((one) => (JSON.parse(one.body) as { event_type: string }).event_type)).toEqual([
      'TRANSACTION.SUCCESS',
      'REFUND.SUCCESS',
    ]);
  });

  test('the same number for another amount is refused', async () => {
    await paid('BACK000002');
    await refund('BACK000002', 'R1', 500);
    expect(await refund('BACK000002', 'R1', 501)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  test('never more than was paid, refunds under way counted', async () => {
    await paid('BACK000003');
    await refund('BACK000003', 'R1', 1990 - 5);
    await bench.world.advance(MINUTE);
    expect(await refund('BACK000003', 'R2', 6)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await refund('BACK000003', 'R3', 5)).toMatchObject({ status: 200 });
  });

  test('a minute apart, fifty at most, within a year', async () => {
    await bench.control('POST', '/control/settings', { wechat: { refund_max: 2 } });
    await paid('BACK000004');
    await refund('BACK000004', 'R1', 1);
    await bench.world.advance(MINUTE - 1);
    expect(await refund('BACK000004', 'R2', 1)).toMatchObject({ status: 429, body: { code: 'FREQUENCY_LIMITED' } });
    await bench.world.advance(1);
    expect(await refund('BACK000004', 'R2', 1)).toMatchObject({ status: 200 });
    await bench.world.advance(MINUTE);
    expect(await refund('BACK000004', 'R3', 1)).toMatchObject({ status: 400 });
    await paid('BACK000005');
    await bench.world.advance(365 * 24 * 60 * MINUTE + 1);
    expect(await refund('BACK000005', 'R9', 1)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  test('wants the order, paid, and its true total', async () => {
    expect(await refund('BACK000006', 'R1', 1)).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } });
    await prepay('BACK000007');
    expect(await refund('BACK000007', 'R1', 1)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    await paid('BACK000008');
    expect(await refund('BACK000008', 'R1', 1, 1000)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  test('faults: NOT_ENOUGH keeps the number usable; CLOSED frees the money; ABNORMAL waits for a person', async () => {
    await paid('BACK000009');
    await faults({ refund_not_enough: 1 });
    expect(await refund('BACK000009', 'R1', 1990)).toMatchObject({ status: 403, body: { code: 'NOT_ENOUGH' } });
    await faults({ refund_ends: 'CLOSED' });
    expect(await refund('BACK000009', 'R1', 1990)).toMatchObject({ status: 200 });
    await bench.world.advance(MINUTE);
    expect((await send('GET', '/v3/refund/domestic/refunds/R1')).body).toMatchObject({ status: 'CLOSED' });
    await faults({ refund_ends: 'ABNORMAL' });
    expect(await refund('BACK000009', 'R2', 1990)).toMatchObject({ status: 200 });
    await bench.world.advance(MINUTE);
    expect((await send('GET', '/v3/refund/domestic/refunds/R2')).body).toMatchObject({ status: 'ABNORMAL' });
    expect(await facts('BACK000009')).toMatchObject({ returned_fen: 0 });
    const { refund_id } = (await send('GET', '/v3/refund/domestic/refunds/R2')).body as { refund_id: string };
    const apply = (id: string, body: object) => send('POST', '/v3/refund/domestic/refunds/' + id + '/apply-abnormal-refund', body);
    const ours = { out_refund_no: 'R2', type: 'MERCHANT_BANK_CARD' };
    expect(await apply('50000', ours)).toMatchObject({ status: 404 });
    expect(await apply(refund_id, { ...ours, type: 'USER_BANK_CARD' })).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR' } });
    expect(await apply(refund_id, ours)).toMatchObject({ status: 200, body: { status: 'PROCESSING' } });
    expect(await apply(refund_id, ours)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    await bench.world.advance(MINUTE);
    expect(await facts('BACK000009')).toMatchObject({ returned_fen: 1990 });
  });
});
