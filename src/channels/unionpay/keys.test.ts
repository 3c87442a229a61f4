import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { config, forger, gateway, incoming, merchant, middle, NOW_MS, NUMBER, party, root, says, SIGNER } from './gateway.fixture.ts';
import { unionpay } from './index.ts';
import type { UnionpayConfig } from './config.ts';
import { isValidAt, signerName } from './certificates.ts';
import { CERTIFICATE_2018 } from './vectors.fixture.ts';

const DAY_MS = 86_400_000;
const world = { now: () => NOW_MS, random: () => new Uint8Array(), log: () => undefined, send: () => Promise.resolve(incoming('')) };

describe('who signs', () => {
  it("UnionPay's own test certificate of 2017", () => {
    const certificate = new X509Certificate(CERTIFICATE_2018);
    expect(signerName(certificate)).toBe('00040000:SIGN');
    expect(isValidAt(certificate, Date.UTC(2018, 3, 14))).toBe(true);
    expect(isValidAt(certificate, Date.UTC(2017, 9, 31))).toBe(false);
    expect(isValidAt(certificate, Date.UTC(2020, 10, 2))).toBe(false);
  });

  it('in production, by its Chinese name, under an authority that signs with SHA-1', async () => {
    const old_root = await party('CFCA ROOT', undefined, [-100, 100], true, 'SHA-1');
    const old_middle = await party('CFCA OCA', old_root, [-100, 100], true, 'SHA-1');
    const signer = await party('041@Z31@中国银联股份有限公司@00000002', old_middle, [-10, 10], false, 'SHA-1');
    const files = config();
    writeFileSync(files.root_cert_file, old_root.pem);
    writeFileSync(files.middle_cert_file, old_middle.pem);
    const over = { ...files, signer_name: '中国银联股份有限公司' };
    expect(await gateway(says({ respCode: '34' }, signer), over).channel.query(NUMBER, NOW_MS)).toMatchObject({ kind: 'absent' });
    const other = gateway(says({ respCode: '34' }, signer), { ...over, signer_name: '00040000:SIGN' });
    expect(await other.channel.query(NUMBER, NOW_MS)).toMatchObject({ why: 'certificate-not-of-unionpay' });
  });

  it.each([
    ['no third part', 'CN'],
    ['another third part', 'a@b@c@00040000:SIGN'],
    ['the name in another attribute', 'x, OU=041@x@00040000:SIGN@1'],
    ['a name that only begins so', 'a@b@00040000:SIGN2@1'],
  ])('%s', async (_what, cn) => {
    const other = await party(cn, middle);
    const { channel } = gateway(says({ respCode: '34' }, other));
    expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ why: 'certificate-not-of-unionpay' });
  });

  it('a certificate of the root itself, or below another one, is not of the chain', async () => {
    const below = await party(SIGNER, await party('41@x@00040000:SIGN@1', middle, [-10, 10], true));
    for (const other of [await party(SIGNER, root), await party(SIGNER), below]) {
      const { channel } = gateway(says({ respCode: '34' }, other));
      expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ why: 'certificate-not-of-unionpay' });
    }
  });

  it('dates are looked at each time, though the chain is remembered', async () => {
    const { channel, clock } = gateway(says({ respCode: '34' }));
    expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ kind: 'absent' });
    for (const days of [-11, 11]) {
      clock.now_ms = NOW_MS + days * DAY_MS;
      expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ kind: 'silent', why: 'certificate-expired' });
    }
    clock.now_ms = NOW_MS;
    expect(await channel.query(NUMBER, NOW_MS)).toMatchObject({ kind: 'absent' });
  });
});

describe('files', () => {
  type Change = (files: UnionpayConfig) => Partial<UnionpayConfig> | void;
  const make = (change: Change) => {
    const files = config();
    const over = change(files) ?? {};
    return () => unionpay.make({ ...files, ...over }, world);
  };

  it('are read at the start', () => {
    expect(make(() => {})().acquirer_id).toBe('777290058110097');
  });

  const refused: [string, Change][] = [
    ['sign_key_file cannot be read', () => ({ sign_key_file: '/nowhere' })],
    ['sign_key_file is not a PEM', (f) => writeFileSync(f.sign_key_file, 'very secret')],
    ['sign_cert_file is not a PEM', (f) => writeFileSync(f.sign_cert_file, 'very secret')],
    ['sign_key_file does not belong', (f) => writeFileSync(f.sign_key_file, forger.key.export({ format: 'pem', type: 'pkcs8' }))],
    ['encrypt_cert_file is our own key', (f) => writeFileSync(f.encrypt_cert_file, merchant.pem)],
    ['middle_cert_file is not issued by root_cert_file', (f) => writeFileSync(f.root_cert_file, forger.pem)],
  ];
  it.each(refused)('%s', (why, change) => {
    const start = make(change);
    expect(start).toThrow('unionpay: ' + why);
    expect(start).not.toThrow('very secret');
  });

  it('tell when their certificates end', () => {
    const ends = make(() => {})().certificates();
    expect(ends.map((one) => [one.name.split(' (')[0], one.owner, one.not_after_ms])).toEqual([
      ['sign_cert_file', 'own', NOW_MS + 10 * DAY_MS],
      ['middle_cert_file', 'bank', NOW_MS + 100 * DAY_MS],
      ['root_cert_file', 'bank', NOW_MS + 100 * DAY_MS],
      ['encrypt certificate', 'bank', NOW_MS + 10 * DAY_MS],
    ]);
  });

  it('ours that has ended: no start', async () => {
    const ended = await party('merchant', middle, [-20, -1]);
    const start = make((f) => {
      writeFileSync(f.sign_cert_file, ended.pem);
      writeFileSync(f.sign_key_file, ended.key.export({ format: 'pem', type: 'pkcs8' }));
    });
    expect(start).toThrow('unionpay: sign_cert_file ended on 2024-12-31: put the renewed certificate there');
  });

  it("UnionPay's that has ended: a start, and it is told", async () => {
    const ended = await party('encrypt', middle, [-20, -1]);
    const { certificates } = make((f) => writeFileSync(f.encrypt_cert_file, ended.pem))();
    expect(certificates().at(-1)).toMatchObject({ owner: 'bank', not_after_ms: NOW_MS - DAY_MS });
  });

  it("a certificate that is not UnionPay's is named in the log", async () => {
    const { channel, log } = gateway(says({ respCode: '34' }, await party('a@b@somebody@1', middle)));
    await channel.query(NUMBER, NOW_MS);
    expect(log.join()).toMatch(/"why":"certificate-not-of-unionpay","came":"\d+ somebody","known":"00040000:SIGN"/);
  });

  it('a key of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(make((f) => writeFileSync(f.sign_key_file, privateKey.export({ format: 'pem', type: 'pkcs8' })))).toThrow('does not belong');
  });
});
