import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonical, sameText, sign, verify } from './paysign-v2.ts';
import { handmadeCanonical, handmadeHmac, hmac, VECTORS } from './vectors.fixture.ts';

const stampOf = (v: { now_ms: number; nonce: string; key: { key_id: string } }) => ({
  timestamp: String(v.now_ms),
  nonce: v.nonce,
  key_id: v.key.key_id,
});

describe.each(VECTORS.paysign)('vector: $name', (v) => {
  it('is signed as published', () => {
    expect(canonical(v.method, v.path, { ...v.fields, ...stampOf(v) })).toBe(v.canonical);
    expect(sign(hmac, v.key, v.method, v.path, v.fields, v)).toEqual({ ...v.fields, ...stampOf(v), signature: v.signature });
  });

  it('comes out the same by a second reading of the rules', () => {
    const text = handmadeCanonical(v.method, v.path, { ...v.fields, ...stampOf(v) });
    expect(text.toString()).toBe(v.canonical);
    expect(handmadeHmac(v.key.secret, text).toString('hex')).toBe(v.signature);
  });
});

describe('verdicts', () => {
  it.each(VECTORS.verdicts)('$name: $verdict', (v) => expect(verify(hmac, v.keys, v.method, v.path, v.fields, v.now_ms)).toBe(v.verdict));

  it('half of a surrogate pair is a bad signature, not an error', () => {
    for (const fields of [{ a: '\ud83c' }, { '\udc00': 'a' }])
      expect(verify(hmac, [{ key_id: 'k1', secret: 's' }], 'GET', '/', { ...fields, key_id: 'k1' }, 0)).toBe('bad');
  });

  it('tries every live key of that name', () => {
    const [v] = VECTORS.paysign;
    if (!v) throw new Error('no vector');
    const twin = { key_id: v.key.key_id, secret: 'another' };
    const fields = sign(hmac, v.key, v.method, v.path, v.fields, v);
    expect(verify(hmac, [twin, v.key], v.method, v.path, fields, v.now_ms)).toBe('good');
  });
});

const text = fc.string({ unit: 'binary', maxLength: 12 });
/** Names and values that are likely to run into one another. */
const tricky = fc.oneof(text, fc.stringMatching(/^[a-c&=%+ 2-6!'()*]{0,6}$/));
const fieldSet = fc.dictionary(
  tricky.filter((name) => name !== '__proto__'),
  tricky,
  { maxKeys: 5 },
);
const meant = (fields: { [name: string]: string }) =>
  JSON.stringify(
    Object.entries(fields)
      .filter(([name, value]) => name !== 'signature' && value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('properties', () => {
  test('canonical is injective: different fields, different texts; same fields in any order, the same', () => {
    fc.assert(
      fc.property(fieldSet, fieldSet, (a, b) => (canonical('GET', '/', a) === canonical('GET', '/', b)) === (meant(a) === meant(b))),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fieldSet, (a) => canonical('GET', '/', a) === canonical('GET', '/', Object.fromEntries(Object.entries(a).reverse()))),
    );
  });

  test('a field cannot be moved into its neighbour', () => {
    fc.assert(
      fc.property(tricky, tricky, (a, b) => {
        fc.pre(a !== '' && b !== '');
        return canonical('GET', '/', { a, b }) !== canonical('GET', '/', { a: a + '&b=' + b });
      }),
    );
  });

  test('both readings agree on every field set', () => {
    fc.assert(
      fc.property(
        fieldSet,
        (fields) => canonical('POST', '/v2/orders', fields) === handmadeCanonical('POST', '/v2/orders', fields).toString(),
      ),
    );
  });

  test('a request with any one byte of any field flipped is refused', () => {
    const key = { key_id: 'k1', secret: 'a secret of the shop' };
    const order = { merchant_id: 'shop', order_no: 'A1', amount_fen: '1990', subject: '综艺会员', return_url: 'https://shop.example/?a=1' };
    const signed: { [name: string]: string } = sign(hmac, key, 'POST', '/v2/orders', order, { now_ms: 1_790_000_000_000, nonce: 'abc' });
    let tried = 0;
    for (const [name, value] of Object.entries(signed)) {
      for (let at = 0; at < Buffer.byteLength(value); at++) {
        for (let bit = 0; bit < 8; bit++) {
          const bytes = Buffer.from(value);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const verdict = verify(hmac, [key], 'POST', '/v2/orders', { ...signed, [name]: bytes.toString() }, 1_790_000_000_000);
          expect(verdict, name + ' byte ' + at + ' bit ' + bit).toBe('bad');
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(1_000);
    for (const [method, path] of [
      ['GET', '/v2/orders'],
      ['POST', '/v2/orders/'],
      ['POST', '/v2/Orders'],
      ['POST', ''],
    ] as const) {
      expect(verify(hmac, [key], method, path, signed, 1_790_000_000_000)).toBe('bad');
    }
  });

  test('sameText is ===', () => {
    fc.assert(fc.property(text, text, (a, b) => sameText(a, b) === (a === b) && sameText(a, a) && sameText(a + b, a) === (b === '')));
  });
});
