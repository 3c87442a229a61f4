/** 10,000 changed requests, return addresses and notices: none is believed, unless it says the same in other bytes; the control is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotice } from './notice.ts';
import { sign, verify } from './paysign-v2.ts';
import { signReturn, verifyReturn } from './return-url.ts';
import { hmac, hmac64, VECTORS } from './vectors.fixture.ts';

const RUNS = { numRuns: 10_000 };
const NOW_MS = 1_790_000_000_000;
const KEY = { key_id: 'k1', secret: 'a secret of the shop' };
const OTHER = { key_id: 'k1', secret: 'a secret of another shop' };
const FIELDS = { merchant_id: 'shop', order_no: 'A1', amount_fen: '1990', subject: '综艺会员', return_url: 'https://shop.example/back' };

const at = fc.nat({ max: 1_000_000 });
const text = fc.string({ minLength: 1, maxLength: 12 });

describe('requests', { timeout: 120_000 }, () => {
  const signed = sign(hmac, KEY, 'POST', '/v2/orders', FIELDS, { now_ms: NOW_MS, nonce: 'n0nce' }) as unknown as { [name: string]: string };
  const names = Object.keys(signed);
  const verdict = (fields: { [name: string]: string }, method = 'POST', path = '/v2/orders', keys = [KEY]) =>
    verify(hmac, keys, method, path, fields, NOW_MS);

  it('a change of one field, name, method, path or key is bad', () => {
    const change = fc.record({
      kind: fc.constantFrom('bit', 'drop', 'add', 'rename', 'case', 'swap', 'encode', 'path', 'method', 'key'),
      at,
      text,
    });
    let changed = 0;
    fc.assert(
      fc.property(change, ({ kind, at: n, text: more }) => {
        const name = names[n % names.length] ?? '';
        const value = signed[name] ?? '';
        const { [name]: _gone, ...rest } = signed;
        const next = signed[names[(n + 1) % names.length] ?? ''] ?? '';
        const flipped =
          value.slice(0, n % value.length) +
          String.fromCharCode(value.charCodeAt(n % value.length) ^ (1 << (n % 7))) +
          value.slice((n % value.length) + 1);
        const cases: { [kind: string]: () => string } = {
          bit: () => verdict({ ...signed, [name]: flipped }),
          drop: () => verdict(rest),
          add: () => (Object.hasOwn(signed, more) ? 'bad' : verdict({ ...signed, [more]: 'x' })),
          rename: () => verdict({ ...rest, [name + '_']: value }),
          case: () => (value.toUpperCase() === value ? 'bad' : verdict({ ...signed, [name]: value.toUpperCase() })),
          swap: () => verdict({ ...signed, [name]: next }),
          encode: () => (encodeURIComponent(value) === value ? 'bad' : verdict({ ...signed, [name]: encodeURIComponent(value) })),
          path: () => verdict(signed, 'POST', '/v2/orders' + more),
          method: () => verdict(signed, 'GET'),
          key: () => verdict(signed, 'POST', '/v2/orders', [OTHER]),
        };
        changed += 1;
        return cases[kind]?.() === 'bad';
      }),
      RUNS,
    );
    expect([changed, verdict(signed)]).toEqual([10_000, 'good']);
  });

  it('any time but five minutes is stale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (off_ms) => {
        const said = verify(hmac, [KEY], 'POST', '/v2/orders', signed, NOW_MS + off_ms);
        return said === (Math.abs(off_ms) <= 300_000 ? 'good' : 'stale');
      }),
    );
  });
});

describe('return addresses', { timeout: 120_000 }, () => {
  const url = signReturn(
    hmac,
    KEY,
    'https://shop.example/back?tab=1&q=a%20b',
    { merchant_id: 'shop', order_no: 'A1', state: 'left' },
    { now_ms: NOW_MS, nonce: 'n' },
  );
  const facts = (said: ReturnType<typeof verifyReturn>) => JSON.stringify(Object.entries(said.fields).sort());

  it('a changed byte is bad, or says the same', () => {
    const control = verifyReturn(hmac, [KEY], url, NOW_MS);
    let bad = 0;
    const end = url.length;
    fc.assert(
      fc.property(fc.record({ kind: fc.constantFrom('bit', 'cut', 'add', 'double', 'drop'), at, text }), ({ kind, at: n, text: more }) => {
        const i = n % end;
        const pairs = url.split('&');
        const j = n % pairs.length;
        const changed: { [kind: string]: () => string } = {
          bit: () => url.slice(0, i) + String.fromCharCode(url.charCodeAt(i) ^ (1 << (n % 7))) + url.slice(i + 1),
          cut: () => url.slice(0, i),
          add: () => url + '&' + encodeURIComponent(more.toWellFormed()) + '=1',
          double: () => url + '&' + (pairs[Math.max(1, j)] ?? ''),
          drop: () => pairs.filter((_one, k) => k !== Math.max(1, j)).join('&'),
        };
        const said = verifyReturn(hmac, [KEY], changed[kind]?.() ?? '', NOW_MS);
        if (said.verdict === 'bad') bad += 1;
        return said.verdict === 'bad' || facts(said) === facts(control);
      }),
      RUNS,
    );
    expect(control.verdict).toBe('good');
    expect(bad).toBeGreaterThan(9_000);
    expect(verifyReturn(hmac, [OTHER], url, NOW_MS).verdict).toBe('bad');
  });
});

describe('notices', { timeout: 120_000 }, () => {
  const [one] = VECTORS.notices;
  if (!one) throw new Error('no vector');
  const headers = one.headers;
  const read = (given: { [name: string]: string }, body: string, secrets = one.secrets) =>
    readNotice(hmac64, secrets, (name) => given[name], body, one.timestamp_s * 1000);

  it('a changed byte of body or header is not believed', () => {
    const names = Object.keys(headers);
    const flip = (value: string, n: number): string => {
      const i = n % value.length;
      return value.slice(0, i) + String.fromCharCode(value.charCodeAt(i) ^ (1 << (n % 7))) + value.slice(i + 1);
    };
    fc.assert(
      fc.property(fc.constantFrom('body', 'header', 'more', 'gone', 'other'), at, text, (kind, n, more) => {
        const name = names[n % names.length] ?? '';
        const { [name]: value = '', ...rest } = headers;
        const cases: { [kind: string]: () => unknown } = {
          body: () => read(headers, flip(one.body, n)),
          header: () => read({ ...headers, [name]: flip(value, n) }, one.body),
          more: () => read(headers, one.body + more),
          gone: () => read(rest, one.body),
          other: () => read(headers, one.body, [more + 'x']),
        };
        return cases[kind]?.() === undefined;
      }),
      RUNS,
    );
    expect(read(headers, one.body)?.id).toBe(one.id);
  });
});
