import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { AlipaySdk } from 'alipay-sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import { certSn, rootCertSn } from './certificates.ts';
import type { AlipayConfig } from './config.ts';
import { NOW_MS, NUMBER, TRADE_NOTICE, config, form, kit, merchant, pem } from './gateway.fixture.ts';
import { privateKey, publicKey, readKeys } from './keys.ts';

const der = (key: string): string => key.replace(/-----[^-]+-----|\s/g, '');

const pkcs1 = merchant.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();

describe('keys', () => {
  const spki1 = merchant.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString();

  test.each([
    ['PKCS8 PEM', pem(merchant.privateKey)],
    ['PKCS1 PEM', pkcs1],
    ['PKCS8 bare', der(pem(merchant.privateKey))],
    ['PKCS1 bare', der(pkcs1)],
    ['bare in lines', der(pkcs1).replace(/(.{64})/g, '$1\r\n')],
  ])('private %s', (_name, text) => {
    expect(privateKey(text).equals(merchant.privateKey)).toBe(true);
  });

  test.each([
    ['SPKI PEM', pem(merchant.publicKey)],
    ['SPKI bare', der(pem(merchant.publicKey))],
    ['PKCS1 PEM', spki1],
    ['PKCS1 bare', der(spki1)],
  ])('public %s', (_name, text) => {
    expect(publicKey(text).equals(merchant.publicKey)).toBe(true);
  });

  test('one that cannot be read is named, not shown', () => {
    const broken = der(pkcs1).slice(0, 300);
    expect(() => privateKey(broken)).toThrow(/^alipay: app_private_key cannot be read$/);
    expect(() => privateKey(pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey))).toThrow(
      'alipay: app_private_key is not an RSA key',
    );
    expect(() => publicKey('AAAA')).toThrow(/^alipay: alipay_public_key cannot be read$/);
  });

  test('comes from a file as well', () => {
    const dir = mkdtempSync(join(tmpdir(), 'alipay-'));
    try {
      writeFileSync(join(dir, 'k.pem'), pkcs1);
      const { app_private_key: _, ...rest } = config;
      expect(readKeys({ ...rest, app_private_key_file: join(dir, 'k.pem') }, NOW_MS).sign_with.equals(merchant.privateKey)).toBe(true);
      expect(() => readKeys(rest, NOW_MS)).toThrow('alipay: app_private_key or app_private_key_file is needed');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

test("Alipay's key missing: both ways are named, not one certificate", () => {
  const { alipay_public_key: _, ...rest } = config;
  expect(() => readKeys(rest, NOW_MS)).toThrow(
    /signatures cannot be verified: give alipay_public_key_file \(key mode\), or app_cert_file, alipay_cert_file, alipay_root_cert_file \(certificate mode\)$/,
  );
  expect(() => readKeys({ ...rest, app_cert: 'x' }, NOW_MS)).toThrow('alipay: alipay_root_cert or alipay_root_cert_file is needed');
});

describe('certificates', () => {
  const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
  const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const ROOT_NAME = 'C=CN, O=Test Financial, OU=Certification Authority, CN=Test Root R1';
  const dates = { notBefore: new Date('2020-01-01'), notAfter: new Date('2060-01-01') };
  type Ca = { cert: x509.X509Certificate; keys: CryptoKeyPair };

  const makeKeys = (algorithm: object) =>
    crypto.subtle.generateKey(algorithm as RsaHashedKeyGenParams, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

  async function root(name: string, serialNumber: string, algorithm: object = RSA): Promise<Ca> {
    const keys = await makeKeys(algorithm);
    const extensions = [new x509.BasicConstraintsExtension(true, 3, true)];
    return {
      keys,
      cert: await x509.X509CertificateGenerator.createSelfSigned({
        name,
        serialNumber,
        keys,
        signingAlgorithm: algorithm as never,
        extensions,
        ...dates,
      }),
    };
  }

  /** `unsaid`: nothing is said about it. */
  async function issue(
    ca: Ca,
    subject: string,
    serialNumber: string,
    isCa: boolean | 'unsaid' = false,
    publicKey?: CryptoKey,
    life = dates,
  ): Promise<Ca> {
    const keys = await makeKeys(RSA);
    const extensions = isCa === 'unsaid' ? [] : [new x509.BasicConstraintsExtension(isCa, undefined, true)];
    const cert = await x509.X509CertificateGenerator.create({
      subject,
      issuer: ca.cert.subject,
      serialNumber,
      publicKey: publicKey ?? keys.publicKey,
      signingKey: ca.keys.privateKey,
      signingAlgorithm: RSA,
      extensions,
      ...life,
    });
    return { keys, cert };
  }

  const merchantKey = () =>
    crypto.subtle.importKey('spki', merchant.publicKey.export({ format: 'der', type: 'spki' }), RSA, true, ['verify']);

  let parts: { root: Ca; other: Ca; ec: Ca; ca: Ca; app: Ca; leaf: Ca; next: Ca; alien: Ca };
  let good: AlipayConfig;
  const p = (...all: Ca[]): string => all.map((one) => one.cert.toString('pem')).join('\n');

  /** The official kit's own reading of the same text, as an application's certificate and as a root bundle. */
  function theirs(text: string): { sn: string; root_sn: string } {
    const { config: read } = new AlipaySdk({
      appId: '1',
      privateKey: der(pkcs1),
      appCertContent: text,
      alipayPublicCertContent: p(parts.leaf),
      alipayRootCertContent: text,
    });
    return { sn: read.appCertSn, root_sn: read.alipayRootCertSn };
  }

  beforeAll(async () => {
    const one = await root(ROOT_NAME, '7d1e2c3b4a5968778695a4b3c2d1e0f1');
    const ca = await issue(one, 'C=CN, O=蚂蚁测试, CN=Class 2 R1', '0102', true);
    parts = {
      root: one,
      other: await root('CN=Another Root', '77'),
      ca,
      ec: await root('CN=Test EC Root', '05', EC),
      app: await issue(ca, 'CN=2021000000000001', '00ff10', false, await merchantKey()),
      leaf: await issue(ca, 'CN=Alipay', '2f'),
      next: await issue(ca, 'CN=Alipay', '30'),
      alien: await issue(await root(ROOT_NAME, '09'), 'CN=Alipay', '31'),
    };
    const { alipay_public_key: _, ...rest } = config;
    good = { ...rest, app_cert: p(parts.app, parts.ca), alipay_cert: p(parts.leaf, parts.ca), alipay_root_cert: p(parts.root, parts.ec) };
  });

  test('the number is md5 of the reversed issuer and the decimal serial', () => {
    const cert = new X509Certificate(p(parts.root));
    const text = 'CN=Test Root R1,OU=Certification Authority,O=Test Financial,C=CN166310165502364656412626207884377710833';
    expect(BigInt('0x7d1e2c3b4a5968778695a4b3c2d1e0f1').toString()).toBe(text.slice(text.indexOf('C=CN') + 4));
    expect(certSn(cert)).toBe(createHash('md5').update(text).digest('hex'));
  });

  test('agrees with Alipay’s own kit, Chinese names and all', () => {
    for (const one of [parts.root, parts.ca, parts.app, parts.leaf]) expect(certSn(new X509Certificate(p(one)))).toBe(theirs(p(one)).sn);
    expect(rootCertSn(p(parts.root, parts.ca))).toBe(theirs(p(parts.root, parts.ca)).root_sn);
  });

  test('roots that do not sign with RSA are left out', () => {
    expect(rootCertSn(p(parts.ec, parts.root, parts.ca))).toBe(rootCertSn(p(parts.root, parts.ca)));
    expect(rootCertSn(p(parts.ec, parts.root))).toBe(theirs(p(parts.ec, parts.root)).root_sn);
    expect(rootCertSn(p(parts.root, parts.ca))).toMatch(/^[0-9a-f]{32}_[0-9a-f]{32}$/);
  });

  test('every request names them, and an answer is checked with the certificate it names', async () => {
    const sn = certSn(new X509Certificate(p(parts.leaf)));
    const inner = JSON.stringify({ code: '10000', out_trade_no: NUMBER, trade_status: 'WAIT_BUYER_PAY' });
    const sign = async (by: Ca): Promise<string> =>
      Buffer.from(await crypto.subtle.sign(RSA, by.keys.privateKey, Buffer.from(inner))).toString('base64');
    const ask = async (by: Ca, named: string, over: Partial<AlipayConfig> = {}) => {
      const body = `{"alipay_trade_query_response":${inner},${named ? `"alipay_cert_sn":"${named}",` : ''}"sign":"${await sign(by)}"}`;
      const made = kit(() => body, { alipay_public_key: undefined, ...good, ...over } as AlipayConfig);
      return { evidence: await made.channel.query(NUMBER), params: made.calls[0]?.params };
    };
    const first = await ask(parts.leaf, sn);
    expect(first.params).toMatchObject({
      app_cert_sn: certSn(new X509Certificate(p(parts.app))),
      alipay_root_cert_sn: certSn(new X509Certificate(p(parts.root))),
    });
    expect(first.evidence.kind).toBe('unpaid');
    expect((await ask(parts.leaf, '')).evidence.kind).toBe('unpaid');
    expect((await ask(parts.next, certSn(new X509Certificate(p(parts.next))))).evidence).toMatchObject({
      kind: 'silent',
      why: 'unknown-certificate',
    });
    expect((await ask(parts.next, sn)).evidence).toMatchObject({ kind: 'silent', why: 'bad-signature' });
    // The CA's own key is Alipay's issuer's, not Alipay's.
    expect((await ask(parts.ca, certSn(new X509Certificate(p(parts.ca))))).evidence).toMatchObject({
      kind: 'silent',
      why: 'unknown-certificate',
    });
    const both = { alipay_cert: p(parts.leaf, parts.next, parts.ca) };
    expect((await ask(parts.next, certSn(new X509Certificate(p(parts.next))), both)).evidence.kind).toBe('unpaid');
    expect((await ask(parts.leaf, sn, both)).evidence.kind).toBe('unpaid');
    expect((await ask(parts.next, '', both)).evidence.kind).toBe('unpaid');
    expect((await ask(parts.alien, '', both)).evidence).toMatchObject({ kind: 'silent', why: 'bad-signature' });
  });

  test('a notice under certificates verifies', async () => {
    const text = Object.keys(TRADE_NOTICE)
      .toSorted()
      .map((name) => name + '=' + TRADE_NOTICE[name])
      .join('&');
    const sign = Buffer.from(await crypto.subtle.sign(RSA, parts.leaf.keys.privateKey, Buffer.from(text))).toString('base64');
    const { channel } = kit(() => '', { alipay_public_key: undefined, ...good } as AlipayConfig);
    expect(await channel.readCallback({ headers: {}, body: form({ ...TRADE_NOTICE, sign_type: 'RSA2', sign }) })).toMatchObject({
      kind: 'payment',
    });
  });

  test('a longer chain holds, one through somebody who is no authority does not', async () => {
    const lower = await issue(parts.ca, 'CN=Lower', '40', true);
    const leaf = await issue(lower, 'CN=Alipay', '41');
    expect(readKeys({ ...good, alipay_cert: p(leaf, lower, parts.ca) }, NOW_MS).verify_with.size).toBe(1);
  });

  describe('as the console hands them out', () => {
    const made = (alipay_cert: string, over: Partial<AlipayConfig> = {}) => readKeys({ ...good, alipay_cert, ...over }, NOW_MS);
    const numbers = (...all: Ca[]): string[] => all.map((one) => certSn(new X509Certificate(p(one))));
    const LOOSE = 'has no complete chain to alipay_root_cert';

    test('a leaf alone is trusted, with a warning', () => {
      const { verify_with, warnings } = made(p(parts.leaf));
      expect([...verify_with.keys()]).toEqual(numbers(parts.leaf));
      expect(warnings).toEqual([expect.stringContaining(LOOSE)]);
      expect(warnings[0]).toContain('2F');
    });

    test('an authority without basicConstraints is still one: it issued the leaf', async () => {
      const plain = await issue(parts.root, 'CN=Plain', '60', 'unsaid');
      const leaf = await issue(plain, 'CN=Alipay', '61');
      for (const file of [p(leaf, plain), p(plain, leaf)]) {
        const { verify_with, warnings } = made(file);
        expect([...verify_with.keys()]).toEqual(numbers(leaf));
        expect(warnings).toEqual([]);
      }
    });

    test('a root bundle that does not hold the issuer: a warning', () => {
      expect(made(p(parts.alien)).warnings).toEqual([expect.stringContaining(LOOSE)]);
      const other = made(p(parts.leaf, parts.ca), { alipay_root_cert: p(parts.other, parts.ec) });
      expect(other.warnings).toEqual([expect.stringContaining(LOOSE)]);
      expect(other.verify_with.size).toBe(1);
    });

    test('whole chain, root and all, and a certificate twice: the leaf, without a word', () => {
      const { verify_with, warnings } = made(p(parts.root, parts.ca, parts.leaf, parts.leaf));
      expect([...verify_with.keys()]).toEqual(numbers(parts.leaf));
      expect(warnings).toEqual([]);
    });

    test('the number is compared without case, and the log names those that came and are known', async () => {
      const [sn = ''] = numbers(parts.leaf);
      const inner = JSON.stringify({ code: '10000', out_trade_no: NUMBER, trade_status: 'WAIT_BUYER_PAY' });
      const sign = Buffer.from(await crypto.subtle.sign(RSA, parts.leaf.keys.privateKey, Buffer.from(inner))).toString('base64');
      const ask = async (named: string) => {
        const body = `{"alipay_trade_query_response":${inner},"alipay_cert_sn":"${named}","sign":"${sign}"}`;
        const one = kit(() => body, { alipay_public_key: undefined, ...good } as AlipayConfig);
        return { kind: (await one.channel.query(NUMBER)).kind, logs: one.logs };
      };
      expect((await ask(sn.toUpperCase())).kind).toBe('unpaid');
      const unknown = await ask('ab12');
      expect(unknown.logs[0]).toContain(JSON.stringify({ why: 'unknown-certificate', came: 'ab12', known: sn }).slice(1));
    });
  });

  describe('that end', () => {
    const DAY_MS = 86_400_000;
    const ending = (days: number) => ({ notBefore: new Date('2020-01-01'), notAfter: new Date(NOW_MS + days * DAY_MS) });

    test('are told with their owner and day', () => {
      expect(readKeys(good, NOW_MS).certificates).toEqual([
        { name: 'app_cert', owner: 'own', not_after_ms: dates.notAfter.getTime() },
        { name: 'alipay_cert (serial 2F)', owner: 'bank', not_after_ms: dates.notAfter.getTime() },
      ]);
    });

    test("ours has ended: no start; Alipay's has ended: a start", async () => {
      const app = await issue(parts.ca, 'CN=2021000000000001', '71', false, await merchantKey(), ending(-1));
      const leaf = await issue(parts.ca, 'CN=Alipay', '72', false, undefined, ending(-1));
      expect(() => readKeys({ ...good, app_cert: p(app) }, NOW_MS)).toThrow('alipay: app_cert ended on 2024-12-30');
      expect(readKeys({ ...good, alipay_cert: p(leaf, parts.ca) }, NOW_MS).certificates[1]?.not_after_ms).toBe(NOW_MS - DAY_MS);
    });
  });

  test('what does not belong together does not start', () => {
    const start = (over: Partial<AlipayConfig>) => () => readKeys({ ...good, ...over }, NOW_MS);
    expect(start({})).not.toThrow();
    expect(start({ alipay_cert: 'x' })).toThrow('alipay_cert cannot be read');
    expect(start({ alipay_cert: p(parts.ca) })).toThrow('alipay_cert holds authorities only');
    expect(start({ alipay_cert: p(parts.root, parts.ec) })).toThrow('alipay_cert holds authorities only');
    expect(start({ alipay_cert: p(parts.app, parts.ca) })).toThrow('alipay_cert is our own key');
    expect(start({ alipay_public_key: pem(merchant.publicKey) })).toThrow('alipay_public_key is our own key');
    expect(start({ app_cert: p(parts.leaf) })).toThrow('app_cert does not belong to app_private_key');
    expect(start({ app_cert: 'x' })).toThrow('app_cert cannot be read');
    expect(start({ alipay_root_cert: p(parts.ec) })).toThrow('holds no RSA certificate');
  });
});
