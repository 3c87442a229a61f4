import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '../../protocol/money.ts';
import { Secret } from '../../protocol/secret.ts';
import { readBlock } from './braces.ts';
import {
  answerText,
  ASK,
  decrypted,
  encrypt,
  encryptNext,
  expired,
  forger,
  gateway,
  incoming,
  middle,
  misnamed,
  NOW_MS,
  NUMBER,
  says,
  serialOf,
  signedFields,
} from './gateway.fixture.ts';
import type { Fields } from './gateway.fixture.ts';

const code = new Secret('111111');
const MONEY = { queryId: '250102003000123456789', txnAmt: '1990', currencyCode: '156' };

describe('requests', () => {
  it('consumption: encrypted where it must be, the month turned round, Beijing time, nothing blank', async () => {
    const { channel, requests } = gateway(says({ respCode: '00' }));
    await channel.consume({ ...ASK, code });
    const fields = requests[0]?.fields ?? {};
    expect(fields).toMatchObject({
      txnType: '01',
      txnSubType: '01',
      bizType: '000301',
      orderId: NUMBER,
      txnTime: '20250102003000',
      payTimeout: '20250102004500',
      txnAmt: '1990',
      currencyCode: '156',
      encryptCertId: serialOf(encrypt),
      backUrl: 'https://pay.example.com/callbacks/unionpay?from=bank',
    });
    expect(decrypted(fields['accNo'] ?? '')).toBe('6221558812340000');
    const info = readBlock(Buffer.from(fields['customerInfo'] ?? '', 'base64').toString()) ?? {};
    expect(info).toMatchObject({ certifTp: '01', certifId: '341126197709218366', smsCode: '111111' });
    expect(decrypted(info['encryptedInfo'] ?? '')).toBe('phoneNo=13552535506&cvn2=123&expired=2311');
  });

  it('SMS: same number, time, amount and card as the consumption; only the phone', async () => {
    const { channel, requests } = gateway(says({ respCode: '00' }));
    expect(await channel.sms(ASK)).toEqual({ kind: 'sent', asked_at_ms: NOW_MS });
    const fields = requests[0]?.fields ?? {};
    expect(fields).toMatchObject({ txnType: '77', txnSubType: '02', orderId: NUMBER, txnTime: '20250102003000', txnAmt: '1990' });
    const info = readBlock(Buffer.from(fields['customerInfo'] ?? '', 'base64').toString()) ?? {};
    expect(Object.keys(info)).toEqual(['encryptedInfo']);
    expect(decrypted(info['encryptedInfo'] ?? '')).toBe('phoneNo=13552535506');
  });

  it('a query names the original by number and time', async () => {
    const { channel, requests } = gateway(says({ respCode: '34' }));
    await channel.query(NUMBER, NOW_MS);
    expect(requests[0]).toMatchObject({
      path: 'queryTrans.do',
      fields: { txnType: '00', bizType: '000000', orderId: NUMBER, txnTime: '20250102003000' },
    });
  });

  it('a token stands for the number, which is not sent', async () => {
    const { channel, requests } = gateway(says({ respCode: '00' }), { tr_id: '62000000001' });
    await channel.consume({ ...ASK, card: { token: new Secret('tok') }, code });
    const fields = requests[0]?.fields ?? {};
    expect(fields).toMatchObject({ bizType: '000902', tokenPayData: '{token=tok&trId=62000000001}' });
    expect(fields['accNo']).toBeUndefined();
  });

  it('the host zone does not matter', () => {
    const script = "import('./src/channels/unionpay/wire.ts').then((m) => console.log(m.txnTime(" + NOW_MS + ')))';
    for (const TZ of ['UTC', 'America/New_York', 'Asia/Tokyo'])
      expect(spawnSync(process.execPath, ['-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' }).stdout.trim()).toBe(
        '20250102003000',
      );
  });
});

describe('answers', () => {
  it.each(['00', '03', '04', '05', '12', '83', '37', '34', 'ZZ', '74', '42'])(
    'consumption answered %s: not decided by it',
    async (respCode) => {
      expect((await gateway(says({ respCode })).channel.consume({ ...ASK, code })).kind).toBe('pending');
    },
  );

  it.each(['01', '60', '61', '64', '65', '66', '71', '73', '77'])('consumption answered %s: refused', async (respCode) => {
    expect(await gateway(says({ respCode })).channel.consume({ ...ASK, code })).toMatchObject({ kind: 'refused', code: respCode });
  });

  it.each([
    ['00', { kind: 'paid', txn: MONEY.queryId, amount_fen: 1990, currency: 'CNY' }],
    ['A6', { kind: 'paid' }],
    ['42', { kind: 'defect', code: '42' }],
    ['74', { kind: 'defect', code: '74' }],
    ['75', { kind: 'defect', code: '75' }],
    ['45', { kind: 'paid', returned_fen: 1990 }],
    ['46', { kind: 'paid', returned_fen: 1990 }],
    ['03', { kind: 'pending' }],
    ['05', { kind: 'pending' }],
    ['83', { kind: 'pending' }],
    ['ZZ', { kind: 'pending' }],
    ['37', { kind: 'silent' }],
    ['64', { kind: 'refused', code: '64' }],
  ])('query found %s', async (origRespCode, expected) => {
    const { channel } = gateway(says({ respCode: '00', origRespCode, ...MONEY, txnType: '01' }));
    expect(await channel.query(NUMBER, NOW_MS)).toMatchObject(expected);
  });

  it.each([
    ['34', 'absent'],
    ['37', 'silent'],
    ['02', 'silent'],
  ])('query answered %s: %s', async (respCode, kind) => {
    expect((await gateway(says({ respCode })).channel.query(NUMBER, NOW_MS)).kind).toBe(kind);
  });

  it.each([{ queryId: '1' }, { txnAmt: '0' }, { txnAmt: '19.90' }, { currencyCode: '' }])(
    'money that is not whole is silence: %o',
    async (over) => {
      const { channel } = gateway(says({ respCode: '00', origRespCode: '00', ...MONEY, ...over }));
      expect((await channel.query(NUMBER, NOW_MS)).kind).toBe('silent');
    },
  );

  it('dollars are not yuan', async () => {
    const { channel } = gateway(says({ respCode: '00', origRespCode: '00', ...MONEY, currencyCode: '840' }));
    expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ kind: 'paid', currency: '840' });
  });

  const refusal: Fields = { respCode: '64' };
  it.each([
    ['another number', says({ ...refusal, orderId: 'another1234' })],
    ['another time', says({ ...refusal, txnTime: '20250102003001' })],
    ['another merchant', says({ ...refusal, merId: '777290058110048' })],
    ['another amount', says({ ...refusal, txnAmt: '1' })],
    ['another kind', says({ ...refusal, txnType: '77' })],
    ['a forged chain', says(refusal, forger)],
    ['an expired certificate', says(refusal, expired)],
    ['somebody else of the same chain', says(refusal, misnamed)],
    ['the authority itself', says(refusal, middle)],
    ['the black list', () => incoming('Sorry, your merchant is in our black list.')],
    ['no signature', () => incoming('respCode=64&merId=777290058110097')],
    ['an error page', () => incoming('<html>502</html>', 502)],
    ['a signed refusal with status 500', async (asked: Fields, out: never) => ({ ...(await says(refusal)(asked, out)), status: 500 })],
    ['bytes that are no UTF-8', () => ({ status: 200, headers: {}, body: new Uint8Array([0xff, 0xfe]) })],
    ['nothing', () => Promise.reject(new Error('hang up'))],
  ] as const)('%s is silence', async (_what, reply) => {
    const { channel, requests } = gateway(reply as never);
    expect((await channel.consume({ ...ASK, code })).kind).toBe('silent');
    expect((await channel.query(NUMBER, NOW_MS)).kind).toBe('silent');
    expect(requests).toHaveLength(2);
  });

  it('any byte changed in a signed answer is silence', async () => {
    const fields = signedFields({
      merId: '777290058110097',
      orderId: NUMBER,
      txnTime: '20250102003000',
      respCode: '00',
      origRespCode: '00',
      ...MONEY,
    });
    const text = answerText(fields);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 127 }), async (at, by) => {
        const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ by) + text.slice(at + 1);
        const { channel } = gateway(() => incoming(changed));
        expect((await channel.query(NUMBER, NOW_MS)).kind).toBe('silent');
      }),
      { numRuns: 60 },
    );
    const lf = gateway(() => incoming(text.replaceAll('\r\n', '\n')));
    expect((await lf.channel.query(NUMBER, NOW_MS)).kind).toBe('silent');
  });

  it.each([
    ['00', 'open'],
    ['77', 'not-open'],
    ['61', 'refused'],
    ['05', 'silent'],
  ])('card status %s: %s', async (respCode, kind) => {
    expect((await gateway(says({ respCode })).channel.status(ASK)).kind).toBe(kind);
  });
});

describe('refunds', () => {
  const ask = {
    number: NUMBER,
    txn: MONEY.queryId,
    refund_number: 'LZPrefund0000000000000000000001',
    created_at_ms: NOW_MS,
    amount_fen: fen(500),
    total_fen: fen(1990),
    reason: '',
  };

  it('names the original, and the payment in a field that comes back', async () => {
    const { channel, requests } = gateway(says({ respCode: '00' }));
    expect(await channel.refund(ask)).toMatchObject({ kind: 'moving' });
    expect(requests[0]?.fields).toMatchObject({ txnType: '04', origQryId: MONEY.queryId, txnAmt: '500', reqReserved: NUMBER });
  });

  it.each([
    ['05', 'moving'],
    ['ZZ', 'moving'],
    ['12', 'moving'],
    ['37', 'moving'],
    ['01', 'dead'],
    ['90', 'dead'],
    ['36', 'refused'],
  ])('answered %s: %s', async (respCode, kind) => {
    expect((await gateway(says({ respCode })).channel.refund(ask)).kind).toBe(kind);
  });

  it.each([
    [{ origRespCode: '00', txnAmt: '500' }, 'done'],
    [{ origRespCode: '00', txnAmt: '501' }, 'silent'],
    [{ origRespCode: '05', txnAmt: '500' }, 'moving'],
    [{ origRespCode: '01', txnAmt: '500' }, 'dead'],
  ])('query found %o: %s', async (over, kind) => {
    expect((await gateway(says({ respCode: '00', ...over })).channel.queryRefund(ask)).kind).toBe(kind);
  });
});

describe('notifications', () => {
  const post = (fields: Fields, extra = '') => ({
    headers: {},
    body: new TextEncoder().encode(new URLSearchParams(fields).toString() + extra),
  });
  const NEWS = { merId: '777290058110097', orderId: NUMBER, txnTime: '20250102003000', txnType: '01', respCode: '00', ...MONEY };

  it('a success is a claim; the query of our own address is not signed', async () => {
    const { channel } = gateway(says({}));
    const reading = await channel.readCallback(post(signedFields(NEWS), '&from=bank'));
    expect(reading).toMatchObject({
      kind: 'payment',
      number: NUMBER,
      evidence: { source: 'notify', kind: 'claimed', txn: MONEY.queryId, amount_fen: 1990, currency: 'CNY' },
    });
  });

  it('a failure decides nothing', async () => {
    const { channel } = gateway(says({}));
    expect(await channel.readCallback(post(signedFields({ ...NEWS, respCode: '64' })))).toMatchObject({ evidence: { kind: 'pending' } });
  });

  it("a refund's says whose it is", async () => {
    const { channel } = gateway(says({}));
    const news = signedFields({ ...NEWS, txnType: '04', orderId: 'R1', reqReserved: NUMBER });
    expect(await channel.readCallback(post(news))).toMatchObject({
      kind: 'refund',
      number: NUMBER,
      refund_number: 'R1',
      evidence: { kind: 'moving' },
    });
  });

  it('forged, changed, foreign or doubled ones are rejected', async () => {
    const { channel } = gateway(says({}));
    for (const one of [
      post(signedFields(NEWS, forger)),
      post({ ...signedFields(NEWS), txnAmt: '1' }),
      post(signedFields({ ...NEWS, merId: '777290058110048' })),
      post(signedFields(NEWS), '&respCode=00'),
      post(NEWS),
      { headers: {}, body: new Uint8Array([0xff]) },
    ])
      expect((await channel.readCallback(one)).kind).toBe('rejected');
    expect(channel.reply(false).status).toBe(500);
    expect(channel.reply(true).status).toBe(200);
  });
});

describe('the encrypt certificate', () => {
  it('a newer one is taken once its chain is checked; the old one is used until then', async () => {
    const { channel, requests } = gateway(
      (asked, out) =>
        says(asked['txnType'] === '95' ? { respCode: '00', encryptPubKeyCert: encryptNext.pem } : { respCode: '00' })(asked, out),
      { rotation_ms: 1000 },
    );
    await channel.sms(ASK);
    await new Promise((done) => setTimeout(done, 20));
    await channel.sms({ ...ASK, number: NUMBER + '2' });
    const used = requests.filter((one) => one.fields['txnType'] === '77').map((one) => one.fields['encryptCertId']);
    expect(used).toEqual([serialOf(encrypt), serialOf(encryptNext)]);
  });

  it("a stranger's is not taken", async () => {
    const { channel, requests } = gateway(
      (asked, out) => says(asked['txnType'] === '95' ? { respCode: '00', encryptPubKeyCert: forger.pem } : { respCode: '00' })(asked, out),
      { rotation_ms: 1000 },
    );
    await channel.sms(ASK);
    await new Promise((done) => setTimeout(done, 20));
    await channel.sms({ ...ASK, number: NUMBER + '2' });
    const used = requests.filter((one) => one.fields['txnType'] === '77').map((one) => one.fields['encryptCertId']);
    expect(used).toEqual([serialOf(encrypt), serialOf(encrypt)]);
  });
});

it('nothing typed stands in any log, whatever the gateway says', async () => {
  const echo = (asked: Fields) => incoming('respCode=00&echo=6221558812340000 ' + JSON.stringify(asked));
  const { channel, log } = gateway(echo);
  await channel.consume({ ...ASK, code });
  await channel.sms(ASK);
  await channel.status(ASK);
  expect(log.length).toBeGreaterThan(0);
  for (const secret of [...Object.values(ASK.card), code]) expect(log.join('').includes(secret.reveal())).toBe(false);
  expect(JSON.stringify(ASK) + String(ASK.card.pan) + `${ASK.card.cvn2}`).not.toContain('6221558812340000');
});
