import fc from 'fast-check';
import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { merchant_public, privateKey } from './gateway.fixture.ts';
import { signRsa2Now, verifyRsa } from './rsa.ts';
import { isOnlyReading, signedText } from './signed-text.ts';
import { ANSWER, CALLBACK, GATEWAY_PUBLIC, MERCHANT_PRIVATE, REPLY, REQUEST } from './vectors.fixture.ts';

const gateway_public = createPublicKey({ key: Buffer.from(GATEWAY_PUBLIC, 'base64'), format: 'der', type: 'spki' });

/** The fields of a canonical text whose values but biz_content hold no "&". */
function fieldsOf(text: string): { path: string; params: { [name: string]: string } } {
  const at = text.indexOf('?');
  const parts = text.slice(at + 1).split(/&(?=[a-z_]+=)/);
  const params = parts.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  return { path: text.slice(0, at), params: Object.fromEntries(params) };
}

test.each([REQUEST.text, CALLBACK.text])('the canonical text of a vector: %s', (text) => {
  const { path, params } = fieldsOf(text);
  const mixed = Object.fromEntries(Object.entries({ ...params, sign: 'left out', empty: '' }).toReversed());
  expect(signedText(path, mixed)).toBe(text);
});

test('sorted by ASCII, not by a locale; sign_type counts, empty values and sign do not', () => {
  expect(signedText('/p', { b: '1', B: '2', a_b: '3', aB: '4', sign_type: 'RSA2', sign: 'x', e: '' })).toBe(
    '/p?B=2&aB=4&a_b=3&b=1&sign_type=RSA2',
  );
});

describe('signatures of openssl', () => {
  test('are ours, to the byte', () => {
    expect(signRsa2Now(privateKey(MERCHANT_PRIVATE), REQUEST.text)).toBe(REQUEST.sign);
    expect(signRsa2Now(privateKey(MERCHANT_PRIVATE), REPLY.text)).toBe(REPLY.sign);
  });
  test.each([
    ['RSA', gateway_public, ANSWER.text, ANSWER.RSA, true],
    ['RSA2', gateway_public, ANSWER.text, ANSWER.RSA2, true],
    ['RSA', gateway_public, ANSWER.text, ANSWER.RSA2, false],
    ['RSA2', gateway_public, ANSWER.text, ANSWER.RSA, false],
    ['RSA', gateway_public, CALLBACK.text, CALLBACK.sign, true],
    ['RSA', merchant_public, CALLBACK.text, CALLBACK.sign, false],
    ['RSA', gateway_public, CALLBACK.text, CALLBACK.sign + '\n', false],
    ['RSA', gateway_public, CALLBACK.text, '', false],
  ] as const)('verify as %s', async (type, key, text, sign, good) => {
    expect(await verifyRsa(type, key, text, sign)).toBe(good);
  });
});

describe('one text is one set of fields', () => {
  test.each<[string, { [name: string]: string }]>([
    ['"&" in a value that is not biz_content', { api: '/x&app_id=2', biz_content: '{}' }],
    ['"=" in a name', { 'a=b': 'c', biz_content: '{}' }],
    ['"&" in a name', { 'a&b': 'c', biz_content: '{}' }],
    ['an empty name', { '': 'c', biz_content: '{}' }],
  ])('%s is refused', (_what, params) => {
    expect(isOnlyReading(params)).toBe(false);
  });

  test('of all ways to cut a text at its "&", one is taken', () => {
    const content = fc.dictionary(fc.constantFrom('a', 'attach', 'msg'), fc.constantFrom('x', 'a&charset=GBK', '"}&app_id=2', '&from=z&'));
    fc.assert(
      fc.property(content, fc.constantFrom('1', '2'), (inner, app_id) => {
        const params = { app_id, biz_content: JSON.stringify(inner), charset: 'UTF-8', from: 'icbc-api' };
        const readings = cuts(signedText('', params).slice(1)).filter((one) => {
          try {
            return isOnlyReading(one) && typeof JSON.parse(one['biz_content'] ?? '') === 'object';
          } catch {
            return false;
          }
        });
        expect(readings).toEqual([params]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every way to read a text as sorted fields with different names. */
function cuts(text: string): { [name: string]: string }[] {
  const pieces = text.split('&');
  return Array.from({ length: 2 ** (pieces.length - 1) }, (_, bits) => {
    const parts = [pieces[0] ?? ''];
    pieces.slice(1).forEach((piece, i) => {
      if ((bits >> i) & 1) parts.push(piece);
      else parts.push(parts.pop() + '&' + piece);
    });
    const names = parts.map((part) => part.split('=')[0] ?? '');
    const sorted = names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);
    if (!sorted || parts.some((part) => !part.includes('='))) return undefined;
    return Object.fromEntries(parts.map((part) => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)]));
  }).filter((one) => one !== undefined);
}
