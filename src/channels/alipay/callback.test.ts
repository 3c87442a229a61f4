import { createSign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlipayConfig } from './config.ts';
import { NOW_MS, NUMBER, TRADE_NOTICE, alipay, config, form, kit, merchant, notice, pem, signed, stranger } from './gateway.fixture.ts';

const never = (): never => {
  throw new Error('a notice asks nobody');
};

const read = (body: Uint8Array, over: Partial<AlipayConfig> = {}) => kit(never, over).channel.readCallback({ headers: {}, body });
const ORIGIN = { source: 'callback', asked_at_ms: NOW_MS };
const PAID = {
  ...ORIGIN,
  kind: 'paid',
  txn: '2025010122001',
  amount_fen: 1990,
  currency: 'CNY',
  paid_at_ms: Date.UTC(2024, 11, 31, 16, 2, 59),
};

describe('the published notice', () => {
  // Public test data of Alipay's own kit. Source: docs/channels.md 2.10.
  const PUBLIC_KEY =
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB';
  const SIGN =
    'QfTb8tqE1BMhS5qAnXtvsF3/jBkEvu9q9en0pdbBUDDjvKycZhQb7h8GDs4FKfi049PynaNuatxSgLb/nLWZpXyyh0LEWdK2S6Ri7nPwrVgOs08zugLO20vOQz44y3ti2Ncm8/wZts1Fr2gZ7pShnVX3d1B50hbsXnObT1r/U8ONNQjWXd0HIul4TG+Q3fm3svmSvFEy0WnzuhcyHPX5Gm4ELNctL6Qd5YniGJFNcc7kopHYtI/XD9YCKCH6Ct02rzUs9i11C9CsadtZn+WhxF26Dqt9sGEFajkJ8cxUTLi8+VCpLHsgPE8P0y095uQcDdK0YjCh4x7wVSov+lrmOQ==';
  const TEXT =
    'app_id=2019073166072302&auth_app_id=2019073166072302&buyer_id=2088102534368455&buyer_logon_id=xud***@126.com&buyer_pay_amount=0.10&charset=utf-8&fund_bill_list=[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]&gmt_create=2019-08-15 15:56:22&gmt_payment=2019-08-15 15:56:24&invoice_amount=0.10&notify_id=2019081500222155624068450559358070&notify_time=2019-08-15 15:56:25&notify_type=trade_status_sync&out_trade_no=20190815155618536-564-57&point_amount=0.00&receipt_amount=0.10&seller_email=z97-yuquerevenue@service.aliyun.com&seller_id=2088531891668739&subject=语雀空间 500人规模&total_amount=0.10&trade_no=2019081522001468450512505578&trade_status=TRADE_SUCCESS&version=1.0';
  const FIELDS = Object.fromEntries(TEXT.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const OURS = { alipay_public_key: PUBLIC_KEY, app_id: '2019073166072302', seller_id: '2088531891668739' };
  const readIt = (fields: { [name: string]: string }) => read(form(fields), OURS);

  test('verifies and reads as paid', async () => {
    expect(await readIt({ ...FIELDS, sign_type: 'RSA2', sign: SIGN })).toEqual({
      kind: 'payment',
      channel_no: '20190815155618536-564-57',
      callback_id: '2019081500222155624068450559358070',
      evidence: {
        ...ORIGIN,
        kind: 'paid',
        txn: '2019081522001468450512505578',
        amount_fen: 10,
        currency: 'CNY',
        paid_at_ms: Date.UTC(2019, 7, 15, 7, 56, 24),
      },
    });
  });

  test('with its quotes escaped by a careless relay too', async () => {
    const fund_bill_list = (FIELDS['fund_bill_list'] as string).replaceAll('"', '&quot;');
    expect(await readIt({ ...FIELDS, fund_bill_list, sign_type: 'RSA2', sign: SIGN })).toMatchObject({ kind: 'payment' });
  });

  const tampered: [string, { [name: string]: string }][] = [
    ...Object.keys(FIELDS).map((name): [string, { [name: string]: string }] => [
      name + ' changed',
      { ...FIELDS, [name]: FIELDS[name] + '0' },
    ]),
    ...Object.keys(FIELDS).map((name): [string, { [name: string]: string }] => [
      name + ' left out',
      Object.fromEntries(Object.entries(FIELDS).filter(([own]) => own !== name)),
    ]),
    ['a member more', { ...FIELDS, refund_fee: '0.10' }],
    ['amount in another writing', { ...FIELDS, total_amount: '0.1' }],
  ];
  test.each(tampered)('%s: rejected', async (_name, fields) => {
    expect(await readIt({ ...fields, sign_type: 'RSA2', sign: SIGN })).toMatchObject({ kind: 'rejected', why: 'bad signature' });
  });

  test('moving the border between two values is another text', async () => {
    const { version: _, ...rest } = FIELDS;
    expect(await readIt({ ...rest, trade_status: 'TRADE_SUCCESS', sign_type: 'RSA2', sign: SIGN })).toMatchObject({ kind: 'rejected' });
  });
});

test('any byte of a notice changed: rejected', async () => {
  const bytes = notice(TRADE_NOTICE);
  const original = new URLSearchParams(new TextDecoder().decode(bytes)).toString();
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ mask;
      // "%2a" for "%2A" is the same form; sign_type is the one member no notice signs.
      fc.pre(new URLSearchParams(new TextDecoder().decode(changed)).toString() !== original);
      const reading = await read(changed);
      if (reading.kind !== 'rejected') expect(reading).toMatchObject({ kind: 'payment', channel_no: NUMBER, evidence: PAID });
      else expect(['bad signature', 'not a signed form']).toContain(reading.why);
      const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(changed)));
      const signedPart = Object.keys(TRADE_NOTICE).every((name) => fields[name] === TRADE_NOTICE[name]);
      if (!signedPart) expect(reading.kind).toBe('rejected');
    }),
    { numRuns: 400 },
  );
});

describe('what it says', () => {
  test.each<[string, { [name: string]: string }, object]>([
    ['paid', {}, PAID],
    ['finished', { trade_status: 'TRADE_FINISHED' }, PAID],
    [
      'paid and partly given back',
      { refund_fee: '4.90', gmt_refund: '2025-01-01 00:05:00', out_biz_no: 'LZPr1' },
      { ...PAID, returned_fen: 490 },
    ],
    ['a refund fee of nothing', { refund_fee: '0.00' }, PAID],
    [
      'closed after payment',
      { trade_status: 'TRADE_CLOSED', refund_fee: '19.90', gmt_refund: '2025-01-01 00:05:00' },
      { ...PAID, returned_fen: 1990 },
    ],
    ['closed after payment, no fee told', { trade_status: 'TRADE_CLOSED' }, { ...PAID, returned_fen: 1990 }],
    ['another amount is only told', { total_amount: '0.01' }, { ...PAID, amount_fen: 1 }],
  ])('%s', async (_name, over, evidence) => {
    expect(await read(notice({ ...TRADE_NOTICE, ...over }))).toEqual({ kind: 'payment', channel_no: NUMBER, callback_id: 'n-1', evidence });
  });

  test.each<[string, { [name: string]: string }, string]>([
    ['amount', { total_amount: '19,90' }, 'paid-but-unreadable'],
    ['transaction', { trade_no: '' }, 'paid-but-unreadable'],
    ['refund fee', { refund_fee: 'some' }, 'refund-fee-unreadable'],
  ])('money whose %s cannot be read is not silently taken', async (_name, over, why) => {
    const news = { kind: 'unreadable-money', channel_no: NUMBER, callback_id: 'n-1', why };
    expect(await read(notice({ ...TRADE_NOTICE, ...over }))).toEqual(news);
  });

  test('closed and never paid is shut; closed with money given back is not', async () => {
    const { gmt_payment: _, ...unpaid } = TRADE_NOTICE;
    const closed = { ...unpaid, trade_status: 'TRADE_CLOSED' };
    expect(await read(notice(closed))).toMatchObject({ evidence: { ...ORIGIN, kind: 'shut' } });
    expect(await read(notice({ ...closed, refund_fee: '19.90' }))).toMatchObject({ evidence: { kind: 'paid', returned_fen: 1990 } });
    expect(await read(notice({ ...closed, gmt_refund: '2025-01-01 00:05:00' }))).toMatchObject({
      evidence: { kind: 'paid', returned_fen: 1990 },
    });
  });

  test.each<[string, { [name: string]: string }, string]>([
    ['waiting for the buyer', { trade_status: 'WAIT_BUYER_PAY' }, 'waiting for the buyer'],
    ['another kind of notice', { notify_type: 'dut_user_sign' }, 'not about a trade of ours'],
    ['no number', { out_trade_no: '' }, 'not about a trade of ours'],
  ])('%s: nothing to do', async (_name, over, why) => {
    expect(await read(notice({ ...TRADE_NOTICE, ...over }))).toEqual({ kind: 'nothing', callback_id: 'n-1', why });
  });

  test('without a notify_id it still has a name', async () => {
    expect(await read(notice({ ...TRADE_NOTICE, notify_id: '' }))).toMatchObject({
      kind: 'payment',
      callback_id: '2025010122001.TRADE_SUCCESS',
    });
  });
});

describe('who it is from and for', () => {
  test.each<[string, { [name: string]: string }, string]>([
    ['another app', { app_id: '2021999999999999' }, 'foreign app_id'],
    ['another seller', { seller_id: '2088999999999999' }, 'foreign seller_id'],
    ['no seller', { seller_id: '' }, 'foreign seller_id'],
  ])('%s: rejected, a person looks', async (_name, over, why) => {
    expect(await read(notice({ ...TRADE_NOTICE, ...over }))).toEqual({ kind: 'rejected', why, alert: true });
  });

  test('a bad signature alerts only when it claims to be for us', async () => {
    expect(await read(notice(TRADE_NOTICE, stranger.privateKey))).toEqual({ kind: 'rejected', why: 'bad signature', alert: true });
    expect(await read(notice({ ...TRADE_NOTICE, app_id: 'x' }, stranger.privateKey))).toEqual({
      kind: 'rejected',
      why: 'bad signature',
      alert: false,
    });
    expect(await read(notice(TRADE_NOTICE, merchant.privateKey))).toMatchObject({ kind: 'rejected', why: 'bad signature' });
  });

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['JSON', new TextEncoder().encode('{"sign":"x"}')],
    ['no sign', form(TRADE_NOTICE)],
    ['a broken escape', new TextEncoder().encode('sign=%zz')],
    ['no sign, not UTF-8', Uint8Array.from([0x73, 0x3d, 0xd6, 0xd0])],
    ['a name twice', new Uint8Array([...notice(TRADE_NOTICE), ...new TextEncoder().encode('&total_amount=0.01')])],
  ])('%s: rejected without an alert', async (_name, body) => {
    expect(await read(body)).toEqual({ kind: 'rejected', why: 'not a signed form', alert: false });
  });

  const gbkNotice = (fields: { [name: string]: string }, text: (value: string) => Buffer): Uint8Array => {
    const pairs = Object.keys(fields)
      .toSorted()
      .map((name) => [name, text(fields[name] ?? '')] as const);
    const signedText = Buffer.concat(pairs.flatMap(([name, value], i) => [Buffer.from((i ? '&' : '') + name + '='), value]));
    const sign = createSign('RSA-SHA256').update(signedText).sign(alipay.privateKey, 'base64');
    const escaped = (bytes: Buffer): string => bytes.toString('hex').replace(/../g, '%$&');
    const body = pairs.map(([name, value]) => name + '=' + escaped(value)).join('&');
    return new TextEncoder().encode(body + '&sign_type=RSA2&sign=' + encodeURIComponent(sign));
  };
  const SUBJECT_GBK = Buffer.from('b5e7cad3c9cfb5c4d3b0c6ac', 'hex');
  const asGbk = (value: string): Buffer => (value === TRADE_NOTICE['subject'] ? SUBJECT_GBK : Buffer.from(value));
  test.each<[string, { [name: string]: string }, (value: string) => Buffer]>([
    ['GBK', { charset: 'GBK' }, asGbk],
    ['GBK that says gb2312', { charset: 'gb2312' }, asGbk],
    ['GBK that says utf-8', {}, asGbk],
    ['utf8', { charset: 'utf8' }, Buffer.from],
    ['a charset nobody knows', { charset: 'klingon' }, Buffer.from],
    ['no charset', { charset: '' }, Buffer.from],
  ])('a genuine notice counts in any charset: %s', async (_name, over, text) => {
    const body = gbkNotice({ ...TRADE_NOTICE, ...over }, text);
    expect(await read(body)).toEqual({ kind: 'payment', channel_no: NUMBER, callback_id: 'n-1', evidence: PAID });
    expect((await read(body.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))).kind).toBe('rejected');
  });

  test('a genuine notice of 0.01 of another system, cut so that it says 9,900.00 of ours', async () => {
    const hidden =
      'out_trade_no=' + NUMBER + '&seller_id=' + config.seller_id + '&total_amount=9900.00&trade_no=T&trade_status=TRADE_SUCCESS&x=';
    const theirs = {
      ...TRADE_NOTICE,
      out_trade_no: 'THEIRS0001',
      total_amount: '0.01',
      body: 'b&charset=utf-8&notify_type=trade_status_sync&' + hidden,
    };
    const honest = notice(theirs);
    const { sign = '', ...fields } = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(honest)));
    const whole = Object.keys(theirs)
      .toSorted()
      .map((name) => name + '=' + fields[name])
      .join('&');
    const at = whole.indexOf('&x=') + 1;
    const cut = Object.fromEntries([
      ...whole
        .slice(0, at - 1)
        .split('&')
        .map((pair) => pair.split('=')),
      ['x', whole.slice(at + 2)],
    ]) as { [name: string]: string };
    expect(cut).toMatchObject({ total_amount: '9900.00', out_trade_no: NUMBER });
    expect(await read(form({ ...cut, sign_type: 'RSA2', sign }))).toEqual({ kind: 'rejected', why: 'more than one reading', alert: true });
    expect(await read(honest)).toEqual({ kind: 'rejected', why: 'more than one reading', alert: true });
  });

  test('another sign_type is rejected', async () => {
    const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(notice(TRADE_NOTICE))));
    expect(await read(form({ ...fields, sign_type: 'RSA' }))).toMatchObject({ kind: 'rejected' });
  });

  test('empty values: signed with them or without them', async () => {
    const full = { ...TRADE_NOTICE, body: '' };
    const without = Object.keys(TRADE_NOTICE)
      .toSorted()
      .map((name) => name + '=' + TRADE_NOTICE[name])
      .join('&');
    expect(await read(notice(full))).toMatchObject({ kind: 'payment' });
    expect(await read(form({ ...full, sign_type: 'RSA2', sign: signed(without) }))).toMatchObject({ kind: 'payment' });
  });

  test('a name of an object’s own is a name like any other', async () => {
    expect(await read(notice({ ...TRADE_NOTICE, ['__proto__']: 'x', constructor: 'y' }))).toMatchObject({ kind: 'payment' });
    expect(await read(notice({ ...TRADE_NOTICE, toString: 'x' }))).toMatchObject({ kind: 'payment' });
  });
});

test('the reply is seven bytes, or a failure', () => {
  const { channel } = kit(never);
  expect(channel.reply(true)).toEqual({ status: 200, content_type: 'text/plain', body: 'success' });
  expect(channel.reply(false)).toEqual({ status: 500, content_type: 'text/plain', body: 'fail' });
});

test('a config without Alipay’s key does not start, and says so without a secret', () => {
  const { alipay_public_key: _, ...rest } = config;
  expect(() => kit(never, { alipay_public_key: '' })).toThrow('alipay: alipay_public_key');
  expect(() => kit(never, { ...rest, alipay_public_key: pem(merchant.publicKey).slice(0, 200) })).toThrow(
    'alipay: alipay_public_key cannot be read',
  );
});
