import { createHash, createPublicKey, createSign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fen } from '../../protocol/money.ts';
import type { Incoming, Outgoing } from '../port.ts';
import { openAead } from './aead.ts';
import { answer, API_V3_KEY, authorized, CONFIG, NOW_MS, platform, seal, SERIAL, signedHeaders, TRADE, worldOf } from './bank.fixture.ts';
import { wechat as module } from './index.ts';
import { description } from './pay.ts';
import { requestText } from './signed-text.ts';

const NUMBER = TRADE.out_trade_no;
const INPUT = {
  channel_no: NUMBER,
  amount_fen: 1990 as Fen,
  subject: '电视点播-测试',
  channel_expires_at_ms: NOW_MS + 600_000,
  created_at_ms: NOW_MS,
  not_after_ms: NOW_MS + 60_000,
};
const ASK = {
  channel_no: NUMBER,
  txn: TRADE.transaction_id,
  refund_channel_no: 'TSTR',
  amount_fen: 500 as Fen,
  total_fen: 1990 as Fen,
  reason: '不想要了',
};
const bank = (reply: Incoming | ((out: Outgoing) => Incoming)) => {
  const world = worldOf(typeof reply === 'function' ? reply : () => reply);
  return { world, wechat: module.make(CONFIG, world) };
};
const failure = (code: string) => ({ code, message: 'x' });

describe('published vectors', () => {
  it("opens the kit's 16-byte-key text", () => {
    const plain = openAead(
      Buffer.from('testAPIv3Key0000'),
      'wCq51qZv4Yfg',
      'Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8',
      'FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC',
    );
    expect(Buffer.from(plain ?? []).toString()).toBe('Hello World');
  });
  it('signs the documented texts', () => {
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    const certificates = requestText('GET', '/v3/certificates', 1_554_208_460, '593BEC0C930BF1AFEB40B4A08C8FB242', '');
    expect([Buffer.byteLength(certificates), sha(certificates)]).toEqual([
      66,
      'fab5c8a222049f386cb01453c7dc712c7997e756271557b0ef6e2e5060575373',
    ]);
    const body =
      '{"appid":"wxd678efh567hg6787","mchid":"1230000109","description":"电视点播-测试","out_trade_no":"TV20250101000000001","time_expire":"2025-01-01T00:15:00+08:00","notify_url":"https://pay.example.com/notify/wechat","amount":{"total":1990,"currency":"CNY"}}';
    const prepay = requestText('POST', '/v3/pay/transactions/native', 1_735_660_800, '593BEC0C930BF1AFEB40B4A08C8FB242', body);
    expect([Buffer.byteLength(prepay), sha(prepay)]).toEqual([338, 'e6192bf34f89c31b20118de3cf0ac9e9341810baae3f33b901fa4dd89bf8e390']);
  });
});

describe('requests', () => {
  it('carry a signature over what is sent, for every call', async () => {
    const { world, wechat } = bank(answer(500, failure('SYSTEM_ERROR')));
    await wechat.prepay(NUMBER, wechat.prepayBody(INPUT));
    await wechat.query(NUMBER);
    await wechat.close(NUMBER);
    await wechat.refund(ASK);
    await wechat.queryRefund(ASK);
    expect(world.sent.map(authorized)).toEqual([true, true, true, true, true]);
    expect(world.sent.map((out) => out.url.slice(CONFIG.base_url.length))).toEqual([
      '/v3/pay/transactions/native',
      `/v3/pay/transactions/out-trade-no/${NUMBER}?mchid=1900000001`,
      `/v3/pay/transactions/out-trade-no/${NUMBER}/close`,
      '/v3/refund/domestic/refunds',
      '/v3/refund/domestic/refunds/TSTR',
    ]);
    expect(world.sent[0]?.headers).toMatchObject({ accept: 'application/json', 'wechatpay-serial': SERIAL });
  });
  it('have a body that never changes: Beijing time, whole fen, no null', () => {
    const { wechat } = bank(answer(200, {}));
    expect(JSON.parse(wechat.prepayBody(INPUT))).toEqual({
      appid: CONFIG.appid,
      mchid: CONFIG.mchid,
      description: '电视点播-测试',
      out_trade_no: NUMBER,
      time_expire: '2025-01-01T12:10:00+08:00',
      notify_url: CONFIG.notify_url,
      amount: { total: 1990, currency: 'CNY' },
    });
    expect(wechat.prepayBody(INPUT)).toBe(wechat.prepayBody({ ...INPUT }));
  });
  it('cut a description between letters, and lose control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (subject) => {
        const text = description(subject);
        expect(text.length).toBeLessThanOrEqual(127);
        expect(text.isWellFormed() && !/\p{Cc}/u.test(text)).toBe(true);
      }),
    );
  });
  it('go to the other site when the first is out of reach', async () => {
    const world = worldOf((out) => {
      if (out.url.startsWith('http://bank.example')) throw new Error('unreachable');
      return answer(200, TRADE);
    });
    const wechat = module.make({ ...CONFIG, backup_url: 'http://backup.example' }, world);
    expect((await wechat.query(NUMBER)).kind).toBe('paid');
    expect(world.sent.every(authorized)).toBe(true);
  });
});

describe('what an answer means', () => {
  it.each([
    [200, { code_url: 'weixin://x' }, { kind: 'ready', qr_text: 'weixin://x' }],
    [200, {}, { kind: 'silent' }],
    [400, failure('ORDERPAID'), { kind: 'pending' }],
    [403, failure('OUT_TRADE_NO_USED'), { kind: 'pending' }],
    [400, failure('ORDER_CLOSED'), { kind: 'shut' }],
    [400, failure('PARAM_ERROR'), { kind: 'refused', reason: 'channel', code: 'PARAM_ERROR' }],
    [401, failure('SIGN_ERROR'), { kind: 'refused', reason: 'channel', code: 'SIGN_ERROR' }],
    [403, failure('NO_AUTH'), { kind: 'refused', reason: 'channel', code: 'NO_AUTH' }],
    [429, failure('FREQUENCY_LIMITED'), { kind: 'silent' }],
    [500, failure('SYSTEM_ERROR'), { kind: 'silent' }],
    [302, {}, { kind: 'silent' }],
  ])('prepay %i %j', async (status, fields, meant) => {
    const { wechat } = bank(answer(status, fields));
    expect(await wechat.prepay(NUMBER, '{}')).toMatchObject(meant);
  });
  it.each([
    ['SUCCESS', { kind: 'paid', txn: TRADE.transaction_id, amount_fen: 1990, currency: 'CNY' }],
    ['REFUND', { kind: 'paid', returned_fen: 1 }],
    ['NOTPAY', { kind: 'unpaid' }],
    ['USERPAYING', { kind: 'unpaid' }],
    ['PAYERROR', { kind: 'unpaid' }],
    ['CLOSED', { kind: 'shut' }],
    ['REVOKED', { kind: 'silent' }],
    ['SOMETHING_NEW', { kind: 'silent' }],
  ])('query %s', async (trade_state, meant) => {
    expect(await bank(answer(200, { ...TRADE, trade_state })).wechat.query(NUMBER)).toMatchObject({
      source: 'query',
      asked_at_ms: NOW_MS,
      ...meant,
    });
  });
  it.each([
    ['another merchant', { mchid: '1900000002' }],
    ['another app', { appid: 'wx0' }],
    ['another number', { out_trade_no: 'X' }],
    ['no readable amount', { amount: { total: '1990' } }],
    ['a float', { amount: { total: 19.9, currency: 'CNY' } }],
    ['no transaction', { transaction_id: '' }],
  ])('query of %s is no evidence', async (_what, over) => {
    expect((await bank(answer(200, { ...TRADE, ...over })).wechat.query(NUMBER)).kind).toBe('silent');
  });
  it('query of an attempt made under a former app of the same account: the ids of its own prepay count', async () => {
    const { wechat } = bank(answer(200, { ...TRADE, appid: 'wxformer' }));
    const body = bank(answer(200, {})).wechat.prepayBody(INPUT).replace(CONFIG.appid, 'wxformer');
    expect(await wechat.query(NUMBER, body)).toMatchObject({ kind: 'paid' });
    expect(await wechat.query(NUMBER)).toMatchObject({ kind: 'silent', why: 'foreign appid' });
    expect(await bank(answer(200, TRADE)).wechat.query(NUMBER, body)).toMatchObject({ kind: 'silent', why: 'foreign appid' });
    expect(await bank(answer(200, { ...TRADE, appid: 'wxformer', mchid: '1' })).wechat.query(NUMBER, body)).toMatchObject({
      kind: 'silent',
    });
  });
  it.each(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS'])('query 404 %s is absent', async (code) => {
    expect((await bank(answer(404, failure(code))).wechat.query(NUMBER)).kind).toBe('absent');
  });
  it.each([
    [403, 'NO_AUTH'],
    [404, 'SOMETHING'],
    [429, 'FREQUENCY_LIMITED'],
    [500, 'SYSTEM_ERROR'],
  ])('query %i %s is silent', async (status, code) => {
    expect((await bank(answer(status, failure(code))).wechat.query(NUMBER)).kind).toBe('silent');
  });
  it.each([
    [204, '', 'shut'],
    [400, failure('ORDER_CLOSED'), 'shut'],
    [400, failure('ORDER_PAID'), 'pending'],
    [400, failure('ORDERPAID'), 'pending'],
    [202, {}, 'pending'],
    [404, failure('ORDER_NOT_EXIST'), 'absent'],
    [500, failure('SYSTEM_ERROR'), 'silent'],
    [400, failure('PARAM_ERROR'), 'silent'],
  ] as const)('close %i %j is %s', async (status, fields, kind) => {
    expect(await bank(answer(status, fields)).wechat.close(NUMBER)).toMatchObject({ source: 'close', kind });
  });
  it.each([
    [200, { out_refund_no: 'TSTR', status: 'PROCESSING' }, { kind: 'moving' }],
    [200, { out_refund_no: 'TSTR', status: 'SUCCESS' }, { kind: 'done' }],
    [200, { out_refund_no: 'TSTR', status: 'CLOSED' }, { kind: 'dead' }],
    [200, { out_refund_no: 'TSTR', status: 'CLOSE' }, { kind: 'dead' }],
    [200, { out_refund_no: 'TSTR', status: 'ABNORMAL' }, { kind: 'stuck' }],
    [200, { out_refund_no: 'OTHER', status: 'SUCCESS' }, { kind: 'silent' }],
    [403, failure('NOT_ENOUGH'), { kind: 'short' }],
    [429, failure('FREQUENCY_LIMITED'), { kind: 'short' }],
    [403, failure('USER_ACCOUNT_ABNORMAL'), { kind: 'refused', final: true }],
    [400, failure('PARAM_ERROR'), { kind: 'refused', final: false }],
    [500, failure('SYSTEM_ERROR'), { kind: 'silent' }],
  ])('refund %i %j', async (status, fields, meant) => {
    expect(await bank(answer(status, fields)).wechat.refund(ASK)).toMatchObject({ source: 'answer', ...meant });
  });
  describe('a final rule told in words only', () => {
    const OVER = { code: 'INVALID_REQUEST', message: '订单已经超过可退款的最大期限' };
    const refunded = (refusal: object, known: Incoming) =>
      bank((out: Outgoing) => (out.method === 'GET' ? known : answer(400, refusal))).wechat.refund(ASK);
    const gone = answer(404, failure('RESOURCE_NOT_EXISTS'));
    const stands = (status: string): Incoming => answer(200, { out_refund_no: 'TSTR', status });
    it.each([
      ['the whole sentence, and no such refund', OVER, gone, { kind: 'refused', final: true }],
      ['the whole sentence, and a dead refund', OVER, stands('CLOSED'), { kind: 'refused', final: true }],
      ['the whole sentence, but the refund moves', OVER, stands('PROCESSING'), { source: 'query', kind: 'moving' }],
      ['the whole sentence, but the refund is done', OVER, stands('SUCCESS'), { source: 'query', kind: 'done' }],
      ['the whole sentence, and a silent query', OVER, answer(500, failure('SYSTEM_ERROR')), { kind: 'refused', final: false }],
      ['digits in other words', { ...OVER, message: '余额不足，还差50元' }, gone, { kind: 'refused', final: false }],
      ['a word in other words', { ...OVER, message: '请求次数过多' }, gone, { kind: 'refused', final: false }],
      ['a part of the sentence', { ...OVER, message: '超过期限365' }, gone, { kind: 'refused', final: false }],
      ['refunded already', { ...OVER, message: '订单已全额退款' }, gone, { kind: 'refused', final: false }],
      ['the sentence under another code', { ...OVER, code: 'PARAM_ERROR' }, gone, { kind: 'refused', final: false }],
    ])('%s', async (_what, refusal, known, meant) => {
      expect(await refunded(refusal, known)).toMatchObject(meant);
    });
  });
  it('a refund query that knows no refund is absent, one that is refused is silent', async () => {
    expect((await bank(answer(404, failure('RESOURCE_NOT_EXISTS'))).wechat.queryRefund(ASK)).kind).toBe('absent');
    expect((await bank(answer(403, failure('NO_AUTH'))).wechat.queryRefund(ASK)).kind).toBe('silent');
  });
});

describe('only what WeChat signed counts', () => {
  const good = answer(200, TRADE);
  const silentWith = async (reply: Incoming): Promise<string> => (await bank(reply).wechat.query(NUMBER)).kind;
  it('any touched byte of body, signature, nonce or time makes silence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom('body', 'wechatpay-signature', 'wechatpay-nonce', 'wechatpay-timestamp'),
        async (at, part) => {
          const reply = { ...good, headers: { ...good.headers }, body: Buffer.from(good.body) };
          if (part === 'body') reply.body[at % reply.body.length] = (reply.body[at % reply.body.length] ?? 0) ^ 1;
          else {
            const text = reply.headers[part] ?? '';
            const i = at % text.length;
            reply.headers[part] =
              text.slice(0, i) + (text[i] === 'A' ? 'B' : text[i] === '1' ? '2' : text[i] === '2' ? '1' : 'A') + text.slice(i + 1);
          }
          expect(await silentWith(reply)).toBe('silent');
        },
      ),
      { numRuns: 200 },
    );
  });
  it.each([
    ['no signature', { 'wechatpay-signature': '' }],
    ['a serial nobody knows', { 'wechatpay-serial': 'PUB_KEY_ID_X' }],
    ['six minutes old', { 'wechatpay-timestamp': String(NOW_MS / 1000 - 360) }],
    ['six minutes ahead', { 'wechatpay-timestamp': String(NOW_MS / 1000 + 360) }],
  ])('%s', async (_what, over) => {
    expect(await silentWith(answer(200, TRADE, over))).toBe('silent');
  });
  it('a network error is silence, and nothing secret is logged', async () => {
    const { world, wechat } = bank(() => {
      throw new Error('ECONNRESET with ' + API_V3_KEY);
    });
    expect(await wechat.query(NUMBER)).toMatchObject({ kind: 'silent' });
    expect(world.logged.join()).not.toContain(API_V3_KEY);
    expect(world.logged.join()).not.toContain(NUMBER);
  });
});

describe('certificate mode', () => {
  const pem = platform.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const certificates = answer(200, { data: [{ serial_no: SERIAL, encrypt_certificate: seal(pem, 'abcdefghijkl', 'certificate') }] });
  const config = { ...CONFIG, platform_keys: [], fetch_certificates: true };
  it('fetches what it does not know, once, and verifies with it', async () => {
    const world = worldOf((out) => (out.url.endsWith('/v3/certificates') ? certificates : answer(200, TRADE)));
    const wechat = module.make(config, world);
    expect((await wechat.query(NUMBER)).kind).toBe('paid');
    expect((await wechat.query(NUMBER)).kind).toBe('paid');
    expect(world.sent.filter((out) => out.url.endsWith('/v3/certificates'))).toHaveLength(1);
    expect(createPublicKey(pem).asymmetricKeyType).toBe('rsa');
  });
  it('three first calls at once: one fetch, and all three are answered', async () => {
    const world = worldOf(async (out) => {
      if (!out.url.endsWith('/v3/certificates')) return answer(200, TRADE);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return certificates;
    });
    const wechat = module.make(config, world);
    const all = await Promise.all([wechat.query(NUMBER), wechat.query(NUMBER), wechat.query(NUMBER)]);
    expect(all.map((one) => one.kind)).toEqual(['paid', 'paid', 'paid']);
    expect(world.sent.filter((out) => out.url.endsWith('/v3/certificates'))).toHaveLength(1);
  });
  it('trusts no certificate it cannot open', async () => {
    const forged = answer(200, {
      data: [{ serial_no: SERIAL, encrypt_certificate: { ...seal(pem), ciphertext: 'AAAA' + seal(pem).ciphertext } }],
    });
    const wechat = module.make(
      config,
      worldOf((out) => (out.url.endsWith('/v3/certificates') ? forged : answer(200, TRADE))),
    );
    expect((await wechat.query(NUMBER)).kind).toBe('silent');
  });
});

describe('callbacks', () => {
  const notice = (event_type: string, fields: object): string =>
    JSON.stringify({ id: 'EV-1', event_type, resource_type: 'encrypt-resource', resource: seal(JSON.stringify(fields)) });
  const read = (body: string, over: { [name: string]: string } = {}) => {
    const { wechat } = bank(answer(200, {}));
    return wechat.readCallback({ headers: signedHeaders(body, over), body: Buffer.from(body) });
  };
  it('reads a payment', async () => {
    expect(await read(notice('TRANSACTION.SUCCESS', TRADE))).toMatchObject({
      kind: 'payment',
      channel_no: NUMBER,
      callback_id: 'EV-1',
      evidence: { source: 'callback', kind: 'paid', amount_fen: 1990, txn: TRADE.transaction_id },
    });
  });
  it.each([
    ['REFUND.SUCCESS', 'SUCCESS', 'done'],
    ['REFUND.ABNORMAL', 'ABNORMAL', 'stuck'],
    ['REFUND.CLOSED', 'CLOSED', 'dead'],
  ])('reads %s', async (event, refund_status, kind) => {
    const fields = { mchid: CONFIG.mchid, out_trade_no: NUMBER, out_refund_no: 'TSTR', refund_status };
    expect(await read(notice(event, fields))).toMatchObject({ kind: 'refund', refund_channel_no: 'TSTR', evidence: { kind } });
  });
  it.each([
    ['no amount', { amount: undefined }],
    ['an amount in words', { amount: { total: '19.90', currency: 'CNY' } }],
    ['no transaction', { transaction_id: '' }],
    ['a state nobody knows', { trade_state: 'PAID_IN_FULL' }],
  ])('a success with %s is news that cannot be read, not nothing', async (_what, over) => {
    const news = { kind: 'unreadable-money', channel_no: NUMBER, callback_id: 'EV-1' };
    expect(await read(notice('TRANSACTION.SUCCESS', { ...TRADE, ...over }))).toMatchObject(news);
  });
  it('is verified on its bytes and read in any charset', async () => {
    const body = Buffer.concat([Buffer.from('{"summary":"'), Buffer.from([0xd6, 0xa7, 0xb8, 0xb6]), Buffer.from('",')]);
    const whole = Buffer.concat([body, Buffer.from(notice('TRANSACTION.SUCCESS', TRADE).slice(1))]);
    const timestamp = String(NOW_MS / 1000);
    const signature = createSign('RSA-SHA256')
      .update(timestamp + '\nn1\n')
      .update(whole)
      .update('\n')
      .sign(platform.privateKey, 'base64');
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': 'n1',
      'wechatpay-signature': signature,
      'wechatpay-serial': SERIAL,
    };
    const { wechat } = bank(answer(200, {}));
    expect(await wechat.readCallback({ headers, body: whole })).toMatchObject({ kind: 'payment', evidence: { kind: 'paid' } });
  });
  it('with a member twice, outside or in what is sealed, is no news', async () => {
    const twice = notice('TRANSACTION.SUCCESS', TRADE).replace('{', '{"id":"EV-0",');
    expect(await read(twice)).toMatchObject({ kind: 'rejected', alert: true });
    const sealed = seal(JSON.stringify(TRADE).replace('{', '{"out_trade_no":"OTHER",'));
    const inside = JSON.stringify({ id: 'EV-1', event_type: 'TRANSACTION.SUCCESS', resource: sealed });
    expect(await read(inside)).toMatchObject({ kind: 'rejected', alert: true });
  });
  it('refuses a probe without alarm, a forgery with one', async () => {
    const body = notice('TRANSACTION.SUCCESS', TRADE);
    expect(await read(body, { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' })).toMatchObject({ kind: 'rejected', alert: false });
    expect(await read(body, { 'wechatpay-nonce': 'x', 'wechatpay-signature': 'AAAA' })).toMatchObject({ kind: 'rejected', alert: true });
    expect(await read(notice('TRANSACTION.SUCCESS', { ...TRADE, mchid: '1' }))).toMatchObject({ kind: 'rejected', alert: true });
    expect(await read('{}')).toMatchObject({ kind: 'rejected' });
  });
  it('answers as WeChat wants to read it', () => {
    const { wechat } = bank(answer(200, {}));
    expect(wechat.reply(true).status).toBe(200);
    expect(wechat.reply(false).status).toBeGreaterThanOrEqual(500);
  });
});
