/** Notices as merchants' stock libraries verify them: npm's standardwebhooks and svix, unchanged. */
import { randomBytes } from 'node:crypto';
import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { describe, expect, it } from 'vitest';
import { isBrokenWhsec, noticeKey } from './notice-key.ts';
import { noticeHeaders, readNotice } from './notice.ts';
import { hmac64 } from './vectors.fixture.ts';

const whsec = (length: number): string => 'whsec_' + randomBytes(length).toString('base64');
const BODY = JSON.stringify({ id: 'e1', n: 1, type: 'order.paid', merchant_id: 'shop', order_no: 'A1', amount_fen: 1990, channel: '微信' });
const signed = (...secrets: string[]) => noticeHeaders(hmac64, secrets, 'e1', Math.floor(Date.now() / 1000), BODY);

describe.each([
  ['standardwebhooks', (secret: string) => new Standard(secret)],
  ['svix', (secret: string) => new Svix(secret)],
])('%s', (_, library) => {
  it.each([24, 25, 26, 32, 64])('verifies under a secret of %i bytes', (length) => {
    const secret = whsec(length);
    expect(() => library(secret).verify(BODY, signed(secret))).not.toThrow();
    expect(() => library(whsec(length)).verify(BODY, signed(secret))).toThrow(/signature/i);
    expect(() => library(secret).verify(BODY.replace('1990', '1'), signed(secret))).toThrow(/signature/i);
  });

  it('verifies while a key is changed, beside a secret of another form', () => {
    const [old, now] = [whsec(32), whsec(32)];
    const headers = signed('a secret of the shop', old, now);
    for (const secret of [old, now]) expect(() => library(secret).verify(BODY, headers)).not.toThrow();
    const reader = (name: string) => headers[name];
    expect(readNotice(hmac64, ['a secret of the shop'], reader, BODY, Date.now())).toBeDefined();
  });
});

describe('another form', () => {
  it.each(['a secret of the shop', '换钥匙 & the next = secret', 'sandbox-0123456789abcdef', 'WHSEC_AAAA', ' whsec_AAAA'])(
    'signs as text: %s',
    (secret) => {
      expect(noticeKey(secret)).toBe(secret);
      expect(isBrokenWhsec(secret)).toBe(false);
    },
  );

  it.each([
    ['no bytes', 'whsec_'],
    ['23 bytes', whsec(23)],
    ['65 bytes', whsec(65)],
    ['no padding', whsec(25).replaceAll('=', '')],
    ['the alphabet of addresses', 'whsec_' + '-_'.repeat(16)],
    ['a space', whsec(24).replace('_', '_ ')],
  ])('is broken, and would be another key for a library: %s', (_, secret) => expect(isBrokenWhsec(secret)).toBe(true));
});
