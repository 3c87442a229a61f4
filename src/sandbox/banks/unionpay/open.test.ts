import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetKeys } from '../../testing/bench.ts';
import type { Bench } from '../../testing/bench.ts';
import { startCardBench } from '../../testing/card-bench.ts';
import type { CardBench } from '../../testing/card-bench.ts';
import type { CardAnswer, Deed, Form, UnionpayClient } from '../../testing/unionpay-client.ts';

let bench: Bench;
let client: UnionpayClient;
let card: CardBench['card'];
let order: CardBench['order'];
let smsCode: CardBench['smsCode'];
let pay: CardBench['pay'];
let now: CardBench['now'];
let consume: CardBench['consume'];
beforeEach(async () => {
  ({ bench, client, card, order, smsCode, pay, now, consume } = await startCardBench());
});
afterEach(() => bench.stop());
afterAll(forgetKeys);

const code = (answer: CardAnswer): string | undefined => answer.fields['respCode'];
const facts = (number: string) => bench.control<{ charged_fen: number }>('GET', `/control/orders/unionpay/${number}`);

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
    expect(await facts('TOKE00000002')).toMatchObject({ charged_fen: 1990 });
    expect(bench.posted.map((post) => client.verifyNotice(post.body).fields)).toEqual([
      expect.not.objectContaining({ accNo: expect.anything() as unknown }),
    ]);
    // Without a code only where the contract says so, and only a token.
    const alone = (orderId: string) => client.send('consume', { ...fields(orderId), backUrl });
    expect(code(await alone('TOKE00000006'))).toBe('13');
    await bench.control('POST', '/control/settings', { unionpay: { token_sms: false } });
    expect(code(await alone('TOKE00000007'))).toBe('00');
    expect(code(await alone('TOKE00000007'))).toBe('12');
    const wrong = client.customer({ smsCode: '123456' });
    expect(code(await client.send('consume', { ...fields('TOKE00000008'), backUrl, customerInfo: wrong }))).toBe('71');
    const number = order('pingan-debit');
    expect(code(await consume(number, { phoneNo: phone }))).toBe('13');
    await bench.world.advance(2000);
    expect(await facts('TOKE00000007')).toMatchObject({ charged_fen: 1990, received: { sms: 0, consume: 2 } });
    await bench.control('POST', '/control/settings', { unionpay: { token_sms: true } });
    expect(code(await client.send('openQuery', { ...biz, orderId: 'TOKE00000003', tokenPayData }))).toBe('00');
    expect(code(await client.send('tokenDelete', { ...biz, orderId: 'TOKE00000004', tokenPayData }))).toBe('00');
    expect(code(await client.send('sms', fields('TOKE00000005')))).toBe('89');
  });
});
