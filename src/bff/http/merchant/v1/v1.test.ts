/** The calls of 2014 as an old client makes them: create, pay, notice, return, query, settle, refund, close. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Boot } from '../../../../protocol/boot.ts';
import { testApp } from '../../../testing/app.ts';
import { APP, BILL, call, pay, paySign, read, send, formOf, signed } from './client.fixture.ts';
import type { App } from './client.fixture.ts';

let app: App;
beforeAll(async () => (app = await testApp({ hurry: 100 })));
afterAll(() => app.bff.stop());

let n = 0;
const bill = (over: { [name: string]: string } = {}): { [name: string]: string; orderId: string } => ({
  ...BILL,
  orderId: 'B' + (n += 1),
  ...over,
});
const balances = async () => {
  const all = Object.entries(await app.store.balances()).filter(([, fen]) => fen !== 0);
  return Object.fromEntries(all);
};
const DONE = { flag: 'true', retCode: '000000', signed: 'yes' };

it('the vector of the signature', () => {
  expect(paySign({ appKey: 'K', orderId: 'test0013', amount: '8.00', appId: '10001' })).toBe('e2d984401b5b56df3d27555d9194dbfbad25c77f');
});

describe('createPayBill', () => {
  it('answers XML by default and JSON on demand, and the same again is the same bill', async () => {
    const fields = bill();
    const first = read(await send(app, 'createPayBill', formOf(signed(fields))));
    expect(first).toMatchObject({
      ...DONE,
      orderId: fields.orderId,
      lezpayUrl: expect.stringMatching(/^http:\/\/pay\.example\/c\/\w{52}$/),
    });
    const answer = await send(app, 'createPayBill', formOf(signed({ ...fields, retType: 'JSON', codeType: 'UTF-8' })));
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(read(answer)).toEqual(first);
    expect(Object.keys(JSON.parse(answer.body) as object).sort()).toEqual(
      ['billId', 'flag', 'lezpayUrl', 'orderId', 'paySign', 'retCode', 'retMsg'].sort(),
    );
  });

  it('leads to the same cashier, which goes back with jumpType', async () => {
    const fields = bill({ name: 'a & <b> "c"' });
    const made = await call(app, 'createPayBill', fields);
    const path = new URL(made['lezpayUrl'] ?? '').pathname;
    const page = await app.bff.app.inject({ url: path });
    const boot = JSON.parse(/id="boot">(.*?)<\/script>/s.exec(page.body)?.[1] ?? '') as Boot;
    expect(boot.step).toMatchObject({ kind: 'choose', order: { subject: 'a & <b> "c"', amount_text: '19.90' } });
    const left = await app.bff.app.inject({ method: 'POST', url: path + '/answer', payload: { version: 0, answer: { kind: 'leave' } } });
    expect(left.json()).toMatchObject({
      return_to: { url: BILL['urlJump'] + '&jumpType=0001&orderId=' + fields.orderId + '&billId=' + made['billId'] },
    });
    await pay(app, fields.orderId);
    const paid = await app.bff.app.inject({ url: path + '/step' });
    expect((paid.json() as Boot['step'] & { return_to: { url: string } }).return_to.url).toContain('&jumpType=0000&');
  });

  it.each([['24'], ['48'], ['72'], ['240']])('lives %s hours', async (validTime) => {
    const fields = bill({ validTime });
    await call(app, 'createPayBill', fields);
    const { order } = (await app.store.read({ merchant_id: 'shop', order_no: fields.orderId })) ?? {};
    expect((order?.expires_ms ?? 0) - (order?.created_ms ?? 0)).toBe(Number(validTime) * 3_600_000);
  });

  it('another bill under the same number is refused', async () => {
    const fields = bill();
    await call(app, 'createPayBill', fields);
    for (const over of [
      { amount: '19.91' },
      { name: 'x' },
      { validTime: '48' },
      { describe: '' },
      { urlJump: 'http://shop.example/other' },
    ])
      expect(await call(app, 'createPayBill', { ...fields, ...over })).toMatchObject({ flag: 'false', retCode: '300003', signed: 'yes' });
  });

  it.each([
    ['amount', { amount: '19.9' }],
    ['amount', { amount: '0.00' }],
    ['amount', { amount: '1e3' }],
    ['amount', { amount: '-1.00' }],
    ['validTime', { validTime: '25' }],
    ['orderId', { orderId: '' }],
    ['name', { name: '' }],
    ['scoreApply', { scoreApply: '1' }],
    ['retType', { retType: 'xml' }],
    ['urlNotice', { urlNotice: 'http://evil.example/' }],
    ['urlJump', { urlJump: 'http://evil.example/' }],
  ])('%s that is not right (%j) is refused by name, signed', async (field, over) => {
    const said = await call(app, 'createPayBill', bill(over as { [name: string]: string }));
    expect(said).toMatchObject({ flag: 'false', retCode: '300000', retMsg: expect.stringContaining(field), signed: 'yes' });
  });

  it('a describe with line breaks, long names and no box come through', async () => {
    const fields = bill({ describe: 'a\r\n\tb', name: '名'.repeat(120), stbId: 'deleted' });
    await call(app, 'createPayBill', fields);
    expect(await call(app, 'queryPayBill', { orderId: fields.orderId })).toMatchObject({ describe: 'a\r\n\tb', name: fields['name'] });
    const { order } = (await app.store.read({ merchant_id: 'shop', order_no: fields.orderId })) ?? {};
    expect([order?.box_id, Array.from(order?.subject ?? '').length]).toEqual([undefined, 60]);
  });
});

describe('a bill that is paid', () => {
  it('is told as a form until success, and read back', async () => {
    const fields = bill({ describe: '' });
    const made = await call(app, 'createPayBill', fields);
    expect(await call(app, 'queryPayBill', { orderId: fields.orderId })).toMatchObject({ balance: '0.00', score: '0' });
    await pay(app, fields.orderId);
    const read_back = await call(app, 'queryPayBill', { orderId: fields.orderId, billId: made['billId'] ?? '' });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const facts = {
      orderId: fields.orderId,
      billId: made['billId'],
      name: '测试商品',
      amount: '19.90',
      scoreExchange: '0.00',
      scoreApply: '0001',
      balance: '19.90',
      score: '0',
      timeCreate: time,
      timeEnd: time,
      timePay: time,
      lezpayUrl: made['lezpayUrl'],
    };
    expect(read_back).toEqual({ ...DONE, retMsg: '成功', ...facts });
    const posts = () => app.posted.filter((one) => String(one.body).includes('orderId=' + fields.orderId + '&'));
    for (let i = 0; i < 500 && posts().length < 1; i++) await new Promise((done) => setTimeout(done, 10));
    const [post] = posts();
    expect([post?.url, post?.headers?.['content-type']]).toEqual([fields['urlNotice'], 'application/x-www-form-urlencoded; charset=utf-8']);
    const told = Object.fromEntries(new URLSearchParams(String(post?.body)));
    const { paySign: given, ...rest } = told;
    expect(rest).toEqual(facts);
    expect(given).toBe(paySign({ ...rest, appKey: APP.appKey }));
    expect(JSON.stringify(app.logged)).not.toContain(APP.appKey);
  });

  it('lies in escrow until SETTLE; the same word again, the same answer; then REFUND takes from the merchant', async () => {
    const before = await balances();
    const change = async () => {
      const now = await balances();
      const all = [...new Set([...Object.keys(before), ...Object.keys(now)])].map((name) => [name, (now[name] ?? 0) - (before[name] ?? 0)]);
      return Object.fromEntries(all.filter(([, fen]) => fen !== 0));
    };
    const fields = bill();
    await call(app, 'createPayBill', fields);
    const word = (type: string, settleAmount: string, refundAmount: string) =>
      call(app, 'settlePayBill', { orderId: fields.orderId, type, settleAmount, refundAmount });
    expect(await word('SETTLE', '19.90', '0.00')).toMatchObject({ flag: 'false', retCode: '300004' });
    await pay(app, fields.orderId);
    expect(await change()).toEqual({ 'channel:wechat': 1990, 'escrow:shop': -1990 });
    expect(await word('SETTLE', '15.00', '4.89')).toMatchObject({ flag: 'false', retCode: '300005' });
    const settled = await word('SETTLE', '15.00', '4.90');
    expect(settled).toMatchObject({ ...DONE, settleAmount: '15.00', refundAmount: '4.90', chargeAmount: '0.09' });
    expect(await Promise.all(Array.from({ length: 10 }, () => word('SETTLE', '15.00', '4.90')))).toEqual(Array(10).fill(settled));
    for (let i = 0; i < 500 && (await change())['transit:wechat']; i++) await new Promise((done) => setTimeout(done, 10));
    expect(await change()).toEqual({ 'channel:wechat': 1500, 'merchant:shop': -1491, fees: -9 });
    expect(await word('SETTLE', '1.00', '0.00')).toMatchObject({ flag: 'false', retCode: '300005' });
    expect(await word('REFUND', '0.00', '15.01')).toMatchObject({ flag: 'false', retCode: '300006' });
  });

  it('REFUND before SETTLE comes out of escrow, and what is left can be settled', async () => {
    const fields = bill();
    await call(app, 'createPayBill', fields);
    await pay(app, fields.orderId);
    const word = (type: string, settleAmount: string, refundAmount: string) =>
      call(app, 'settlePayBill', { orderId: fields.orderId, type, settleAmount, refundAmount });
    expect(await word('REFUND', '', '4.90')).toMatchObject({ ...DONE, settleAmount: '0.00', refundAmount: '4.90', chargeAmount: '0.00' });
    expect(await word('REFUND', '0.00', '4.90')).toMatchObject(DONE);
    const once = await app.store.read({ merchant_id: 'shop', order_no: fields.orderId });
    expect(once?.refunds.map((one) => [one.amount_fen, one.escrow_fen])).toEqual([[490, 490]]);
    expect(await word('SETTLE', '19.90', '0.00')).toMatchObject({ flag: 'false', retCode: '300005' });
    expect(await word('SETTLE', '15.00', '0.00')).toMatchObject({ ...DONE, chargeAmount: '0.09' });
  });
});

describe('closePayBill', () => {
  it('closes an open bill, says so again, and refuses a paid one', async () => {
    const [open, paid] = [bill(), bill()];
    for (const one of [open, paid]) await call(app, 'createPayBill', one);
    for (let i = 0; i < 2; i++)
      expect(await call(app, 'closePayBill', { orderId: open.orderId })).toMatchObject({ ...DONE, orderId: open.orderId });
    await pay(app, paid.orderId);
    expect(await call(app, 'closePayBill', { orderId: paid.orderId })).toMatchObject({ flag: 'false', retCode: '300008' });
    const told = app.posted.filter((one) => String(one.body).includes(open.orderId));
    expect(told).toEqual([]);
  });

  it('a bill that is none, or is an order of the other protocol', async () => {
    await app.post('/v2/orders', app.order({ order_no: 'V2' }));
    for (const name of ['queryPayBill', 'closePayBill'])
      for (const orderId of ['none', 'V2']) expect(await call(app, name, { orderId })).toMatchObject({ flag: 'false', retCode: '300002' });
    const made = bill();
    await call(app, 'createPayBill', made);
    expect(await call(app, 'queryPayBill', { orderId: made.orderId, billId: 'another' })).toMatchObject({ retCode: '300002' });
    const taken = await app.post('/v2/orders', app.order({ order_no: made.orderId }));
    expect(taken.statusCode).toBe(409);
  });
});
