import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { makeCertificate } from './certificate.ts';
import { sandboxName } from './pair.ts';
import { derive, makePfx } from './pkcs12.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const name = sandboxName('Merchant', '中国银联股份有限公司');
const pem = makeCertificate({
  subject: name,
  issuer: name,
  serial: '1234567890',
  public_key: pair.publicKey,
  signing_key: pair.privateKey,
  from_ms: Date.UTC(2025, 0, 1),
  until_ms: Date.UTC(2035, 0, 1),
  authority: false,
});
const certificate = new X509Certificate(pem);
const pfx = makePfx(pair.privateKey, certificate, '000000');

test('keys are derived as in the vectors of other implementations', () => {
  // Published PKCS#12 key derivation vectors for "smeg", one iteration: triple DES key, initial vector, MAC key.
  const hex = (salt: string, purpose: number, size: number) => derive('smeg', Buffer.from(salt, 'hex'), purpose, size, 1).toString('hex');
  expect(hex('0a58cf64530d823f', 1, 24)).toBe('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
  expect(hex('0a58cf64530d823f', 2, 8)).toBe('79993dfe048d3b76');
  expect(hex('3d83c0e4546ac140', 3, 20)).toBe('8d967d88f6caa9d714800ab3d48051d63f73a312');
});

test('Node opens it with its password, and with no other', () => {
  expect(() => createSecureContext({ pfx, passphrase: '000000' })).not.toThrow();
  expect(() => createSecureContext({ pfx, passphrase: '000001' })).toThrow(/mac verify failure/);
});

/** Not everybody who runs the tests has it; the sandbox itself never needs it. */
const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl) console.log('not run: openssl is not installed here');
else
  test('openssl reads key and certificate out of it', () => {
    const dir = mkdtempSync(join(tmpdir(), 'pfx-'));
    const file = join(dir, 'merchant.pfx');
    writeFileSync(file, pfx);
    const read = (...what: string[]): string =>
      execFileSync('openssl', ['pkcs12', '-legacy', '-in', file, '-passin', 'pass:000000', '-nodes', ...what], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(createPrivateKey(read('-nocerts')).equals(pair.privateKey)).toBe(true);
    expect(new X509Certificate(read('-nokeys', '-clcerts').replace(/^[^]*?(?=-----BEGIN)/, '')).raw.equals(certificate.raw)).toBe(true);
    rmSync(dir, { recursive: true });
  });
