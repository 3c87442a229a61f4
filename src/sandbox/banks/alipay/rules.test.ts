import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alipayClient } from '../../testing/alipay-client.ts';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';

const MINUTE = 60_000;

let bench: Bench;
let send: ReturnType<typeof alipayClient>;
beforeEach(async () => {
  bench = await startBench();
  send = alipayClient(bench);
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const precreate = (out_trade_no: string, more: object = {}) =>
  send('alipay.trade.precreate', { out_trade_no, total_amount: '19.90', subject: '点播', ...more });
const query = (out_trade_no: string) => send('alipay.trade.query', { out_trade_no });
const close = (out_trade_no: string) => send('alipay.trade.close', { out_trade_no });
const refund = (out_trade_no: string, refund_amount: string, out_request_no?: string) =>
  send('alipay.trade.refund', { out_trade_no, refund_amount, ...(out_request_no ? { out_request_no } : {}) });
const refundQuery = (out_trade_no: string, out_request_no: string) =>
  send('alipay.trade.fastpay.refund.query', { out_trade_no, out_request_no });
const phone = (deed: string, code: string, user = 'lele') =>
  bench.control<Record<string, unknown>>('POST', `/control/${deed}`, { code, user });
const facts = (number: string) => bench.control<Record<string, unknown>>('GET', `/control/orders/alipay/${number}`);
const faults = (answer: object) => bench.control('POST', '/control/faults', { alipay: { answer } });

async function codeOf(number: string, more: object = {}): Promise<string> {
  const { body } = await precreate(number, more);
  return String(body['qr_code']);
}
async function paid(number: string): Promise<void> {
  expect(await phone('pay', await codeOf(number))).toMatchObject({ kind: 'paid' });
}

describe('the gateway', () => {
  test('takes a text that can be cut in one way only', async () => {
    const hides = await send('alipay.trade.query', { out_trade_no: 'X1' }, { extra: 'a&out_trade_no=Y' });
    expect(hides.body).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' });
    const plain = await send('alipay.trade.query', { out_trade_no: 'X1' }, { extra: 'a&b' });
    expect(plain.body['sub_code']).toBe('ACQ.TRADE_NOT_EXIST');
  });

  test('takes GET and POST', async () => {
    expect(await send('alipay.trade.query', { out_trade_no: 'X1' }, {}, 'GET')).toMatchObject({
      body: { sub_code: 'ACQ.TRADE_NOT_EXIST' },
      verified: true,
    });
  });

  test('escapes slashes, and signs the text as it stands', async () => {
    const { raw, verified } = await precreate('GATE1');
    expect(raw).toContain('"qr_code":"https:\\/\\/qr.alipay.com\\/');
    expect(verified).toBe(true);
  });

  test.each([
    ['a wrong signature', { sign: 'AAAA' }, 'isv.invalid-signature'],
    ['RSA1', { sign_type: 'RSA' }, 'isv.invalid-signature-type'],
    ['another charset', { charset: 'gbk' }, 'isv.invalid-charset'],
    ['a bad timestamp', { timestamp: '20250601' }, 'isv.invalid-timestamp'],
    ['half of certificate mode', { app_cert_sn: 'x' }, 'isv.invalid-cert-sn'],
  ])('refuses %s', async (_what, more, sub_code) => {
    expect((await send('alipay.trade.query', { out_trade_no: 'X1' }, more)).body).toMatchObject({
      code: '40002',
      sub_code,
    });
  });

  test('does not sign for an app it does not know', async () => {
    const { raw } = await send('alipay.trade.query', { out_trade_no: 'X1' }, { app_id: '2021000000000000' });
    expect(JSON.parse(raw)).toEqual({
      error_response: expect.objectContaining({ sub_code: 'isv.invalid-app-id' }) as unknown,
    });
  });

  test('knows no other method', async () => {
    expect((await send('alipay.trade.pay', {})).raw).toContain('isv.invalid-method');
  });
});

describe('precreate', () => {
  test.each([
    [{ total_amount: '0' }],
    [{ total_amount: '19.901' }],
    [{ total_amount: '-1' }],
    [{ subject: 'a&b' }],
    [{ subject: '字'.repeat(257) }],
    [{ out_trade_no: 'A-1' }],
    [{ time_expire: '2025-06-01 11:59:59' }],
    [{ time_expire: 'soon' }],
    [{ timeout_express: '1.5h' }],
    [{ timeout_express: '16d' }],
    [{ qr_code_timeout_express: '0m' }],
    [{ seller_id: '2088000000000000' }],
  ])('refuses %j', async (more) => {
    expect((await precreate('FIELD1', more)).body).toMatchObject({ code: '40004', sub_code: 'ACQ.INVALID_PARAMETER' });
  });

  test('makes no trade: query and close know nothing, and the code stays payable', async () => {
    const code = await codeOf('PRE1');
    expect((await query('PRE1')).body).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' });
    expect((await close('PRE1')).body).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' });
    expect(await phone('pay', code)).toMatchObject({ kind: 'paid' });
  });

  test('the scan makes the trade', async () => {
    await phone('scan', await codeOf('PRE2'));
    const { body } = await query('PRE2');
    expect(body).toMatchObject({ trade_status: 'WAIT_BUYER_PAY', total_amount: '19.90' });
    expect(body['trade_no']).toMatch(/^2025060122001\d{15}$/);
    expect(body).not.toHaveProperty('send_pay_date');
  });

  test('the same again is the same code; another amount before the scan is another, and only one of them can be paid', async () => {
    const code = await codeOf('PRE3');
    expect(await codeOf('PRE3')).toBe(code);
    const other = await codeOf('PRE3', { total_amount: '1.00' });
    expect(other).not.toBe(code);
    await phone('scan', code);
    expect(await phone('pay', other)).toMatchObject({ kind: 'refused', reason: 'inconsistent' });
    expect((await precreate('PRE3', { total_amount: '1.00' })).body).toMatchObject({
      sub_code: 'ACQ.CONTEXT_INCONSISTENT',
    });
  });

  test('says TRADE_HAS_SUCCESS and TRADE_HAS_CLOSE', async () => {
    await paid('PRE4');
    expect((await precreate('PRE4')).body).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' });
    await phone('scan', await codeOf('PRE5'));
    await close('PRE5');
    expect((await precreate('PRE5')).body).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' });
  });
});

describe('times', () => {
  test('time_expire is absolute: no scan after it, no payment after it', async () => {
    const more = { time_expire: '2025-06-01 12:10:00' };
    const [unscanned, scanned] = [await codeOf('TIME1', more), await codeOf('TIME2', more)];
    await bench.world.advance(9 * MINUTE);
    await phone('scan', scanned);
    await bench.world.advance(MINUTE);
    expect(await phone('scan', unscanned)).toMatchObject({ kind: 'refused', reason: 'order-expired' });
    expect(await phone('pay', scanned)).toMatchObject({ kind: 'refused', reason: 'closed' });
    expect((await query('TIME2')).body).toMatchObject({ trade_status: 'TRADE_CLOSED' });
    expect((await query('TIME2')).body).not.toHaveProperty('send_pay_date');
    expect((await query('TIME1')).body).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' });
  });

  test('timeout_express starts at the scan', async () => {
    const code = await codeOf('TIME3', { timeout_express: '15m' });
    await bench.world.advance(60 * MINUTE);
    await phone('scan', code);
    await bench.world.advance(15 * MINUTE - 1);
    expect((await query('TIME3')).body).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    await bench.world.advance(1);
    expect((await query('TIME3')).body).toMatchObject({ trade_status: 'TRADE_CLOSED' });
  });

  test('a code lives two hours at most, or qr_code_timeout_express', async () => {
    const [short, long] = [
      await codeOf('TIME4', { qr_code_timeout_express: '10m' }),
      await codeOf('TIME5', { qr_code_timeout_express: '1d' }),
    ];
    await bench.world.advance(10 * MINUTE);
    expect(await phone('scan', short)).toMatchObject({ kind: 'refused', reason: 'code-expired' });
    await bench.world.advance(110 * MINUTE);
    expect(await phone('scan', long)).toMatchObject({ kind: 'refused', reason: 'code-expired' });
  });
});

describe('close and cancel', () => {
  test('closes what is scanned and unpaid, nothing else', async () => {
    const code = await codeOf('CLOSE1');
    await phone('scan', code);
    expect((await close('CLOSE1')).body).toMatchObject({ code: '10000', out_trade_no: 'CLOSE1' });
    expect(await phone('pay', code)).toMatchObject({ kind: 'refused', reason: 'closed' });
    expect((await close('CLOSE1')).body).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' });
    await paid('CLOSE2');
    expect((await close('CLOSE2')).body).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' });
  });

  test('cancel knows three ends, and is on record', async () => {
    const code = await codeOf('CANCEL1');
    const unknown = (await send('alipay.trade.cancel', { out_trade_no: 'CANCEL1' })).body;
    expect(unknown).toMatchObject({ code: '10000', retry_flag: 'N' });
    expect(unknown).not.toHaveProperty('action');
    await phone('scan', code);
    expect((await send('alipay.trade.cancel', { out_trade_no: 'CANCEL1' })).body).toMatchObject({ action: 'close' });
    await paid('CANCEL2');
    expect((await send('alipay.trade.cancel', { out_trade_no: 'CANCEL2' })).body).toMatchObject({ action: 'refund' });
    expect(await facts('CANCEL2')).toMatchObject({ state: 'TRADE_CLOSED', charged_fen: 1990, returned_fen: 1990 });
    const calls = await bench.control<{ call: string }[]>('GET', '/control/calls?channel=alipay');
    expect(calls.filter((one) => one.call === 'cancel')).toHaveLength(3);
  });
});

describe('paying', () => {
  test('what one user scanned another cannot pay; it is done once', async () => {
    const code = await codeOf('PAY1');
    await phone('scan', code, 'lele');
    expect(await phone('pay', code, 'zhongzhong')).toMatchObject({ kind: 'refused', reason: 'other-user' });
    expect(await phone('decline', code, 'lele')).toEqual({ kind: 'declined' });
    expect((await query('PAY1')).body).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    expect(await phone('pay', code, 'lele')).toMatchObject({ kind: 'paid' });
    expect(await phone('pay', code, 'lele')).toMatchObject({ kind: 'refused', reason: 'paid' });
    expect((await query('PAY1')).body).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      send_pay_date: '2025-06-01 12:00:00',
      total_amount: '19.90',
    });
    expect(await facts('PAY1')).toMatchObject({ charged_fen: 1990 });
  });

  test('shows late, and with another amount, where faults say so', async () => {
    await faults({ query_lag_ms: 5000, query_amount_fen: 1 });
    await paid('PAY2');
    expect((await query('PAY2')).body).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    await bench.world.advance(5000);
    expect((await query('PAY2')).body).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '0.01' });
  });
});

describe('refunds', () => {
  test('refund_fee is the sum so far; a repeat changes nothing; the rest closes the trade but keeps the pay date', async () => {
    await paid('BACK1');
    expect((await refund('BACK1', '5.00', 'R1')).body).toMatchObject({ fund_change: 'Y', refund_fee: '5.00' });
    expect((await refund('BACK1', '5.00', 'R1')).body).toMatchObject({ fund_change: 'N', refund_fee: '5.00' });
    expect((await refund('BACK1', '14.90', 'R2')).body).toMatchObject({ fund_change: 'Y', refund_fee: '19.90' });
    expect((await query('BACK1')).body).toMatchObject({
      trade_status: 'TRADE_CLOSED',
      send_pay_date: '2025-06-01 12:00:00',
    });
    expect((await refund('BACK1', '14.90', 'R2')).body).toMatchObject({ code: '10000', fund_change: 'N' });
    expect(await bench.control('GET', '/control/balance/alipay')).toMatchObject({
      charged_fen: 1990,
      returned_fen: 1990,
      balance_fen: 0,
    });
    await bench.world.advance(MINUTE);
    const told = bench.posted.map((one) => Object.fromEntries(new URLSearchParams(one.body)));
    expect(told.map((one) => [one['trade_status'], one['refund_fee'], one['out_biz_no']])).toEqual([
      ['TRADE_SUCCESS', undefined, undefined],
      ['TRADE_SUCCESS', '5.00', 'R1'],
      ['TRADE_CLOSED', '19.90', 'R2'],
    ]);
  });

  test('refuses too much, another amount under a number, a part without number, an unpaid trade', async () => {
    await paid('BACK2');
    expect((await refund('BACK2', '19.91', 'R1')).body).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
    await refund('BACK2', '5.00', 'R2');
    expect((await refund('BACK2', '5.01', 'R2')).body).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' });
    expect((await refund('BACK2', '5.00')).body).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' });
    expect((await refund('BACK3', '5.00', 'R1')).body).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' });
    await phone('scan', await codeOf('BACK3'));
    expect((await refund('BACK3', '5.00', 'R1')).body).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' });
  });

  test('after a year the trade is finished', async () => {
    await paid('BACK4');
    await bench.world.advance(365 * 24 * 60 * MINUTE + 1);
    expect((await query('BACK4')).body).toMatchObject({ trade_status: 'TRADE_FINISHED' });
    expect((await refund('BACK4', '5.00', 'R1')).body).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_FINISHED' });
  });

  test('by faults it lacks balance, or waits', async () => {
    await paid('BACK5');
    await faults({ refund_not_enough: 1, refund_pending: 1 });
    expect((await refund('BACK5', '5.00', 'R1')).body).toMatchObject({ sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' });
    expect((await refundQuery('BACK5', 'R1')).body).not.toHaveProperty('refund_status');
    expect((await refund('BACK5', '5.00', 'R1')).body).toMatchObject({ code: '10000', fund_change: 'N' });
    expect((await refundQuery('BACK5', 'R1')).body).not.toHaveProperty('refund_status');
    await bench.world.advance(MINUTE);
    expect((await refundQuery('BACK5', 'R1')).body).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '5.00',
    });
    expect(await facts('BACK5')).toMatchObject({ returned_fen: 500 });
  });
});
