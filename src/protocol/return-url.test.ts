import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { signReturn, verifyReturn } from './return-url.ts';
import { handmadeCanonical, handmadeHmac, hmac, VECTORS } from './vectors.fixture.ts';

describe.each(VECTORS.returns)('vector: $name', (v) => {
  const back = verifyReturn(hmac, [v.key], v.url, v.now_ms);

  it('is signed as published', () => expect(signReturn(hmac, v.key, v.return_url, v.facts, v)).toBe(v.url));

  it('comes out the same by a second reading of the rules', () => {
    const { search, origin, pathname } = new URL(v.url);
    const byteOf = (_: string, hex: string) => String.fromCharCode(parseInt(hex, 16));
    const bytes = (text = '') => Buffer.from(text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, byteOf), 'latin1');
    const pairs = search
      .slice(1)
      .split('&')
      .map((pair) => pair.split('='));
    const fields = Object.fromEntries(pairs.filter(([name]) => name).map(([name, value]) => [bytes(name).toString(), bytes(value)]));
    const text = handmadeCanonical('GET', origin + pathname, fields);
    expect(text.toString()).toBe(v.canonical);
    expect(handmadeHmac(v.key.secret, text).toString('hex')).toBe(fields['signature']?.toString());
  });

  it('is good as a browser brings it back, without the fragment', () => {
    const sent = new URL(v.url);
    expect(sent.href).toBe(v.url);
    sent.hash = '';
    expect(verifyReturn(hmac, [v.key], sent.href, v.now_ms)).toEqual(back);
    expect(back.verdict).toBe('good');
    expect(back.fields).toMatchObject(v.facts);
  });

  it('is stale as a bookmark and bad under another key', () => {
    expect(verifyReturn(hmac, [v.key], v.url, v.now_ms + 300_001).verdict).toBe('stale');
    expect(verifyReturn(hmac, [{ ...v.key, secret: 'x' }], v.url, v.now_ms).verdict).toBe('bad');
  });

  it('with any one bit flipped is refused, or is the same address written differently', () => {
    const plain = v.url.split('#')[0] ?? '';
    let refused = 0;
    for (let at = 0; at < plain.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const flipped = plain.slice(0, at) + String.fromCharCode(plain.charCodeAt(at) ^ (1 << bit)) + plain.slice(at + 1);
        const { verdict, fields } = verifyReturn(hmac, [v.key], flipped, v.now_ms);
        if (verdict === 'bad') refused++;
        else
          expect([meant(fields), new URL(flipped).host, new URL(flipped).pathname]).toEqual([
            meant(back.fields),
            new URL(plain).host,
            new URL(plain).pathname,
          ]);
      }
    }
    expect(refused).toBeGreaterThan(plain.length * 6);
  });
});

/** Empty fields count as absent. */
const meant = (fields: { [name: string]: string }) =>
  Object.entries(fields)
    .filter(([, value]) => value !== '')
    .sort();

describe('a stranger', () => {
  const [v] = VECTORS.returns;
  if (!v) throw new Error('no vector');
  const verdict = (url: string) => verifyReturn(hmac, [v.key], url, v.now_ms).verdict;

  test('cannot say a thing twice, before or after the signed one', () => {
    expect(verdict(v.url.replace('?', '?state=paid&'))).toBe('bad');
    expect(verdict(v.url + '&state=paid')).toBe('bad');
    expect(verdict(v.url + '&%73tate=')).toBe('bad');
  });

  it.each(['&a=1', '&__proto__=1', '&constructor=1', '&toString=1', '&signature='])('cannot put "%s" in', (more) =>
    expect(verdict(v.url + more)).toBe('bad'),
  );

  it.each(['', '?', '#', 'not a url', 'https://shop.example/back', 'https://shop.example/back?%zz=%', 'http://[', '\n'])(
    '"%s" is bad, not an error',
    (url) => expect(verdict(url)).toBe('bad'),
  );

  test('nor can any text at all make it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (tail) => verifyReturn(hmac, [v.key], 'https://shop.example/back?' + tail, 0).verdict === 'bad',
      ),
    );
  });
});

test('whatever fields the app keeps in its own address come back', () => {
  const names = fc
    .stringMatching(/^[a-zA-Z_.-]{1,8}$/)
    .filter((name) => !/^(merchant_id|order_no|state|timestamp|nonce|key_id|signature)$/.test(name));
  const key = { key_id: 'k1', secret: 's' };
  fc.assert(
    fc.property(fc.dictionary(names, fc.string({ unit: 'grapheme', maxLength: 10 })), (own) => {
      const url = signReturn(
        hmac,
        key,
        'https://shop.example/back?' + new URLSearchParams(own).toString(),
        { merchant_id: 'shop', order_no: 'A', state: 'paid' },
        { now_ms: 5, nonce: 'n' },
      );
      const { verdict, fields } = verifyReturn(hmac, [key], new URL(url).href, 5);
      expect(verdict).toBe('good');
      for (const [name, value] of Object.entries(own)) expect(fields[name]).toBe(value);
    }),
  );
});

test('the app finds its own query byte for byte, whatever stands in it, and the address is good', () => {
  const key = { key_id: 'k1', secret: 's' };
  const part = fc.stringMatching(/^([a-z0-9+!*'();:@$,/?[\]%=.~-]|%[0-9A-Fa-f]{2}){1,6}$/);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const own = parts.map((text, i) => 'n' + i + text).join('&');
      const asked = new URL('https://shop.example/back?' + own).href;
      const facts = { merchant_id: 'shop', order_no: 'A', state: 'paid' as const };
      const url = signReturn(hmac, key, asked, facts, { now_ms: 5, nonce: 'n' });
      expect(url.startsWith(asked + '&merchant_id=shop&order_no=A&state=paid&')).toBe(true);
      expect(verifyReturn(hmac, [key], new URL(url).href, 5).verdict).toBe('good');
    }),
  );
});
