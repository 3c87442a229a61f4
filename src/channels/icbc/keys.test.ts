import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { config, keyFile, merchant_public, privateKey } from './gateway.fixture.ts';
import { readKeys } from './keys.ts';
import { MERCHANT_PRIVATE, MERCHANT_PUBLIC } from './vectors.fixture.ts';

const lines = (bare: string): string => bare.replace(/(.{64})/g, '$1\r\n') + '\n';
const pem = (bare: string, what: string): string => `-----BEGIN ${what} KEY-----\n${bare}\n-----END ${what} KEY-----\n`;
const read = (pri: string, pub: string) =>
  readKeys({ ...config, private_key_file: keyFile('a.pri', pri), gateway_public_key_file: keyFile('a.pub', pub) });

describe('keys', () => {
  test.each([
    ['bare', MERCHANT_PRIVATE, MERCHANT_PUBLIC],
    ['bare in lines', lines(MERCHANT_PRIVATE), lines(MERCHANT_PUBLIC)],
    ['PEM', pem(MERCHANT_PRIVATE, 'PRIVATE'), pem(MERCHANT_PUBLIC, 'PUBLIC')],
  ])('%s', (_name, pri, pub) => {
    const keys = read(pri, pub);
    expect(keys.sign_with.equals(privateKey(MERCHANT_PRIVATE))).toBe(true);
    expect(keys.verify_with.equals(merchant_public)).toBe(true);
  });

  test('one that cannot be read is named, not shown', () => {
    expect(() => read(MERCHANT_PRIVATE.slice(0, 300), MERCHANT_PUBLIC)).toThrow(/^icbc: private_key_file is not a key in base64 or PEM$/);
    expect(() => read(MERCHANT_PRIVATE, 'AAAA')).toThrow(/^icbc: gateway_public_key_file is not a key in base64 or PEM$/);
    expect(() => readKeys({ ...config, private_key_file: '/nowhere/at/all' })).toThrow(
      /^icbc: private_key_file cannot be read: check the path and its permissions$/,
    );
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => read(String(ec), MERCHANT_PUBLIC)).toThrow(/^icbc: private_key_file is not an RSA key$/);
  });
});
