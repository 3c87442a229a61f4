/** Settings checked against one another, and serials in every spelling. */
import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { answer, CONFIG, NOW_MS, platform, SERIAL, signedHeaders, TRADE, worldOf } from './bank.fixture.ts';
import type { WechatConfig } from './config.ts';
import { wechat as module } from './index.ts';
import { readKeys } from './keys.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
const HEX = '0a3B5C7D9e01f2';

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject): string => key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;

async function certificate(pair: { publicKey: KeyObject; privateKey: KeyObject }, serialNumber: string, days = 100): Promise<string> {
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pair.privateKey.export({ type: 'pkcs8', format: 'der' }), RSA, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', pair.publicKey.export({ type: 'spki', format: 'der' }), RSA, true, ['verify']),
  };
  const life = { notBefore: new Date(NOW_MS - 1_000 * DAY_MS), notAfter: new Date(NOW_MS + days * DAY_MS) };
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Tenpay',
    serialNumber,
    keys: keys as CryptoKeyPair,
    signingAlgorithm: RSA,
    ...life,
  });
  return made.toString('pem');
}

const OWN = { ...CONFIG, merchant_key: pem(merchant.privateKey) };
const { merchant_serial: _, ...NO_SERIAL } = OWN;
const start =
  (over: Partial<WechatConfig>, base: WechatConfig = OWN) =>
  () =>
    readKeys({ ...base, ...over }, NOW_MS);

describe('a platform serial', () => {
  it.each(['0a3b5c7d9e01f2', 'A3B5C7D9E01F2', '0a:3b:5c:7d:9e:01:f2', ' 0A 3B 5C 7D 9E 01 F2 ', '0x0a3b5c7d9e01f2', undefined])(
    'in the settings as %j, in the header as the bank writes it',
    async (serial) => {
      const public_key = await certificate(platform, HEX);
      const key = { public_key, ...(serial === undefined ? {} : { serial }) };
      for (const header of [HEX, HEX.toUpperCase(), HEX.toLowerCase()]) {
        const world = worldOf(() => answer(200, TRADE, { 'wechatpay-serial': header }));
        expect(await module.make({ ...CONFIG, platform_keys: [key] }, world).query(TRADE.out_trade_no)).toMatchObject({ kind: 'paid' });
      }
    },
  );

  it("a public key's, in any case", async () => {
    const platform_keys = [{ serial: SERIAL.toLowerCase(), public_key: pem(platform.publicKey) }];
    const world = worldOf(() => answer(200, TRADE));
    expect(await module.make({ ...CONFIG, platform_keys }, world).query(TRADE.out_trade_no)).toMatchObject({ kind: 'paid' });
    expect(world.sent[0]?.headers['wechatpay-serial']).toBe(SERIAL);
  });

  it("that cannot be the key's stops the start", async () => {
    const public_key = await certificate(platform, HEX);
    const named = (serial: string | undefined, key = public_key) =>
      start({ platform_keys: [{ public_key: key, ...(serial === undefined ? {} : { serial }) }] });
    expect(named('0A3B')).toThrow('serial "0A3B" is not that of its certificate, which is A3B5C7D9E01F2');
    expect(named(SERIAL)).toThrow('is not that of its certificate');
    expect(named('my key')).toThrow('is neither PUB_KEY_ID_... nor a hex number');
    expect(named(undefined, pem(platform.publicKey))).toThrow('needs its serial');
  });

  it('that nobody knows is named in the log, with those known; so it is for a callback', async () => {
    const world = worldOf(() => answer(200, TRADE, { 'wechatpay-serial': '5A:5B"}' }));
    const wechat = module.make(CONFIG, world);
    await wechat.query(TRADE.out_trade_no);
    expect(world.logged.join()).toContain(JSON.stringify({ why: 'unknown-serial', came: '5A:5B', known: SERIAL }).slice(1));
    const headers = signedHeaders('{}', { 'wechatpay-serial': '5A5B' });
    expect(await wechat.readCallback({ headers, body: Buffer.from('{}') })).toEqual({
      kind: 'rejected',
      why: 'unknown-serial: came 5A5B, known ' + SERIAL,
      alert: true,
    });
  });
});

describe('our own certificate', () => {
  it('gives the serial, or agrees with the one told', async () => {
    const merchant_cert = await certificate(merchant, HEX);
    expect(start({ merchant_cert }, NO_SERIAL)().merchant_serial).toBe('0A3B5C7D9E01F2');
    expect(start({ merchant_cert, merchant_serial: 'a3:b5:c7:d9:e0:1f:2' })().merchant_serial).toBe('0A3B5C7D9E01F2');
    expect(start({ merchant_cert, merchant_serial: 'AB' })).toThrow(
      'merchant_serial AB is not that of merchant_cert, which is 0A3B5C7D9E01F2',
    );
    expect(start({}, NO_SERIAL)).toThrow('merchant_serial or merchant_cert is needed');
  });

  it('must be of our key', async () => {
    const merchant_cert = await certificate(generateKeyPairSync('rsa', { modulusLength: 2048 }), HEX);
    expect(start({ merchant_cert }, NO_SERIAL)).toThrow('merchant_key does not belong to merchant_cert');
    expect(start({ merchant_cert: 'x' }, NO_SERIAL)).toThrow('merchant_cert cannot be read');
  });

  it('ended: no start', async () => {
    const merchant_cert = await certificate(merchant, HEX, -1);
    expect(start({ merchant_cert }, NO_SERIAL)).toThrow('wechat: merchant_cert ended on 2024-12-31: put the renewed certificate there');
  });

  it("our own key given as the bank's stops the start", async () => {
    const own = { platform_keys: [{ serial: SERIAL, public_key: pem(merchant.publicKey) }] };
    expect(start(own)).toThrow(`wechat: the platform key ${SERIAL} is our own key`);
    const as_certificate = { platform_keys: [{ public_key: await certificate(merchant, HEX) }] };
    expect(start(as_certificate)).toThrow('is our own key');
  });
});

it('certificates in use are told with their owner and end, fetched ones too', async () => {
  const merchant_cert = await certificate(merchant, HEX, 20);
  const platform_keys = [{ public_key: await certificate(platform, 'ff01', -1) }];
  const { certificates } = module.make(
    { ...NO_SERIAL, merchant_cert, platform_keys },
    worldOf(() => answer(200, {})),
  );
  expect(certificates()).toEqual([
    { name: 'merchant_cert', owner: 'own', not_after_ms: NOW_MS + 20 * DAY_MS },
    { name: 'platform certificate FF01', owner: 'bank', not_after_ms: NOW_MS - DAY_MS },
  ]);
});
