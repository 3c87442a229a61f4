import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedBy } from './codes.ts';
import {
  answerText,
  ASK,
  code,
  expired,
  forger,
  gateway,
  incoming,
  middle,
  misnamed,
  MONEY,
  NOW_MS,
  NUMBER,
  says,
  signedFields,
} from './gateway.fixture.ts';
import type { Fields, Reply } from './gateway.fixture.ts';

const query = (reply: Reply) => gateway(reply).channel.query(NUMBER, NOW_MS);
const origin = { source: 'query', asked_at_ms: NOW_MS };

it('names the original by number and time', async () => {
  const { channel, requests } = gateway(says({ respCode: '34' }));
  await channel.query(NUMBER, NOW_MS - 86_400_000);
  expect(requests[0]).toMatchObject({
    path: 'queryTrans.do',
    fields: { txnType: '00', txnSubType: '00', bizType: '000000', orderId: NUMBER, txnTime: '20250101003000' },
  });
  expect(requests[0]?.fields['accNo']).toBeUndefined();
});

describe('what it found', () => {
  const money = { txn: MONEY.queryId, amount_fen: 1990, currency: 'CNY' };
  const paid = { ...origin, kind: 'paid', ...money, paid_at_ms: NOW_MS };
  const table: [string, string, object][] = [
    ...['00', 'A6'].map((c): [string, string, object] => [c, 'paid', paid]),
    ['42', 'a defect', { ...origin, kind: 'defect', defect: 'late-debit', ...money, code: '42' }],
    ...['74', '75'].map((c): [string, string, object] => [
      c,
      'a defect',
      { ...origin, kind: 'defect', defect: 'unclear', ...money, code: c },
    ]),
    ...['45', '46'].map((c): [string, string, object] => [c, 'paid and returned', { ...paid, returned_fen: 1990 }]),
    ...['03', '04', '05', '12', '83', '70', 'ZZ', ''].map((c): [string, string, object] => [c, 'pending', { ...origin, kind: 'pending' }]),
    ['34', 'absent', { ...origin, kind: 'absent' }],
    ['37', 'silence', { ...origin, kind: 'silent', why: 'too-often' }],
    ...'01 02 06 30 33 38 60 61 62 63 64 65 66 67 68 69 71 72 73 76 77 78 79 80 81 82 87 89 90 91 99'
      .split(' ')
      .map((c): [string, string, object] => [c, 'refused', { ...origin, kind: 'refused', ...refusedBy(c) }]),
  ];
  it.each(table)('origRespCode %s: %s', async (origRespCode, _what, expected) => {
    expect(await query(says({ respCode: '00', origRespCode, ...MONEY, txnType: '01' }))).toEqual(expected);
  });

  const unfound: [string, object][] = [
    ['34', { kind: 'absent' }],
    ['37', { kind: 'silent', why: 'too-often' }],
    ...'01 02 03 04 05 06 10 11 13 31 32 42 64 75 99 ZZ'
      .split(' ')
      .map((c): [string, object] => [c, { kind: 'silent', why: 'query-' + c }]),
  ];
  it.each(unfound)('respCode %s says nothing of the transaction, but for 34', async (respCode, expected) => {
    expect(await query(says({ respCode, ...MONEY }))).toEqual({ ...origin, ...expected });
  });

  it('of a consumption: a refusal beside origRespCode 00 is no refusal', async () => {
    const answer = await gateway(says({ respCode: '64', origRespCode: '00' })).channel.consume({ ...ASK, code });
    expect(answer).toMatchObject({ source: 'answer', kind: 'silent', why: 'results-disagree' });
    const agreed = await gateway(says({ respCode: '64', origRespCode: '64' })).channel.consume({ ...ASK, code });
    expect(agreed).toMatchObject({ source: 'answer', kind: 'refused' });
  });

  it.each(['34', '37', '64', '03'])('respCode %s beside origRespCode 00 is silence: they disagree', async (respCode) => {
    const silent = { ...origin, kind: 'silent', why: 'results-disagree' };
    expect(await query(says({ respCode, origRespCode: '00', ...MONEY }))).toEqual(silent);
  });

  it.each([{ queryId: '1' }, { txnAmt: '0' }, { txnAmt: '19.90' }, { txnAmt: '-1' }, { txnAmt: '' }, { currencyCode: '' }])(
    'money that is not whole is silence: %o',
    async (over) => {
      expect((await query(says({ respCode: '00', origRespCode: '00', ...MONEY, ...over }))).kind).toBe('silent');
    },
  );

  it('another amount is told as it is, dollars are not yuan, settled amounts do not matter', async () => {
    const over = { txnAmt: '1', currencyCode: '840', settleAmt: '1990', settleCurrencyCode: '156' };
    expect(await query(says({ respCode: '00', origRespCode: '00', ...MONEY, ...over }))).toMatchObject({
      kind: 'paid',
      amount_fen: 1,
      currency: '840',
    });
  });

  it('a refund under that number is not our payment', async () => {
    const found = { respCode: '00', origRespCode: '00', ...MONEY, txnType: '04' };
    expect(await query(says(found))).toEqual({ ...origin, kind: 'silent', why: 'foreign-txnType' });
  });
});

describe('what is no answer', () => {
  const refusal: Fields = { respCode: '64' };
  const without =
    (name: string): Reply =>
    (asked, out) => {
      const { [name]: _gone, ...rest } = asked;
      return says(refusal)(rest, out);
    };
  const cases: [string, Reply][] = [
    ['foreign-orderId', says({ ...refusal, orderId: 'another1234' })],
    ['foreign-txnTime', says({ ...refusal, txnTime: '20250102003001' })],
    ['foreign-merId', says({ ...refusal, merId: '777290058110048' })],
    ['foreign-txnAmt', says({ ...refusal, txnAmt: '1' })],
    ['foreign-currencyCode', says({ ...refusal, currencyCode: '840' })],
    ['foreign-txnType', says({ ...refusal, txnType: '77' })],
    ['foreign-merId', without('merId')],
    ['foreign-orderId', without('orderId')],
    ['foreign-txnTime', without('txnTime')],
    ['certificate-not-of-unionpay', says(refusal, forger)],
    ['certificate-not-of-unionpay', says(refusal, misnamed)],
    ['certificate-not-of-unionpay', says(refusal, middle)],
    ['certificate-expired', says(refusal, expired)],
    ['not-an-answer', () => incoming('Sorry, your merchant is in our black list.')],
    ['not-an-answer', () => incoming('')],
    ['not-an-answer', says({ respCode: '6221558812340000' })],
    ['unsigned', () => incoming('respCode=64&merId=777290058110097')],
    ['status-502', () => incoming('<html>502</html>', 502)],
    ['status-500', async (asked, out) => ({ ...(await says(refusal)(asked, out)), status: 500 })],
    ['status-201', async (asked, out) => ({ ...(await says(refusal)(asked, out)), status: 201 })],
    ['not-an-answer', () => ({ status: 200, headers: {}, body: new Uint8Array([0xff, 0xfe]) })],
    ['too-large', says({ ...refusal, respMsg: 'x'.repeat(300_000) })],
    ['Error', () => Promise.reject(new Error('6221558812340000'))],
    ['TimeoutError', () => Promise.reject(new DOMException('6221558812340000', 'TimeoutError'))],
    ['network', () => Promise.reject('6221558812340000')],
  ];
  it.each(cases)('%s', async (why, reply) => {
    const { channel, log } = gateway(reply);
    expect(await channel.consume({ ...ASK, code })).toEqual({ source: 'answer', asked_at_ms: NOW_MS, kind: 'silent', why });
    expect(log.filter((line) => line.includes('"txn_type":"01"') || line.includes('"txn_type":""'))).toHaveLength(1);
    expect(log.join('')).not.toContain('6221558812340000');
  });

  it('any byte of a signed answer changed', async () => {
    const names = { merId: '777290058110097', orderId: NUMBER, txnTime: '20250102003000', tokenPayData: '{token=1&trId=2}' };
    const text = answerText(signedFields({ ...names, respCode: '00', origRespCode: '00', ...MONEY, respMsg: '成功[0000000]' }));
    const bytes = new TextEncoder().encode(text);
    expect(await query(() => incoming(text))).toMatchObject({ kind: 'paid' });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = bytes.map((byte, i) => (i === at ? byte ^ by : byte));
        expect((await query(() => ({ status: 200, headers: {}, body: changed }))).kind).toBe('silent');
      }),
      { numRuns: 200 },
    );
  });

  it('a certificate whose line ends were made LF, or that was trimmed', async () => {
    const fields = signedFields({ merId: '777290058110097', orderId: NUMBER, txnTime: '20250102003000', respCode: '34' });
    expect(await query(() => incoming(answerText(fields)))).toMatchObject({ kind: 'absent' });
    expect(await query(() => incoming(answerText(fields).replaceAll('\r\n', '\n')))).toMatchObject({ why: 'bad-signature' });
    const longer = { ...fields, signPubKeyCert: fields['signPubKeyCert'] + '\r\n' };
    expect(await query(() => incoming(answerText(longer)))).toMatchObject({ why: 'bad-signature' });
  });

  it('the same signature written in other letters', async () => {
    const fields = signedFields({ merId: '777290058110097', orderId: NUMBER, txnTime: '20250102003000', respCode: '34' });
    const loose = { ...fields, signature: '\n' + fields['signature'] };
    expect(await query(() => incoming(answerText(loose)))).toMatchObject({ why: 'bad-signature' });
  });
});
