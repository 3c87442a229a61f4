import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench, CardOrder as Order } from '../../testing/card-bench.ts';
import type { CardAnswer, Form, UnionpayClient } from '../../testing/unionpay-client.ts';

const MINUTE = 60_000;

let bench: Bench;
let client: UnionpayClient;
let card: CardBench['card'];
let order: CardBench['order'];
let sms: CardBench['sms'];
let smsCode: CardBench['smsCode'];
let consume: CardBench['consume'];
let pay: CardBench['pay'];
let query: CardBench['query'];
beforeEach(async () => {
  ({ bench, client, card, order, sms, smsCode, consume, pay, query } = await startCardBench());
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const code = (answer: CardAnswer): string | undefined => answer.fields['respCode'];
const settings = (unionpay: object) => bench.control('POST', '/control/settings', { unionpay });

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
    expect(await bench.control('POST', '/control/unionpay/encrypt-keys', { rotate: true })).toEqual({ error: 'no successor left' });
    await bench.control('DELETE', '/control/unionpay/encrypt-keys');
    expect((await cert()).fields['encryptPubKeyCert']).toBe(first);
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
