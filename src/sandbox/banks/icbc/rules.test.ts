import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys, startBench } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { icbcClient, MERREFUND, ORDERQRY, QRCODE, REFUNDQRY } from '../../testing/icbc-client.ts';
import type { IcbcClient, Spoil } from '../../testing/icbc-client.ts';

const MINUTE = 60_000;

let bench: Bench;
let client: IcbcClient;
beforeEach(async () => {
  bench = await startBench();
  client = icbcClient(bench);
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const facts = (number: string) => bench.control<Record<string, unknown>>('GET', `/control/orders/icbc/${number}`);
const setFaults = (faults: object) => bench.control('POST', '/control/faults', { icbc: faults });
const setSettings = (settings: object) => bench.control('POST', '/control/settings', { icbc: settings });
const query = (number: string, deal_flag = '0') => client.send(ORDERQRY, { ...client.ids, out_trade_no: number, deal_flag });
const pay = (code: unknown) => bench.control<Record<string, unknown>>('POST', '/control/pay', { code, user: 'lele' });

async function prepay(number: string, more: object = {}): Promise<unknown> {
  const { biz } = await client.send(QRCODE, client.order(number, { ...more }));
  expect(biz).toMatchObject({ return_code: 0, return_msg: 'success', returnCode: '0' });
  return biz['codeUrl'];
}

async function paid(number: string): Promise<void> {
  expect(await pay(await prepay(number))).toMatchObject({ kind: 'paid', amount_fen: 1990 });
}

const refund = (number: string, serial: string, fen: string, more: object = {}) =>
  client.send(MERREFUND, {
    ...client.ids,
    out_trade_no: number,
    outtrx_serial_no: serial,
    ret_total_amt: fen,
    trnsc_ccy: '001',
    ...more,
  });
const refundQuery = (number: string, serial: string) =>
  client.send(REFUNDQRY, { ...client.ids, out_trade_no: number, outtrx_serial_no: serial });

describe('the gateway', () => {
  test('answers with codeUrl and four digits, signed over the raw value; the hash is a setting', async () => {
    const answer = await client.send(QRCODE, client.order('GATE0001'));
    expect(answer.signed).toBe('RSA-SHA1');
    expect(answer.biz['codeUrl']).toMatch(/^https:\/\//);
    expect(answer.biz['supportAppType']).toMatch(/^[01]{4}$/);
    expect(answer.raw).toContain('https:\\/\\/');
    await setSettings({ answer_sign: 'RSA2' });
    expect((await query('GATE0001')).signed).toBe('RSA-SHA256');
  });

  const wrongSignature: [string, Spoil][] = [
    ['SHA-1', { hash: 'RSA-SHA1' }],
    ['another type than the registered one', { params: (p) => void (p['sign_type'] = 'RSA') }],
    ['another text', { params: (p) => void (p['sign'] = 'QUJD') }],
  ];
  test.each(wrongSignature)('refuses a signature of %s with 400017', async (_name, spoil) => {
    expect(await client.send(QRCODE, client.order('GATE0002'), spoil)).toMatchObject({ biz: { return_code: 400017 } });
    expect(await facts('GATE0002')).toEqual({ error: 'never heard of' });
  });

  const wrongForm: [string, (params: Record<string, string>) => void][] = [
    ['timestamp', (p) => void (p['timestamp'] = '2025-06-01 11:00:00')],
    ['timestamp', (p) => void (p['timestamp'] = '20250601120000')],
    ['msg_id', (p) => void (p['msg_id'] = 'x'.repeat(41))],
    ['format', (p) => void (p['format'] = 'xml')],
    ['encrypt_type', (p) => void (p['encrypt_type'] = 'AES')],
    ['biz_content', (p) => void (p['biz_content'] = '{"amount":1990}')],
  ];
  test.each(wrongForm)('refuses a bad %s with 400011', async (name, params) => {
    const { biz, signed } = await client.send(QRCODE, client.order('GATE0003'), { params });
    expect(biz).toMatchObject({ return_code: 400011, return_msg: expect.stringContaining(name) as string });
    expect(signed).toBe('RSA-SHA1');
  });

  test('refuses a msg_id that came before on the same day', async () => {
    const spoil: Spoil = { params: (p) => void (p['msg_id'] = 'once') };
    const send = () => client.send(QRCODE, client.order('GATE0004'), spoil);
    expect((await send()).biz).toMatchObject({ return_code: 0, msg_id: 'once' });
    expect((await send()).biz).toMatchObject({ return_code: 400011 });
    await bench.world.advance(24 * 60 * MINUTE);
    expect((await send()).biz).toMatchObject({ return_code: '00005031' });
  });

  const unencoded: [string, (body: string) => string][] = [
    ['braces', (body) => body.replace('%7B', '{')],
    ['the blank in a timestamp', (body) => body.replace(/(timestamp=[^+&]*)\+/, '$1 ')],
    ['the "=" of base64', (body) => body.replace(/%3D/g, '=')],
    ['a lone %', (body) => body.replace('%7B', '%')],
    ['everything', (body) => decodeURIComponent(body)],
  ];
  test.each(unencoded)('refuses %s that is not URL-encoded with 85502', async (_name, body) => {
    expect((await client.send(QRCODE, client.order('GATE0005'), { body })).biz).toMatchObject({ return_code: 85502 });
  });

  test('refuses another application and an unknown path', async () => {
    expect((await client.send(QRCODE, client.order('GATE0006'), { params: (p) => void (p['app_id'] = '1') })).biz).toMatchObject({
      return_code: 500018,
    });
    expect((await client.send('/api/qrcode/V2/generate', client.order('GATE0006'))).biz).toMatchObject({ return_code: 500018 });
  });
});

describe('prepay', () => {
  const wrong: [string, unknown][] = [
    ['amount', '0'],
    ['amount', '19.90'],
    ['amount', undefined],
    ['cur_type', '156'],
    ['access_type', '1'],
    ['mer_id', '020000000000'],
    ['mer_prtcl_no', '0200000000000201'],
    ['icbc_appid', '1'],
    ['out_trade_no', 'a-b'],
    ['expire_time', '15m'],
    ['notify_type', 'XX'],
    ['result_type', '2'],
    ['order_date', '2025-06-01'],
    ['order_date', '20250601120000'],
    ['order_date', '2025-06-31 12:00:00'],
    ['goods_name', '一二三四五六七八九十一二三四五六七八九十一'],
    ['body', '汉'.repeat(43)],
    ['mer_url', 'http://merchant.test:4000/n'],
    ['mer_url', ''],
    ['goodsname', 'd'],
  ];
  test.each(wrong)('refuses %s %s', async (name, value) => {
    const { biz } = await client.send(QRCODE, client.order('PREP0001', { [name]: value }));
    expect(biz).toMatchObject({ return_code: 400011, returnCode: '400011', return_msg: expect.stringContaining(name) as string });
    expect(biz['codeUrl']).toBeUndefined();
  });

  test.each([
    { goods_name: '一二三四五六七八九十一二三四五六七八九十', body: '汉'.repeat(42) },
    { mer_url: 'https://merchant.test:443/n' },
    { mer_url: 'http://127.0.0.1:4000/callbacks/icbc' },
    { notify_type: 'AG', mer_url: '' },
  ])('takes %o', async (more) => {
    await prepay('PREP0002', more);
  });

  test('a number that is known is refused with 00005031, even for the same request, even when its answer was lost', async () => {
    await setFaults({ answer: { lose_after_effect: { prepay: 1 } } });
    const biz = client.order('PREP0003');
    await expect(client.send(QRCODE, biz)).rejects.toThrow();
    expect((await client.send(QRCODE, biz)).biz).toMatchObject({ return_code: '00005031', returnCode: '00005031' });
    expect((await query('PREP0003')).biz).toMatchObject({ return_code: 0, pay_status: '2' });
  });

  test('expire_time is counted in seconds from the receipt', async () => {
    const code = await prepay('PREP0004', { expire_time: '90', order_date: '2025-06-01 11:58:00' });
    await bench.world.advance(89_999);
    expect(await bench.control('POST', '/control/scan', { code })).toMatchObject({ kind: 'payable', channel: 'icbc' });
    await bench.world.advance(1);
    expect(await pay(code)).toMatchObject({ kind: 'refused', reason: 'code-expired' });
    expect((await query('PREP0004')).biz).toMatchObject({ pay_status: '1' });
  });
});

describe('payment, query, close', () => {
  test('pay_status is 2 while nobody paid, then 0, with times and amounts', async () => {
    await setSettings({ discount_fen: 90 });
    const code = await prepay('PAYS0001');
    expect((await query('PAYS0001')).biz).toMatchObject({ return_code: 0, pay_status: '2', out_trade_no: 'PAYS0001' });
    expect(await bench.control('POST', '/control/decline', { code, user: 'lele' })).toEqual({ kind: 'declined' });
    const paidNow = await pay(code);
    const { biz } = await query('PAYS0001');
    expect(biz).toMatchObject({ pay_status: '0', total_amt: '1990', payment_amt: '1900', pay_time: '20250601120000' });
    expect(biz['order_id']).toBe(paidNow['trade_no']);
    expect(biz['attach']).toBe('http://a/"b"');
    const byId = await client.send(ORDERQRY, { ...client.ids, order_id: biz['order_id'], deal_flag: '0' });
    expect(byId.biz).toMatchObject({ pay_status: '0', out_trade_no: 'PAYS0001' });
    expect(await pay(code)).toMatchObject({ kind: 'refused', reason: 'paid' });
    expect(await facts('PAYS0001')).toMatchObject({ state: '0', payable: false, charged_fen: 1990, buyer: 'lele' });
    expect(await bench.control('GET', '/control/balance/icbc')).toMatchObject({ balance_fen: 1990 });
  });

  test('close before payment shuts the order; again is the same', async () => {
    const code = await prepay('CLOS0001');
    expect((await query('CLOS0001', '1')).biz).toMatchObject({ return_code: 0, pay_status: '1' });
    expect((await query('CLOS0001', '1')).biz).toMatchObject({ return_code: 0, pay_status: '1' });
    expect(await pay(code)).toMatchObject({ kind: 'refused', reason: 'closed' });
    expect((await query('CLOS0001')).biz).toMatchObject({ pay_status: '1' });
    const { calls } = (await facts('CLOS0001')) as { calls: { call: string }[] };
    expect(calls.map(({ call }) => call)).toEqual(['prepay', 'close', 'close', 'query']);
  });

  test('close after payment is refused', async () => {
    await paid('CLOS0002');
    const { biz } = await query('CLOS0002', '1');
    expect(biz).toMatchObject({ return_code: '00005033' });
    expect(biz['pay_status']).toBeUndefined();
    expect((await query('CLOS0002')).biz).toMatchObject({ pay_status: '0' });
  });

  test('needs a number, a known one, and a deal_flag', async () => {
    expect((await client.send(ORDERQRY, { ...client.ids, deal_flag: '0' })).biz).toMatchObject({ return_code: 400011 });
    expect((await client.send(ORDERQRY, { ...client.ids, out_trade_no: 'A' })).biz).toMatchObject({ return_code: 400011 });
    expect((await query('ABSENT01')).biz).toMatchObject({ return_code: '12001081' });
  });
});

describe('refund', () => {
  test('partial, several, the same serial once, never more than was paid', async () => {
    await paid('BACK0001');
    const first = await refund('BACK0001', 'R1', '500');
    expect(first.biz).toMatchObject({ return_code: 0, reject_amt: '500', real_reject_amt: '500', refund_time: '20250601120000' });
    expect((await refund('BACK0001', 'R1', '500')).biz['intrx_serial_no']).toBe(first.biz['intrx_serial_no']);
    expect((await refund('BACK0001', 'R1', '600')).biz).toMatchObject({ return_code: '00005036' });
    expect((await refund('BACK0001', 'R2', '1491')).biz).toMatchObject({ return_code: '00005035' });
    expect((await refundQuery('BACK0001', 'R2')).biz).toMatchObject({ return_code: '00005037' });
    expect((await refund('BACK0001', 'R2', '1490', { mer_prtcl_no: undefined })).biz).toMatchObject({ return_code: 0 });
    expect(await facts('BACK0001')).toMatchObject({ state: '0', charged_fen: 1990, returned_fen: 1990 });
    expect((await refundQuery('BACK0001', 'R1')).biz).toMatchObject({ pay_status: '0', reject_amt: '500' });
  });

  test('a serial of another order, an unpaid order, an unknown one', async () => {
    await paid('BACK0002');
    await paid('BACK0003');
    await prepay('BACK0004');
    await refund('BACK0002', 'R1', '500');
    expect((await refund('BACK0003', 'R1', '500')).biz).toMatchObject({ return_code: '00005036' });
    expect((await refund('BACK0004', 'R2', '500')).biz).toMatchObject({ return_code: '00005034' });
    expect((await refund('BACK0005', 'R2', '500')).biz).toMatchObject({ return_code: '12001081' });
  });

  test('fault: pending is unknown until it is done, or failed', async () => {
    await paid('BACK0006');
    await setFaults({ answer: { refund_pending: 2 } });
    expect((await refund('BACK0006', 'R1', '500')).biz).toMatchObject({ return_code: -1 });
    expect((await refund('BACK0006', 'R2', '600')).biz).toMatchObject({ return_code: -1 });
    expect((await refundQuery('BACK0006', 'R1')).biz).toMatchObject({ pay_status: '2' });
    await bench.control('POST', '/control/refunds/icbc/BACK0006/R2', { state: 'CLOSED' });
    expect((await refundQuery('BACK0006', 'R2')).biz).toMatchObject({ pay_status: '1' });
    await bench.world.advance(3000);
    expect((await refundQuery('BACK0006', 'R1')).biz).toMatchObject({ pay_status: '0' });
    expect((await refund('BACK0006', 'R1', '500')).biz).toMatchObject({ return_code: 0 });
    expect(await facts('BACK0006')).toMatchObject({ returned_fen: 500 });
  });

  test('fault: no balance', async () => {
    await paid('BACK0007');
    await setFaults({ answer: { refund_not_enough: 1 } });
    expect((await refund('BACK0007', 'R1', '500')).biz).toMatchObject({ return_code: '00005038' });
    expect((await refund('BACK0007', 'R1', '500')).biz).toMatchObject({ return_code: 0 });
  });
});

describe('faults', () => {
  test('before or after the effect, unsigned, badly signed, refused', async () => {
    await paid('FAUL0001');
    await setFaults({ answer: { lose_before_effect: { query: 1 }, http_500: { query: 1 }, system_error: { query: 1 } } });
    await expect(query('FAUL0001')).rejects.toThrow();
    expect((await query('FAUL0001')).raw).toContain('Internal Server Error');
    expect((await query('FAUL0001')).biz).toMatchObject({ return_code: -1 });
    await setFaults({ answer: { rate_limited: { query: 1 }, unsigned_error: { query: 1 }, bad_signature: { query: 1 } } });
    expect((await query('FAUL0001')).biz).toMatchObject({ return_code: 500018 });
    expect(await query('FAUL0001')).toMatchObject({ signed: undefined, raw: expect.not.stringContaining('"sign"') as string });
    expect(await query('FAUL0001')).toMatchObject({ signed: undefined, biz: { pay_status: '0' } });
    await setFaults({ answer: { system_error_after_effect: { refund: 1 } } });
    expect((await refund('FAUL0001', 'R1', '500')).biz).toMatchObject({ return_code: -1 });
    expect(await facts('FAUL0001')).toMatchObject({ returned_fen: 500 });
  });

  test('queries lag and tell another amount; all calls fail', async () => {
    await setFaults({ answer: { query_lag_ms: 5000, query_amount_fen: 1 } });
    await paid('FAUL0002');
    expect((await query('FAUL0002')).biz).toMatchObject({ pay_status: '2' });
    await bench.world.advance(5000);
    expect((await query('FAUL0002')).biz).toMatchObject({ pay_status: '0', total_amt: '1' });
    await setFaults({ answer: { fail_rate: 1 } });
    await expect(query('FAUL0002')).rejects.toThrow();
  });
});

test('the phone lists and shows its code, and its faults', async () => {
  const code = await prepay('PHON0001');
  const get = async (path: string): Promise<string> => (await fetch(bench.manifest.phone_url + path)).text();
  expect(await get('/')).toContain('工商银行');
  expect(await get(`/scan?code=${encodeURIComponent(String(code))}`)).toMatch(/综艺会员 3 个月[\s\S]*工商银行[\s\S]*支付 ￥19\.90/);
  expect(await get('/faults')).toContain('请求太频繁');
  expect(await get('/banks.css')).toContain('.icbc');
});
