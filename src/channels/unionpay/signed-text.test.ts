import { createPublicKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRsaSha256 } from '../shared/rsa.ts';
import { readBlock, readPairs, writeBlock } from './braces.ts';
import { pinBlock } from './card-data.ts';
import { decimalSerial } from './certificates.ts';
import { digest, plainText } from './signed-text.ts';
import { ANSWER_2018, CERTIFICATE_2018, DIGEST_2018, SIGNATURE_2018 } from './vectors.fixture.ts';

const VECTORS = [
  [
    'accNo=&accessType=0&bizType=000301&certId=68759663125&channelType=07&currencyCode=156&customerInfo=e2VuY3J5cHRlZEluZm89fQ==&encoding=utf-8&encryptCertId=&merId=777290058110097&orderId=20180404163011&signMethod=01&txnAmt=1000&txnSubType=02&txnTime=20180404163011&txnType=77&version=5.1.0',
    'b209e44427e1140fc5561abaa6502a9b6f1aba2afb9bc970bbdd628dc3833d19',
  ],
  [
    'accNo=&accessType=0&bizType=000301&certId=68759663125&channelType=07&encoding=utf-8&encryptCertId=&merId=777290058110097&orderId=20180404162959&signMethod=01&txnSubType=00&txnTime=20180404162959&txnType=78&version=5.1.0',
    'b8fbb756d39b55741c4395662e2f23899137f2076688175eb9368a40cf5cc796',
  ],
  [
    'accessType=0&bizType=000301&certId=68759663125&channelType=07&currencyCode=156&encoding=UTF-8&merId=777290058110097&orderId=TV20250101000000001&signMethod=01&txnAmt=1990&txnSubType=02&txnTime=20250101000000&txnType=77&version=5.1.0',
    '9e6917ccffd3b65f0d4caad6e12a5910572606fc7e3e283dad376adaf3131cea',
  ],
] as const;

describe('published examples', () => {
  it.each(VECTORS)('digest of %s', (text, expected) => {
    const fields = readPairs(text) ?? {};
    expect(plainText(fields)).toBe(text);
    expect(digest(fields)).toBe(expected);
  });

  it('a whole answer with its signature; with LF instead of CRLF in the certificate it fails', async () => {
    const fields = readPairs(ANSWER_2018) ?? {};
    const key = createPublicKey(CERTIFICATE_2018);
    expect(fields['respMsg']).toBe('成功[0000000]');
    expect(digest(fields)).toBe(DIGEST_2018);
    expect(await verifyRsaSha256(key, digest(fields), SIGNATURE_2018)).toBe(true);
    const lf = { ...fields, signPubKeyCert: CERTIFICATE_2018.replaceAll('\r\n', '\n') };
    expect(await verifyRsaSha256(key, digest(lf), SIGNATURE_2018)).toBe(false);
    expect(decimalSerial(new X509Certificate(CERTIFICATE_2018))).toBe('69026276696');
  });

  it('PIN block of format 0', () => {
    expect(pinBlock('123456', '6216261000000000018').toString('hex').toUpperCase()).toBe('06122456FFFFFFFE');
  });
});

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,11}$/).filter((one) => one !== 'signature' && !(one in {}));
const plain = fc.stringMatching(/^[^&{}[\]]{0,40}$/u);
/** Any text whose brackets pair, with & and = inside them. */
const inner: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3 },
    fc.stringMatching(/^[a-z&=]{0,6}$/),
    fc.tuple(fc.constantFrom('{}', '[]'), tie('text'), tie('text')).map(([pair, in_it, after]) => pair[0] + in_it + pair[1] + after),
  ),
})).text;
const nested = fc.tuple(fc.constantFrom('{}', '[]'), inner).map(([pair, in_it]) => pair[0] + in_it + pair[1]);
const block = fc
  .dictionary(
    name,
    plain.filter((one) => one !== ''),
  )
  .map((members) => writeBlock(members));
const pem = fc.constant(CERTIFICATE_2018);

describe('k=v&k=v with blocks', () => {
  it('what is written is read', () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(plain, block, nested, pem), { minKeys: 1 }), (fields) => {
        const text = Object.entries(fields)
          .map(([key, value]) => key + '=' + value)
          .join('&');
        expect({ ...readPairs(text) }).toEqual({ ...fields });
      }),
    );
  });

  it('blocks too', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          name,
          plain.filter((one) => one !== ''),
        ),
        (members) => {
          if (Object.keys(members).length > 0) expect({ ...readBlock(writeBlock(members)) }).toEqual({ ...members });
        },
      ),
    );
  });

  it.each<[string, { [name: string]: string }]>([
    ['a=[x&y]&b=2', { a: '[x&y]', b: '2' }],
    ['a={x=1&y=[p&q=2]}&b=2', { a: '{x=1&y=[p&q=2]}', b: '2' }],
    ['a=[x{y&z]&b=2', { a: '[x{y&z]', b: '2' }],
    ['a=[x&b=2', { a: '[x', b: '2' }],
    ['a=x}&b=]2', { a: 'x}', b: ']2' }],
    ['a={[&b=2', { a: '{[', b: '2' }],
  ])('%s', (text, fields) => {
    expect({ ...readPairs(text) }).toEqual(fields);
  });

  it('a hundred thousand brackets take no longer than as many letters', () => {
    const began = performance.now();
    readPairs('a=' + '[{'.repeat(50_000) + '&b=' + '}'.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('a sentence, a nameless value and a name twice are refused', () => {
    for (const text of ['You are in the black list', '=x', 'a=1&a=2', 'a=1&&b=2', '']) expect(readPairs(text)).toBeUndefined();
  });
});
