import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCallback } from '../port.ts';
import { expired, forger, gateway, misnamed, MONEY, NOW_MS, NUMBER, says, signedFields } from './gateway.fixture.ts';
import type { Fields } from './gateway.fixture.ts';
import { digest } from './signed-text.ts';

const { channel } = gateway(says({}));
const formed = (fields: Fields): string => new URLSearchParams(fields).toString();
const post = (text: string): RawCallback => ({ headers: {}, body: new TextEncoder().encode(text) });
const read = (fields: Fields, extra = '') => channel.readCallback(post(formed(fields) + extra));

const NEWS: Fields = {
  merId: '777290058110097',
  orderId: NUMBER,
  txnTime: '20250102003000',
  txnType: '01',
  txnSubType: '01',
  respCode: '00',
  respMsg: '成功[0000000]',
  accNo: '6221********0000',
  settleAmt: '1',
  ...MONEY,
};
const origin = { source: 'callback', asked_at_ms: NOW_MS };
const claimed = { ...origin, kind: 'claimed', txn: MONEY.queryId, amount_fen: 1990, currency: 'CNY' };

it.each(['00', 'A6'])('a success (%s) is a claim', async (respCode) => {
  expect(await read(signedFields({ ...NEWS, respCode }))).toMatchObject({ kind: 'payment', channel_no: NUMBER, evidence: claimed });
});

it.each(['64', '05', '42', '75', '34', 'ZZ', ''])('anything else (%s) decides nothing', async (respCode) => {
  expect(await read(signedFields({ ...NEWS, respCode }))).toMatchObject({ kind: 'payment', evidence: { ...origin, kind: 'pending' } });
});

it.each([
  ['00', '64'],
  ['00', '05'],
  ['00', ''],
  ['64', '00'],
  ['05', 'A6'],
])('respCode %s and origRespCode %s disagree: no claim', async (respCode, origRespCode) => {
  const news = signedFields({ ...NEWS, respCode, origRespCode });
  expect(await read(news)).toMatchObject({ kind: 'payment', evidence: { ...origin, kind: 'pending' } });
});

it('both results agree: a claim, with an id of its own', async () => {
  const both = await read(signedFields({ ...NEWS, origRespCode: '00' }));
  expect(both).toMatchObject({ kind: 'payment', evidence: claimed });
  expect(both).not.toMatchObject({ callback_id: ((await read(signedFields(NEWS))) as { callback_id: string }).callback_id });
});

it.each([
  ['blocks with & and =', { reserved: '{a=[x&y=1]&b={c=2&d=3}}', more: '[a&b=2]' }],
  ['GBK, and a word for it', { encoding: 'GBK', reserved: '\xb5\xe7\xca\xd3' }],
  ['bytes of no charset at all', { reserved: '\xff\xfe' }],
])('verified on its bytes: %s', async (_what, over) => {
  const fields = signedFields({ ...NEWS, respMsg: 'ok', ...over }, undefined, 'latin1');
  const escaped = Object.entries(fields).map(
    ([name, value]) => name + '=' + Buffer.from(value, 'latin1').toString('hex').replace(/../g, '%$&'),
  );
  expect(await channel.readCallback(post(escaped.join('&')))).toMatchObject({ kind: 'payment', evidence: claimed });
});

it('a success whose money is not whole is news that cannot be read', async () => {
  for (const over of [{ txnAmt: '0' }, { txnAmt: '19.90' }, { queryId: '1' }, { currencyCode: '' }])
    expect(await read(signedFields({ ...NEWS, ...over }))).toMatchObject({ kind: 'unreadable-money', channel_no: NUMBER });
});

it("a refund's says whose it is, and leaves the rest to a query", async () => {
  const news = signedFields({ ...NEWS, txnType: '04', orderId: 'R1000000', reqReserved: NUMBER });
  expect(await read(news)).toMatchObject({
    kind: 'refund',
    channel_no: NUMBER,
    refund_channel_no: 'R1000000',
    evidence: { ...origin, kind: 'moving' },
  });
});

it('a void or a card opened elsewhere is nothing for us', async () => {
  for (const txnType of ['31', '79']) expect((await read(signedFields({ ...NEWS, txnType }))).kind).toBe('nothing');
});

it('the same news has the same id, other news another', async () => {
  const id = async (over: Fields) => {
    const reading = await read(signedFields({ ...NEWS, ...over }));
    return reading.kind === 'rejected' ? '' : reading.callback_id;
  };
  expect(await id({})).toBe(await id({ settleAmt: '2' }));
  const others = [await id({}), await id({ respCode: '64' }), await id({ txnType: '04' }), await id({ orderId: 'another1234' })];
  expect(new Set(others).size).toBe(4);
});

it('the query of our own address is put to the fields and is not signed', async () => {
  expect((await read(signedFields(NEWS), '&from=bank')).kind).toBe('payment');
  expect((await read(signedFields(NEWS), '&from=elsewhere')).kind).toBe('rejected');
  expect((await read(signedFields(NEWS), '&other=bank')).kind).toBe('rejected');
});

describe('rejected', () => {
  it.each<[string, boolean, Fields]>([
    ['bad-signature', true, { ...signedFields(NEWS), txnAmt: '1' }],
    ['bad-signature', true, { ...signedFields(NEWS), more: '1' }],
    ['bad-signature', true, { ...signedFields(NEWS), signature: 'AAAA' }],
    ['certificate-not-of-unionpay', true, signedFields(NEWS, forger)],
    ['certificate-not-of-unionpay', true, signedFields(NEWS, misnamed)],
    ['certificate-expired', true, signedFields(NEWS, expired)],
    ['certificate-unreadable', false, { ...signedFields(NEWS), signPubKeyCert: 'MII' }],
    ['certificate-unreadable', false, { ...signedFields(NEWS), signPubKeyCert: signedFields(NEWS)['signPubKeyCert'] + ' '.repeat(9000) }],
    ['unsigned', false, NEWS],
    ['foreign-merId', true, signedFields({ ...NEWS, merId: '777290058110048' })],
  ])('%s', async (why, alert, fields) => {
    const reading = await read(fields);
    expect(reading).toMatchObject({ kind: 'rejected', alert });
    expect(reading.kind === 'rejected' && reading.why.split(':')[0]).toBe(why);
  });

  it('a field named twice, no form, no text', async () => {
    for (const raw of [
      post(formed(signedFields(NEWS)) + '&respCode=00'),
      post(formed(signedFields({ ...NEWS, respCode: '64' })) + '&respCode=00'),
      post(''),
      post('{"respCode":"00"}'),
      { headers: {}, body: new Uint8Array([0xff]) },
    ])
      expect((await channel.readCallback(raw)).kind).toBe('rejected');
  });

  it('two signed fields posted as one: the text that was signed is the same', async () => {
    const { respCode, respMsg, ...rest } = signedFields({ ...NEWS, respCode: '64' });
    const merged = { ...rest, queryId: `${rest['queryId']}&respCode=${respCode}&respMsg=${respMsg}` };
    expect(digest(merged)).toBe(digest({ ...rest, respCode: respCode ?? '', respMsg: respMsg ?? '' }));
    expect(await read(merged)).toEqual({ kind: 'rejected', why: 'more-than-one-reading', alert: true });
  });

  it('any damage to the certificate itself, its key included', async () => {
    const { signPubKeyCert = '', ...fields } = signedFields(NEWS);
    const der = Buffer.from(signPubKeyCert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    for (let at = 0; at < der.length; at++) {
      const damaged = Buffer.from(der.map((byte, i) => (i === at ? byte ^ (at % 2 ? 0x01 : 0x80) : byte))).toString('base64');
      const pem = `-----BEGIN CERTIFICATE-----\r\n${damaged}\r\n-----END CERTIFICATE-----`;
      expect((await read({ ...fields, signPubKeyCert: pem })).kind).toBe('rejected');
    }
  });

  it('any change of any field', async () => {
    const fields = signedFields(NEWS);
    const names = Object.keys(fields);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: names.length - 1 }), fc.nat(), fc.integer({ min: 32, max: 126 }), async (which, where, letter) => {
        const name = names[which] ?? '';
        const value = fields[name] ?? '';
        const at = where % value.length;
        const changed = value.slice(0, at) + String.fromCharCode(letter) + value.slice(at + 1);
        if (changed !== value) expect((await read({ ...fields, [name]: changed })).kind).toBe('rejected');
      }),
      { numRuns: 200 },
    );
  });
});

it('is told that it was taken, or asked for again', () => {
  expect(channel.reply(true)).toEqual({ status: 200, content_type: 'text/plain', body: 'ok' });
  expect(channel.reply(false).status).toBe(500);
});
