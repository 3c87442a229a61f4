import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../protocol/secret.ts';
import { refusedBy } from './codes.ts';
import { ASK, code, decrypted, encrypt, gateway, incoming, MONEY, NOW_MS, NUMBER, opened, says, serialOf } from './gateway.fixture.ts';
import type { Fields, Reply } from './gateway.fixture.ts';

const OK = says({ respCode: '00' });
const firstOf = (requests: readonly { fields: Fields }[]): Fields => requests[0]?.fields ?? {};

describe('what is sent', () => {
  it('consumption: encrypted where it must be, the month turned round, Beijing time', async () => {
    const { channel, requests } = gateway(OK);
    await channel.consume({ ...ASK, code });
    const fields = firstOf(requests);
    expect(fields).toMatchObject({
      txnType: '01',
      txnSubType: '01',
      bizType: '000301',
      accessType: '0',
      channelType: '07',
      orderId: NUMBER,
      txnTime: '20250102003000',
      payTimeout: '20250102004500',
      txnAmt: '1990',
      currencyCode: '156',
      encryptCertId: serialOf(encrypt),
      backUrl: 'https://pay.example.com/callbacks/unionpay?from=bank',
    });
    expect(requests[0]?.path).toBe('backTransReq.do');
    expect(decrypted(fields['accNo'] ?? '')).toBe('6221558812340000');
    expect(opened(fields)).toEqual({
      certifTp: '01',
      certifId: '341126197709218366',
      smsCode: '111111',
      phoneNo: '13552535506',
      cvn2: '123',
      expired: '2311',
    });
  });

  it('phone, CVN2 and expiry are never outside what is encrypted; the code is', async () => {
    const { channel, requests } = gateway(OK);
    await channel.consume({ ...ASK, code });
    const outside = Buffer.from(firstOf(requests)['customerInfo'] ?? '', 'base64').toString();
    expect(outside).toMatch(/^\{certifTp=01&certifId=\w{18}&smsCode=\d{6}&encryptedInfo=[A-Za-z0-9+/=]{344}\}$/);
  });

  it('only what was typed: no empty member, no certificate kind without a certificate', async () => {
    const { channel, requests } = gateway(OK);
    const { pan, phone } = ASK.card;
    await channel.consume({ ...ASK, card: { pan, phone }, code });
    expect(opened(firstOf(requests))).toEqual({ smsCode: '111111', phoneNo: '13552535506' });
  });

  it('a PIN goes as an encrypted block of the card', async () => {
    const { channel, requests } = gateway(OK);
    await channel.consume({ ...ASK, card: { pan: new Secret('6216261000000000018'), pin: new Secret('123456') }, code });
    const pin = opened(firstOf(requests))['pin'] ?? '';
    expect(
      Buffer.from(decrypted(pin, encrypt, 'latin1'), 'latin1')
        .toString('hex')
        .toUpperCase(),
    ).toBe('06122456FFFFFFFE');
  });

  it('what was typed cannot end its field and begin another', async () => {
    const { channel, requests } = gateway(OK);
    const card = {
      pan: new Secret('6216 2610 0000 0000 018'),
      phone: new Secret('13552535506&cvn2=999}'),
      id: new Secret('34112619770921836x'),
    };
    await channel.consume({ ...ASK, card, code: new Secret('1&pin=1') });
    expect(decrypted(firstOf(requests)['accNo'] ?? '')).toBe('6216261000000000018');
    expect(opened(firstOf(requests))).toEqual({
      certifTp: '01',
      certifId: '34112619770921836X',
      smsCode: '1pin1',
      phoneNo: '13552535506cvn2999',
    });
  });

  it('a merchant without permission to encrypt sends the members as they are', async () => {
    const { channel, requests } = gateway(OK, { encrypt: false });
    await channel.consume({ ...ASK, code });
    const fields = firstOf(requests);
    expect(fields['accNo']).toBe('6221558812340000');
    expect(fields['encryptCertId']).toBeUndefined();
    expect(Buffer.from(fields['customerInfo'] ?? '', 'base64').toString()).toBe(
      '{certifTp=01&certifId=341126197709218366&smsCode=111111&phoneNo=13552535506&cvn2=123&expired=2311}',
    );
  });

  it('SMS: same number, time, amount and card as the consumption; only the phone', async () => {
    const { channel, requests } = gateway(OK);
    expect(await channel.sms(ASK)).toEqual({ kind: 'sent', asked_at_ms: NOW_MS });
    await channel.consume({ ...ASK, code });
    const [text = {}, pay = {}] = requests.map((one) => one.fields);
    expect(text).toMatchObject({ txnType: '77', txnSubType: '02', bizType: '000301' });
    for (const name of ['orderId', 'txnTime', 'txnAmt', 'currencyCode', 'bizType', 'merId']) expect(text[name]).toBe(pay[name]);
    expect(decrypted(text['accNo'] ?? '')).toBe(decrypted(pay['accNo'] ?? ''));
    expect(opened(text)).toEqual({ phoneNo: '13552535506' });
  });

  it('two requests about one card do not look alike', async () => {
    const { channel, requests } = gateway(OK);
    await channel.sms(ASK);
    await channel.sms(ASK);
    expect(requests[0]?.fields['accNo']).not.toBe(requests[1]?.fields['accNo']);
  });

  it('status: the number alone, without amount', async () => {
    const { channel, requests } = gateway(OK);
    await channel.status(ASK);
    const { accNo, ...fields } = firstOf(requests);
    expect(decrypted(accNo ?? '')).toBe('6221558812340000');
    expect(fields).toMatchObject({ txnType: '78', txnSubType: '00', orderId: NUMBER });
    for (const name of ['customerInfo', 'txnAmt', 'backUrl', 'tokenPayData']) expect(fields[name]).toBeUndefined();
  });

  it.each(['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia'])('a host in %s says Beijing time', (TZ) => {
    const script = "import('./src/channels/unionpay/wire.ts').then((m) => console.log(m.txnTime(" + NOW_MS + ')))';
    const { stdout } = spawnSync(process.execPath, ['-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' });
    expect(stdout.trim()).toBe('20250102003000');
  });
});

/** Every code of docs/channels.md 3.6 as a consumption's own answer. */
const DOUBT = '00 A6 03 04 05 12 34 37 42 45 46 70 74 75 83 ZZ 07 Q1'.split(' ');
const REFUSED =
  '01 02 06 10 11 13 30 31 32 33 35 36 38 39 40 60 61 62 63 64 65 66 67 68 69 71 72 73 76 77 78 79 80 81 82 87 89 90 91 98 99'.split(' ');

describe('what its own answer says', () => {
  it.each(DOUBT)('consumption %s: not decided', async (respCode) => {
    const { channel, requests } = gateway(says({ respCode, ...MONEY }));
    expect(await channel.consume({ ...ASK, code })).toEqual({ source: 'answer', asked_at_ms: NOW_MS, kind: 'pending' });
    expect(requests).toHaveLength(1);
  });

  it.each(REFUSED)('consumption %s: refused', async (respCode) => {
    const { channel, requests } = gateway(says({ respCode }));
    expect(await channel.consume({ ...ASK, code })).toEqual({
      source: 'answer',
      asked_at_ms: NOW_MS,
      kind: 'refused',
      ...refusedBy(respCode),
    });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['00', { kind: 'sent' }],
    ['66', { kind: 'refused', reason: 'identity-wrong', code: '66' }],
    ['77', { kind: 'refused', reason: 'not-open', code: '77' }],
    ['79', { kind: 'refused', reason: 'no-sms', code: '79' }],
    ['37', { kind: 'refused', reason: 'declined', code: '37' }],
    ['05', { kind: 'silent' }],
    ['12', { kind: 'silent' }],
    ['ZZ', { kind: 'silent' }],
  ])('SMS %s', async (respCode, expected) => {
    const { channel, requests } = gateway(says({ respCode }));
    expect(await channel.sms(ASK)).toMatchObject(expected);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [{ respCode: '00' }, { kind: 'open' }],
    [{ respCode: '00', activateStatus: '1' }, { kind: 'open' }],
    [
      { respCode: '00', activateStatus: '0' },
      { kind: 'not-open', code: '77' },
    ],
    [{ respCode: '77' }, { kind: 'not-open', code: '77' }],
    [{ respCode: '72' }, { kind: 'not-open', code: '72' }],
    [{ respCode: '76' }, { kind: 'not-open', code: '76' }],
    [{ respCode: '61' }, { kind: 'refused', reason: 'pan-wrong', code: '61' }],
    [{ respCode: '05' }, { kind: 'silent', why: 'code-05' }],
    [{ respCode: '37' }, { kind: 'silent', why: 'code-37' }],
  ])('card status %o', async (said, expected) => {
    expect(await gateway(says(said as Fields)).channel.status(ASK)).toEqual(expected);
  });
});

describe('nothing is sent twice', () => {
  const BROKEN: [string, Reply][] = [
    ['hangs up', () => Promise.reject(new Error('socket'))],
    ['is busy', () => incoming('', 503)],
    ['sends elsewhere', () => incoming('', 302)],
    ['talks nonsense', () => incoming('<html>')],
    ['is in doubt', says({ respCode: '05' })],
    ['says too often', says({ respCode: '37' })],
    ['says its key is another', says({ respCode: '11' })],
  ];
  it.each(BROKEN)('when the gateway %s', async (_what, reply) => {
    for (const act of ['sms', 'consume', 'openSms', 'openToken', 'status'] as const) {
      const { channel, requests } = gateway(reply, { tr_id: '62000000001' });
      await channel[act]({ ...ASK, code });
      expect(requests.map((one) => one.fields['orderId'])).toEqual([NUMBER]);
    }
  });

  it('a number that cannot be encrypted is silence, and nothing left', async () => {
    const { channel, requests } = gateway(OK);
    expect(await channel.consume({ ...ASK, card: { pan: new Secret('6'.repeat(300)) }, code })).toMatchObject({ kind: 'silent' });
    expect(requests).toHaveLength(0);
  });
});
