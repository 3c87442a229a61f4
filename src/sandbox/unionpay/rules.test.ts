import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import { startCardBench } from '../testing/card-bench.ts';
import type { CardBench, CardOrder as Order } from '../testing/card-bench.ts';
import type { CardAnswer, Deed, Form, UnionpayClient } from '../testing/unionpay-client.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Truth {
  state: string;
  charged_fen: number;
  returned_fen: number;
  received: Record<string, number>;
  refunds_received: Record<string, Record<string, number>>;
  refunds: { refund_no: string; state: string }[];
}

let bench: Bench;
let client: UnionpayClient;
let card: CardBench['card'];
let order: CardBench['order'];
let sms: CardBench['sms'];
let smsCode: CardBench['smsCode'];
let consume: CardBench['consume'];
let pay: CardBench['pay'];
let query: CardBench['query'];
let now: CardBench['now'];
beforeEach(async () => {
  ({ bench, client, card, order, sms, smsCode, consume, pay, query, now } = await startCardBench());
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const code = (answer: CardAnswer): string | undefined => answer.fields['respCode'];
const truth = (number: string) => bench.control<Truth>('GET', `/control/orders/unionpay/${number}`);
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

describe('the gateway', () => {
  const try_ = (own: Form, spoil?: (form: Form) => void) =>
    client.send('query', { orderId: 'GATE00000001', ...own }, spoil ? { spoil } : {});

  test.each<[string, Form, ((form: Form) => void) | undefined, string]>([
    ['a signature over something else', {}, (form) => (form['orderId'] = 'GATE00000002'), '11'],
    ['no signature', {}, (form) => delete form['signature'], '13'],
    ['an unknown certId', { certId: '1' }, undefined, '11'],
    ['another merchant', { merId: '777290058000000' }, undefined, '31'],
    ['version 5.0.0', { version: '5.0.0' }, undefined, '10'],
    ['GBK', { encoding: 'GBK' }, undefined, '10'],
    ['signMethod 11', { signMethod: '11' }, undefined, '10'],
    ['accessType 1', { accessType: '1' }, undefined, '10'],
    ['channelType 01', { channelType: '01' }, undefined, '10'],
    ['an order number with a hyphen', { orderId: 'GATE-0000001' }, undefined, '10'],
    ['no time', { txnTime: '20250230120000' }, undefined, '10'],
    ['no bizType', { bizType: '' }, undefined, '13'],
    ['another business', { bizType: '000501' }, undefined, '32'],
    ['another type', { txnType: '99' }, undefined, '10'],
  ])('refuses %s', async (_what, own, spoil, expected) => {
    const answer = await try_(own, spoil);
    expect([code(answer), answer.verified]).toEqual([expected, true]);
    expect(answer.fields['respMsg']).toMatch(/\[\d{7}\]$/);
  });

  test('blank fields count as sent: signed they pass, unsigned they do not', async () => {
    expect(code(await try_({}, (form) => (form['reserved'] = '')))).toBe('11');
  });

  test('wants what each request needs, and a txnTime of now', async () => {
    const one = order();
    expect(code(await sms(one, { txnAmt: '' }))).toBe('13');
    expect(code(await sms(one, { orderId: '' }))).toBe('13');
    expect(code(await sms(one, { txnTime: '20250601112900' }))).toBe('10');
    expect(code(await sms(one, { txnTime: '20250601113000' }))).toBe('00');
    expect(code(await sms(one, { currencyCode: '840' }))).toBe('10');
    expect(code(await sms(one, { txnAmt: '19.90' }))).toBe('10');
  });

  test('each door takes its own', async () => {
    expect(code(await client.send('query', { orderId: 'GATE00000003' }, { path: '/gateway/api/backTransReq.do' }))).toBe('10');
    expect(code(await client.send('file', { settleDate: '0531', fileType: '00' }, { path: '/gateway/api/backTransReq.do' }))).toBe('10');
    expect((await client.send('consume', {}, { path: '/gateway/api/frontTransReq.do' })).raw).not.toContain('=');
  });

  test('over its limit a plain sentence comes, with status 200 and nothing done', async () => {
    await settings({ max_tps: 1 });
    expect(code(await try_({}))).toBe('34');
    const one = order();
    const { raw, fields } = await sms(one);
    expect(raw).toMatch(/^[A-Z][a-z ,]+\.$/i);
    expect(fields).toEqual({});
    expect(await smsCode(one.orderId)).toBe('000000');
    await bench.world.advance(1000);
    expect(code(await sms(one))).toBe('00');
  });
});

describe('card data', () => {
  test('must be encrypted, to a certificate that is still good', async () => {
    const one = order();
    expect(code(await sms(one, { accNo: one.card.pan }))).toBe('10');
    const clear = Buffer.from(`{phoneNo=${one.card.phone}}`).toString('base64');
    expect(code(await sms(one, { customerInfo: clear }))).toBe('10');
    expect(code(await sms(one, { encryptCertId: '' }))).toBe('13');
    expect(code(await sms(one, { encryptCertId: '1' }))).toBe('10');
    await settings({ encryption: false });
    expect(code(await sms(one, { accNo: one.card.pan, customerInfo: clear }))).toBe('00');
  });

  test('a cipher that does not open is answered in one way', async () => {
    const one = order();
    const ciphers = ['AAAA', Buffer.alloc(256, 1).toString('base64'), Buffer.alloc(256, 255).toString('base64'), '!'];
    const words = await Promise.all(ciphers.map(async (accNo) => (await sms(one, { accNo })).fields['respMsg']));
    expect(new Set(words).size).toBe(1);
    expect(words[0]).toContain('敏感信息');
  });

  test('rotation: the successor is handed out, the old one works until it is retired', async () => {
    const cert = () => client.send('encryptCert', { orderId: 'CERT00000001', certType: '01' });
    const first = (await cert()).fields['encryptPubKeyCert']!;
    expect(first.replaceAll('\r\n', '\n') + '\n').toBe(bench.file(bench.manifest.unionpay.encrypt_certificate_file));
    await bench.control('POST', '/control/unionpay/encrypt-keys', { rotate: true });
    const second = (await cert()).fields['encryptPubKeyCert']!;
    expect(second).not.toBe(first);
    expect(code(await sms(order()))).toBe('00');
    await bench.control('POST', '/control/unionpay/encrypt-keys', { retire: true });
    expect(code(await sms(order()))).toBe('10');
    client.useCertificate(second);
    expect(code(await sms(order()))).toBe('00');
  });

  test('the number comes back encrypted to the merchant, or masked, or not', async () => {
    const one = order();
    expect(client.reveal((await pay(one)).fields['accNo']!)).toBe(one.card.pan);
    await settings({ acc_no: 'masked' });
    expect((await query(one)).fields['accNo']).toBe('621626******0018');
    await settings({ acc_no: 'none' });
    expect((await query(one)).fields).not.toHaveProperty('accNo');
  });

  test.each<[string, string, Form, string]>([
    ['another phone', 'pingan-debit', { phoneNo: '13800000000' }, '66'],
    ['another name', 'pingan-debit', { customerNm: '别人' }, '66'],
    ['another id', 'pingan-debit', { certifTp: '01', certifId: '110101199001011234' }, '66'],
    ['another CVN2', 'huaxia-credit', { cvn2: '999' }, '65'],
    ['another expiry', 'huaxia-credit', { cvn2: '248', expired: '3001' }, '65'],
    ['an expiry the wrong way round', 'huaxia-credit', { cvn2: '248', expired: '1228' }, '65'],
    ['all of it right, credit', 'huaxia-credit', { cvn2: '248', expired: '2812', phoneNo: '18100000000', customerNm: '张三' }, '00'],
    ['all of it right, debit', 'pingan-debit', { certifTp: '01', certifId: '341126197709218366', customerNm: '全渠道' }, '00'],
    ['an expiry that is none', 'huaxia-credit', { cvn2: '248', expired: '12/28' }, '10'],
    ['a card whose time is over', 'try-expired', {}, '73'],
    ['a card that is not open', 'try-not-open', {}, '77'],
  ])('%s: %s %j', async (_what, id, members, expected) => {
    expect(code(await pay(order(id), members))).toBe(expected);
  });

  test('a PIN is checked in its block; three wrong ones lock the card', async () => {
    const block = (pin: string): string => {
      const clear = Buffer.from(`06${pin}FFFFFFFF`, 'hex');
      const account = Buffer.from('0000100000000001', 'hex');
      return client.conceal(Buffer.from(clear.map((byte, at) => byte ^ account[at]!)));
    };
    expect(code(await pay(order(), { pin: block('123456') }))).toBe('00');
    expect(code(await pay(order(), { pin: block('000000') }))).toBe('65');
    expect(code(await pay(order(), { pin: client.conceal('rubbish!') }))).toBe('65');
    expect(code(await pay(order(), { pin: block('000000') }))).toBe('67');
    expect(code(await pay(order(), { pin: block('123456') }))).toBe('67');
  });

  test('where the contract asks for CVN2 and expiry they must be there', async () => {
    expect(code(await pay(order('huaxia-credit')))).toBe('00');
    await settings({ credit_elements: true });
    expect(code(await pay(order('huaxia-credit')))).toBe('65');
  });

  test('one published card fails Luhn and is good all the same; a number nobody has is refused', async () => {
    expect(code(await pay(order('pingan-credit')))).toBe('00');
    const unknown = { ...order(), card: { ...card('pingan-debit'), pan: '6216261000000000026' } };
    expect(code(await sms(unknown))).toBe('61');
  });
});

describe('the code by text', () => {
  test("is random, goes to the card's phone, and names card and amount", async () => {
    const one = order();
    await sms(one);
    const [text] = await bench.control<Record<string, unknown>[]>('GET', `/control/messages?number=${one.orderId}`);
    expect(text).toMatchObject({ phone: '13552535506', masked_pan: '621626******0018', amount_fen: 1990, state: 'fresh' });
    expect(text!['code']).toMatch(/^\d{6}$/);
    expect(text).not.toHaveProperty('pan');
  });

  test('a wrong one is 71 and uses it up; the order number is gone too', async () => {
    const one = order();
    await sms(one);
    const right = await smsCode(one.orderId);
    const wrong = right === '000000' ? '000001' : '000000';
    expect(code(await consume(one, { smsCode: wrong }))).toBe('71');
    expect(code(await consume(one, { smsCode: right }))).toBe('12');
    expect((await query(one)).fields).toMatchObject({ respCode: '00', origRespCode: '71' });
    expect(code(await sms(one))).toBe('12');
  });

  test('is good for five minutes', async () => {
    const [early, late] = [order(), order('cmb-debit')];
    await sms(early);
    await sms(late);
    await bench.world.advance(5 * MINUTE - 1);
    expect(code(await consume(early, { smsCode: await smsCode(early.orderId) }))).toBe('00');
    await bench.world.advance(1);
    expect(await bench.control('GET', `/control/messages?number=${late.orderId}`)).toMatchObject([{ state: 'expired' }]);
    expect(code(await consume(late, { smsCode: await smsCode(late.orderId) }))).toBe('71');
  });

  test('is good only for the same order, time, card and amount', async () => {
    const change: Partial<Order>[] = [{ txnAmt: '1991' }, { card: card('cmb-debit') }, { txnTime: '20250601115900' }];
    for (const other of [...change, { orderId: 'CARD99999999' }]) {
      const one = order();
      await sms(one);
      expect(code(await consume({ ...one, ...other }, { smsCode: await smsCode(one.orderId) }))).toBe('71');
    }
  });

  test('a second text makes the first worthless', async () => {
    const one = order();
    await sms(one);
    const first = await smsCode(one.orderId);
    await sms(one);
    const second = await smsCode(one.orderId);
    expect(code(await consume(one, { smsCode: first === second ? '000000' : first }))).toBe('71');
  });

  test.each(['123456', '654321'])('%s never works', async (fixed_code) => {
    await settings({ fixed_code });
    expect(code(await pay(order()))).toBe('71');
  });

  test('can be fixed', async () => {
    await settings({ fixed_code: '111111' });
    const one = order();
    await sms(one);
    expect(code(await consume(one, { smsCode: '111111' }))).toBe('00');
  });

  test('does not go to another phone, nor to a card that is not open', async () => {
    const one = order();
    expect(code(await sms(one, { customerInfo: client.customer({ phoneNo: '13800000000' }) }))).toBe('66');
    expect(code(await sms(one, { customerInfo: '' }))).toBe('13');
    expect(code(await sms(order('try-not-open')))).toBe('77');
  });
});

describe('consumption', () => {
  test('is accepted, pends, then is paid, and told of with a signature', async () => {
    const one = order();
    const accepted = await pay(one, {}, { reqReserved: 'abc' });
    expect(accepted).toMatchObject({ verified: true, fields: { respCode: '00', respMsg: '成功[0000000]', reqReserved: 'abc' } });
    expect(accepted.fields['queryId']).toMatch(/^12250601120000\d{7}$/);
    const pending = await query(one);
    expect(pending.fields).toMatchObject({ respCode: '00', origRespCode: '05' });
    expect(pending.fields).not.toHaveProperty('settleDate');
    expect(await truth(one.orderId)).toMatchObject({ charged_fen: 0 });
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
    expect(await truth(one.orderId)).toMatchObject({ state: '00', charged_fen: 1990, received: { sms: 1, consume: 1 } });
    expect(await bench.control('GET', '/control/balance/unionpay')).toMatchObject({ balance_fen: 1990 });
  });

  test('an order number is taken for the day, whatever txnTime; sent twice it is counted twice', async () => {
    const one = await paid();
    expect(code(await consume(one, { smsCode: '111111' }))).toBe('12');
    expect(code(await consume({ ...one, txnTime: '20250601120001' }, { smsCode: '111111' }))).toBe('12');
    expect(await truth(one.orderId)).toMatchObject({ charged_fen: 1990, received: { consume: 3 } });
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
    expect(await truth(one.orderId)).toMatchObject({ charged_fen: 1990 });
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

  test('knobs: wrong amount and merchant signed well, tampered and foreign ones signed badly', async () => {
    const seen: ReturnType<UnionpayClient['verifyNotice']>[] = [];
    for (const knob of [{ wrong_amount: 1, wrong_amount_fen: 5 }, { wrong_seller: 1 }, { tamper: 1 }, { unknown_serial: 1 }]) {
      await bench.control('POST', '/control/faults', { unionpay: { notify: knob } });
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
    expect(await truth(one.orderId)).toMatchObject({
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
    expect(await truth(one.orderId)).toMatchObject({ returned_fen: 100, refunds_received: { BACK00000005: { refund: 2 } } });
  });

  test('a void is of the whole, and of the same settlement day', async () => {
    const [one, two] = [await paid(), await paid()];
    expect(code(await back('void', one, 'VOID00000001', '1000'))).toBe('36');
    expect(code(await back('void', one, 'VOID00000002', '1990'))).toBe('00');
    await bench.world.advance(11 * HOUR);
    expect(await truth(one.orderId)).toMatchObject({ returned_fen: 1990 });
    expect(code(await back('void', two, 'VOID00000003', '1990'))).toBe('35');
  });

  test('by knobs it lacks balance or waits; control ends what waits', async () => {
    const one = await paid();
    await bench.control('POST', '/control/faults', { unionpay: { answer: { refund_not_enough: 1, refund_pending: 1 } } });
    expect(code(await back('refund', one, 'BACK00000008', '100'))).toBe('90');
    expect(code(await back('refund', one, 'BACK00000009', '100'))).toBe('00');
    await bench.world.advance(HOUR);
    expect(await truth(one.orderId)).toMatchObject({ returned_fen: 0 });
    expect(await bench.control('POST', `/control/refunds/unionpay/${one.orderId}/BACK00000009`, {})).toEqual({ ok: true });
    expect(await truth(one.orderId)).toMatchObject({ returned_fen: 100 });
    await bench.world.advance(2 * DAY);
    expect(await truth(one.orderId)).toMatchObject({ returned_fen: 100 });
  });
});

describe('opening a card', () => {
  const request = (deed: Deed, id: string, orderId: string, more: Form = {}) =>
    client.send(deed, { orderId, accNo: client.conceal(card(id).pan), ...more });

  test('tells whether it is open, and opens it with the right code', async () => {
    const opened = await request('openQuery', 'pingan-debit', 'OPEN00000001');
    expect(opened.fields).toMatchObject({ respCode: '00', activateStatus: '1' });
    expect(Buffer.from(opened.fields['customerInfo']!, 'base64').toString()).toBe('{phoneNo=135****5506}');
    expect(code(await request('openQuery', 'try-not-open', 'OPEN00000002'))).toBe('77');
    const { phone } = card('try-not-open');
    const phoneNo = { customerInfo: client.customer({ phoneNo: phone }) };
    expect(code(await request('openSms', 'try-not-open', 'OPEN00000003', phoneNo))).toBe('00');
    const sent = { customerInfo: client.customer({ phoneNo: phone, smsCode: await smsCode('OPEN00000003') }) };
    expect(code(await request('open', 'try-not-open', 'OPEN00000003', sent))).toBe('00');
    expect(code(await request('openQuery', 'try-not-open', 'OPEN00000004'))).toBe('00');
    expect(code(await pay(order('try-not-open')))).toBe('00');
  });

  test('a credit card opens only with CVN2 and expiry', async () => {
    const { phone, expiry } = card('try-not-open-credit');
    for (const [members, expected] of [
      [{}, '65'],
      [{ cvn2: '123', expired: expiry! }, '00'],
    ] as const) {
      const customerInfo = client.customer({ phoneNo: phone });
      await request('openSms', 'try-not-open-credit', 'OPEN00000005', { customerInfo });
      const all = client.customer({ phoneNo: phone, smsCode: await smsCode('OPEN00000005'), ...members });
      expect(code(await request('open', 'try-not-open-credit', 'OPEN00000005', { customerInfo: all }))).toBe(expected);
    }
  });

  test('a token stands for the card until it is deleted', async () => {
    const { tr_id } = bench.manifest.unionpay;
    const { phone } = card('pingan-debit');
    const biz = { bizType: '000902' };
    await request('openSms', 'pingan-debit', 'TOKE00000001', { ...biz, customerInfo: client.customer({ phoneNo: phone }) });
    const customerInfo = client.customer({ phoneNo: phone, smsCode: await smsCode('TOKE00000001') });
    const wish = { ...biz, customerInfo, tokenPayData: `{trId=${tr_id}&tokenType=01}` };
    const made = await request('token', 'pingan-debit', 'TOKE00000001', wish);
    expect(made.verified).toBe(true);
    const token = /^\{token=(\d{19})&trId=\d+&tokenLevel=\d+&tokenBegin=\d{14}&tokenEnd=\d{14}&tokenType=01\}$/.exec(
      made.fields['tokenPayData']!,
    )![1]!;
    const tokenPayData = `{token=${token}&trId=${tr_id}}`;
    const fields = (orderId: string): Form => ({ ...biz, orderId, txnTime: now(), txnAmt: '1990', currencyCode: '156', tokenPayData });
    expect(code(await client.send('sms', fields('TOKE00000002')))).toBe('00');
    const smsOnly = client.customer({ smsCode: await smsCode('TOKE00000002') });
    const backUrl = 'http://merchant.test/card';
    expect(code(await client.send('consume', { ...fields('TOKE00000002'), backUrl, customerInfo: smsOnly }))).toBe('00');
    await bench.world.advance(2000);
    expect(await truth('TOKE00000002')).toMatchObject({ charged_fen: 1990 });
    expect(code(await client.send('openQuery', { ...biz, orderId: 'TOKE00000003', tokenPayData }))).toBe('00');
    expect(code(await client.send('tokenDelete', { ...biz, orderId: 'TOKE00000004', tokenPayData }))).toBe('00');
    expect(code(await client.send('sms', fields('TOKE00000005')))).toBe('89');
  });
});
