/** Properties of what is read from the wire, whatever stands there. */
import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../testing/unionpay-client.ts';
import { closeBlock, joinPairs, openBlock, splitPairs } from './braces.ts';
import { CARDS, luhnPan } from './cards.ts';
import { readForm } from './fields.ts';
import { decrypt, pinOfBlock, unpad } from './secret.ts';

const name = fc.stringMatching(/^[A-Za-z]{1,10}$/);
const plain = fc.stringMatching(/^[^&{}[\]]{0,20}$/);
const flat = fc.dictionary(name, plain);
const nested = fc.dictionary(name, fc.oneof(plain, flat.map(closeBlock)));

describe('pairs', () => {
  test('come back as they were, blocks in braces too, by the server and by the other reader', () => {
    fc.assert(
      fc.property(nested, (fields) => {
        const text = joinPairs(fields);
        expect(splitPairs(text)).toEqual({ ...fields });
        expect(readAnswer(text)).toEqual({ ...fields });
        expect(openBlock(closeBlock(fields))).toEqual({ ...fields });
      }),
    );
  });

  test.each<[string, Record<string, string>]>([
    ['a=[x&y=1]&b=2', { a: '[x&y=1]', b: '2' }],
    ['a={x=1&y=[p&q=2]}&b=2', { a: '{x=1&y=[p&q=2]}', b: '2' }],
    ['a=[p{q=1&r=2}&s]&b=2', { a: '[p{q=1&r=2}&s]', b: '2' }],
    ['a=[x&b=2', { a: '[x', b: '2' }],
    ['a={x=[&y=1}&b=]', { a: '{x=[&y=1}', b: ']' }],
  ])('%s, by the server alone', (text, fields) => {
    expect(splitPairs(text)).toEqual(fields);
  });

  test('of any text are pairs or nothing, and those made of it mean the same again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const fields = splitPairs(text);
        if (fields) expect(splitPairs(joinPairs(fields))).toEqual(fields);
      }),
    );
  });

  test.each(['a', '=b', 'a=1&&b=2', 'a={b=1', 'a=1}', 'a=}{', 'a=1&a=2'])('%j are none', (text) => {
    expect(splitPairs(text)).toBeUndefined();
  });

  test('a form with a name twice is none', () => {
    expect(readForm('a=1&b=2&a=3')).toBeUndefined();
    expect(readForm('a=&b=%E5%85%A8')).toEqual({ a: '', b: '全' });
  });
});

describe('RSA', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const filler = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 8, maxLength: 60 });
  const data = fc.uint8Array({ maxLength: 60 });

  test('padding comes off, whatever the data', () => {
    fc.assert(
      fc.property(filler, data, (pad, text) => {
        const block = Buffer.concat([Buffer.from([0, 2]), Buffer.from(pad), Buffer.from([0]), Buffer.from(text)]);
        expect(unpad(block)).toEqual(Buffer.from(text));
      }),
    );
  });

  test('any other block is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 64 }), (bytes) => {
        const filled = bytes.slice(2).indexOf(0);
        const good = bytes[0] === 0 && bytes[1] === 2 && filled >= 8;
        expect(unpad(Buffer.from(bytes)) !== undefined).toBe(good);
      }),
    );
    expect(unpad(Buffer.from([0, 2, 1, 1, 1, 1, 1, 1, 1, 0, 65]))).toBeUndefined();
    expect(unpad(Buffer.from([0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0]))).toEqual(Buffer.alloc(0));
  });

  test('what OpenSSL encrypts is read', () => {
    fc.assert(
      fc.property(data, (text) => {
        const cipher = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text));
        expect(decrypt(cipher.toString('base64'), privateKey)).toEqual(Buffer.from(text));
      }),
      { numRuns: 20 },
    );
  });

  test('any text is data or nothing, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(decrypt(text, privateKey)).toBeUndefined();
      }),
    );
  });
});

test('PIN blocks: every PIN of 4 to 12 digits comes back under its own number only', () => {
  const pan = fc.stringMatching(/^62\d{14,17}$/);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{4,12}$/), pan, (pin, number) => {
      const clear = Buffer.from(`0${pin.length.toString(16)}${pin}`.padEnd(16, 'f'), 'hex');
      const account = Buffer.from(`0000${number.slice(0, -1).slice(-12)}`, 'hex');
      const block = Buffer.from(clear.map((byte, at) => byte ^ (account[at] ?? 0)));
      expect(pinOfBlock(block, number)).toBe(pin);
    }),
  );
});

describe('the cards', () => {
  const luhn = (pan: string): boolean => luhnPan(pan.slice(0, 6), pan.length, Number(pan.slice(6, -1))) === pan;

  test('have each their own number and id', () => {
    expect(new Set(CARDS.map((card) => card.pan)).size).toBe(CARDS.length);
    expect(new Set(CARDS.map((card) => card.id)).size).toBe(CARDS.length);
  });

  test('pass Luhn but for one published card', () => {
    expect(CARDS.filter((card) => !luhn(card.pan)).map((card) => card.id)).toEqual(['pingan-credit']);
  });

  test('end in digits that name them', () => {
    const tails = CARDS.filter((card) => card.id.startsWith('try-')).map((card) => card.pan.slice(-4));
    expect(new Set(tails).size).toBe(tails.length);
  });
});
