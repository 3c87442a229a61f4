/**
 * 10,000 changed requests, return addresses and notices that say something else: none is believed; the genuine one is, and each kind of
 * change deceives a reader that is broken for it. Bills of 2014: http/merchant/v1/forgeries.test.ts. Banks: channels/forged-callbacks.test.ts.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendSha256 } from './extend-sha256.fixture.ts';
import { noticeHeaders, readNotice } from './notice.ts';
import type { Hmac64 } from './notice.ts';
import { sign, verify } from './paysign-v2.ts';
import type { Fields, Hmac, SigningKey } from './paysign-v2.ts';
import { signReturn, verifyReturn } from './return-url.ts';
import { hmac, hmac64, VECTORS } from './vectors.fixture.ts';

const CHANGED_MIN = 10_000;
/** Some changes change nothing: capitals of digits, a swap with itself. */
const RUNS = { numRuns: 16_000 };
const NOW_MS = 1_790_000_000_000;
const FRESH_MS = 300_000;
const KEY = { key_id: 'k1', secret: 'a secret of the shop' };
const OTHER = { key_id: 'k1', secret: 'a secret of another shop' };
const FIELDS = { merchant_id: 'shop', order_no: 'A1', amount_fen: '1990', subject: '综艺会员', return_url: 'https://shop.example/back' };

/** Not keyed as HMAC is: what length extension breaks. */
const bare: Hmac = (secret, text) =>
  createHash('sha256')
    .update(secret + text)
    .digest('hex');
const bare64: Hmac64 = (key, text) => createHash('sha256').update(key).update(text).digest('base64');

const at = fc.nat({ max: 1_000_000 });
const text = fc.string({ minLength: 1, maxLength: 12 }).map((one) => one.toWellFormed());
const change = <K extends string>(...kinds: K[]) => fc.record({ kind: fc.constantFrom(...kinds), at, text });

function flip(value: string, n: number): string {
  const i = n % value.length;
  return value.slice(0, i) + String.fromCharCode(value.charCodeAt(i) ^ (1 << (n % 7))) + value.slice(i + 1);
}

function otherCase(value: string, n: number): string {
  const i = n % value.length;
  const letter = value.charAt(i);
  return value.slice(0, i) + (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()) + value.slice(i + 1);
}

/** Runs the changes; `accepts` answers undefined where nothing was changed. Returns how many said something else, and how many of these got through. */
function tried<C>(arbitrary: fc.Arbitrary<C>, accepts: (how: C) => boolean | undefined, runs = RUNS.numRuns) {
  const seen = { changed: 0, accepted: 0 };
  fc.assert(
    fc.property(arbitrary, (how) => {
      const got = accepts(how);
      if (got === undefined) return;
      seen.changed += 1;
      if (got) seen.accepted += 1;
    }),
    { numRuns: runs },
  );
  return seen;
}

describe('requests', { timeout: 240_000 }, () => {
  type Reader = (keys: readonly SigningKey[], method: string, path: string, fields: Fields, now_ms: number) => string;
  const reader = (mac: Hmac, seen: (fields: Fields) => Fields = (all) => all): Reader => {
    return (keys, method, path, fields, now_ms) => verify(mac, keys, method, path, seen(fields), now_ms);
  };
  const KINDS = [
    'bit',
    'drop',
    'add',
    'rename',
    'case',
    'swap',
    'encode',
    'path',
    'method',
    'key',
    'stranger',
    'replay',
    'stamp',
    'extend',
  ] as const;

  function accepts(read: Reader, mac: Hmac) {
    const signed: { [name: string]: string } = { ...sign(mac, KEY, 'POST', '/v2/orders', FIELDS, { now_ms: NOW_MS, nonce: 'n0nce' }) };
    const names = Object.keys(signed);
    return ({ kind, at: n, text: more }: { kind: (typeof KINDS)[number]; at: number; text: string }): boolean | undefined => {
      const name = names[n % names.length] ?? '';
      const value = signed[name] ?? '';
      const { [name]: _gone, ...rest } = signed;
      const good = (fields: Fields, { method = 'POST', path = '/v2/orders', keys = [KEY], now_ms = NOW_MS } = {}) => {
        const is_same = fields === signed && method === 'POST' && path === '/v2/orders' && keys[0] === KEY && now_ms === NOW_MS;
        return is_same ? undefined : read(keys, method, path, fields, now_ms) === 'good';
      };
      const put = (changed: string) => (changed === value ? undefined : good({ ...signed, [name]: changed }));
      switch (kind) {
        case 'bit':
          return put(flip(value, n));
        case 'drop':
          return good(rest);
        case 'add':
          return Object.hasOwn(signed, more) ? undefined : good({ ...signed, [more]: 'x' });
        case 'rename':
          return good({ ...rest, [name + '_']: value });
        case 'case':
          return put(otherCase(value, n));
        case 'swap':
          return put(signed[names[(n + 1) % names.length] ?? ''] ?? '');
        case 'encode':
          return put(encodeURIComponent(value));
        case 'path':
          return good(signed, { path: '/v2/orders' + more });
        case 'method':
          return good(signed, { method: n % 2 ? 'GET' : 'PUT' });
        case 'key':
          return good(signed, { keys: [{ key_id: KEY.key_id, secret: OTHER.secret + n }] });
        case 'stranger': {
          const { signature: _s, timestamp: _t, nonce: _n, key_id: _k, ...plain } = signed;
          return good({ ...sign(mac, { key_id: KEY.key_id, secret: more }, 'POST', '/v2/orders', plain, { now_ms: NOW_MS, nonce: 'm' }) });
        }
        case 'replay':
          return good(signed, { now_ms: NOW_MS + (n % 2 ? 1 : -1) * (FRESH_MS + 1 + n) });
        case 'stamp':
          return good({ ...signed, timestamp: String(NOW_MS + 1 + n) }, { now_ms: NOW_MS + 1 + n });
        case 'extend': {
          // Behind the last field of the signed text stands the padding, in bytes that are written as they are encoded.
          const { signature = '', ...plain } = signed;
          const last = Object.keys(plain).sort().at(-1) ?? '';
          const known = canonicalLength(plain);
          const { digest, glue } = extendSha256(Buffer.from(signature, 'hex'), KEY.secret.length + known, '&zz=1');
          return good({ ...plain, [last]: (plain[last] ?? '') + glue.toString('latin1'), zz: '1', signature: digest.toString('hex') });
        }
      }
    };
  }
  const canonicalLength = (fields: Fields): number => {
    let length = 0;
    verify((_secret, signed) => ((length = Buffer.byteLength(signed)), ''), [KEY], 'POST', '/v2/orders', fields, NOW_MS);
    return length;
  };

  it('say what was signed, or are refused; in whatever order', () => {
    const { changed, accepted } = tried(change(...KINDS), accepts(reader(hmac), hmac));
    expect(changed).toBeGreaterThanOrEqual(CHANGED_MIN);
    expect(accepted).toBe(0);
    const signed = sign(hmac, KEY, 'POST', '/v2/orders', FIELDS, { now_ms: NOW_MS, nonce: 'n0nce' });
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(signed), { minLength: Object.keys(signed).length }), (entries) => {
        expect(verify(hmac, [KEY], 'POST', '/v2/orders', Object.fromEntries(entries), NOW_MS)).toBe('good');
      }),
    );
  });

  it.each<[string, Reader]>([
    [
      'that looks at known fields alone takes one more',
      reader(hmac, (all) =>
        Object.fromEntries(Object.entries(all).filter(([name]) => name in FIELDS || /^(timestamp|nonce|key_id|signature)$/.test(name))),
      ),
    ],
    [
      'that signs no path takes another call',
      (keys, method, _path, fields, now_ms) => verify(hmac, keys, method, '/v2/orders', fields, now_ms),
    ],
    [
      'that reads capitals as small letters takes others',
      reader(
        (secret, given) => hmac(secret, given),
        (all) => ({ ...all, signature: all['signature']?.toLowerCase() }),
      ),
    ],
    [
      'that knows no time takes an old one',
      (keys, method, path, fields) => verify(hmac, keys, method, path, fields, Number(fields['timestamp'])),
    ],
  ])('a reader %s', (_what, read) => {
    expect(tried(change(...KINDS), accepts(read, hmac), 2_000).accepted).toBeGreaterThan(0);
  });

  it('a bare hash is extended', () => {
    const secret = KEY.secret;
    const { digest, glue } = extendSha256(Buffer.from(bare(secret, 'a=1'), 'hex'), secret.length + 3, '&b=2');
    expect(digest.toString('hex')).toBe(
      createHash('sha256')
        .update(Buffer.concat([Buffer.from(secret + 'a=1'), glue, Buffer.from('&b=2')]))
        .digest('hex'),
    );
  });

  it('any time but five minutes is stale', () => {
    const signed = sign(hmac, KEY, 'POST', '/v2/orders', FIELDS, { now_ms: NOW_MS, nonce: 'n0nce' });
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (off_ms) => {
        const said = verify(hmac, [KEY], 'POST', '/v2/orders', signed, NOW_MS + off_ms);
        return said === (Math.abs(off_ms) <= FRESH_MS ? 'good' : 'stale');
      }),
    );
  });
});

describe('return addresses', { timeout: 240_000 }, () => {
  const FACTS = { merchant_id: 'shop', order_no: 'A1', state: 'left' } as const;
  const made = (key: SigningKey) => signReturn(hmac, key, 'https://shop.example/back?tab=1&q=a%20b', FACTS, { now_ms: NOW_MS, nonce: 'n' });
  const url = made(KEY);
  type Reader = (url: string, now_ms: number) => ReturnType<typeof verifyReturn>;
  const genuine: Reader = (given, now_ms) => verifyReturn(hmac, [KEY], given, now_ms);
  /** As any parser of addresses reads it; doubled names stay doubled, and a pair without a name is shown to nobody. */
  const facts = (given: string): string => {
    try {
      const { origin, pathname, searchParams } = new URL(given);
      return JSON.stringify([origin, pathname, [...searchParams].filter(([name]) => name !== '').sort()]);
    } catch {
      return given;
    }
  };
  const KINDS = [
    'bit',
    'cut',
    'add',
    'double',
    'doubled-other',
    'drop',
    'swap',
    'order',
    'case',
    'encode',
    'key',
    'replay',
    'extend',
  ] as const;

  const accepts =
    (read: Reader) =>
    ({ kind, at: n, text: more }: { kind: (typeof KINDS)[number]; at: number; text: string }): boolean | undefined => {
      const i = n % url.length;
      const [path = '', query = ''] = url.split('?');
      const pairs = query.split('&');
      const j = n % pairs.length;
      const joined = (all: readonly string[]): string => path + '?' + all.join('&');
      const [name = '', value = ''] = (pairs[j] ?? '').split('=');
      const now_ms = kind === 'replay' ? NOW_MS + (n % 2 ? 1 : -1) * (FRESH_MS + 1 + n) : NOW_MS;
      const forged: { [kind in (typeof KINDS)[number]]: () => string } = {
        bit: () => flip(url, n),
        cut: () => url.slice(0, i),
        add: () => url + '&' + encodeURIComponent(more) + '=1',
        double: () => url + '&' + (pairs[j] ?? ''),
        'doubled-other': () => joined([name + '=' + encodeURIComponent(more), ...pairs]),
        drop: () => joined(pairs.filter((_one, k) => k !== j)),
        swap: () => joined(pairs.with(j, name + '=' + ((pairs[(j + 1) % pairs.length] ?? '').split('=')[1] ?? ''))),
        order: () => joined([...pairs.slice(j), ...pairs.slice(0, j)]),
        case: () => otherCase(url, n),
        encode: () => joined(pairs.with(j, name + '=' + encodeURIComponent(value))),
        key: () => made({ key_id: 'k1', secret: more }),
        replay: () => url,
        extend: () => {
          const signature = pairs.at(-1)?.split('=')[1] ?? '';
          const { digest, glue } = extendSha256(Buffer.from(signature, 'hex'), n % 400, '&zz=1');
          const bytes = [...glue].map((byte) => '%' + byte.toString(16).padStart(2, '0')).join('');
          return joined([
            ...pairs.slice(0, -1).map((one) => (one.startsWith('timestamp=') ? one + bytes : one)),
            'zz=1',
            'signature=' + digest.toString('hex'),
          ]);
        },
      };
      const given = forged[kind]();
      const said = read(given, now_ms);
      // The same facts in other bytes are no forgery.
      if (kind !== 'replay' && facts(given) === facts(url)) return undefined;
      return said.verdict === 'good';
    };

  it('say what was signed, or are refused', () => {
    const { changed, accepted } = tried(change(...KINDS), accepts(genuine), 20_000);
    expect(changed).toBeGreaterThanOrEqual(CHANGED_MIN);
    expect(accepted).toBe(0);
    expect(genuine(url, NOW_MS).verdict).toBe('good');
    expect(verifyReturn(hmac, [OTHER], url, NOW_MS).verdict).toBe('bad');
  });

  it.each<[string, Reader]>([
    ['that takes the last of two is deceived', (given, now_ms) => genuine(lastOfEach(given), now_ms)],
    ['that knows no time takes an old one', (given) => genuine(given, NOW_MS)],
    [
      'that drops what it does not know is deceived',
      (given, now_ms) =>
        genuine(given.replace(/&(?!(tab|q|merchant_id|order_no|state|timestamp|nonce|key_id|signature)=)[^&]*/g, ''), now_ms),
    ],
  ])('a reader %s', (_what, read) => {
    expect(tried(change(...KINDS), accepts(read), 3_000).accepted).toBeGreaterThan(0);
  });
});

function lastOfEach(url: string): string {
  const [path = '', query = ''] = url.split('?');
  const all = new Map(query.split('&').map((pair) => [pair.split('=')[0], pair]));
  return path + '?' + [...all.values()].join('&');
}

describe('notices', { timeout: 240_000 }, () => {
  const [one] = VECTORS.notices;
  if (!one) throw new Error('no vector');
  const now_ms = one.timestamp_s * 1000;
  const other_body = JSON.stringify({ ...(JSON.parse(one.body) as object), id: 'another-notice', amount_fen: 1 });
  type Given = { [name: string]: string };
  type Reader = (headers: Given, body: string, now_ms: number) => unknown;
  const genuine: Reader = (headers, body, at_ms) => readNotice(hmac64, one.secrets, (name) => headers[name], body, at_ms);
  const KINDS = [
    'body',
    'header',
    'more',
    'gone',
    'other',
    'swap',
    'order',
    'double',
    'case',
    'encode',
    'replay',
    'stamp',
    'key',
    'extend',
  ] as const;
  const stamped = (secrets: readonly string[], id: string, body: string): Given =>
    noticeHeaders(hmac64, secrets, id, one.timestamp_s, body);

  function accepts(read: Reader, mac: Hmac64 = hmac64) {
    const headers: Given = noticeHeaders(mac, one!.secrets, one!.id, one!.timestamp_s, one!.body);
    const others = stamped(one!.secrets, 'another-notice', other_body);
    const names = Object.keys(headers);
    const { body } = one!;
    return ({ kind, at: n, text: more }: { kind: (typeof KINDS)[number]; at: number; text: string }): boolean | undefined => {
      const name = names[n % names.length] ?? '';
      const { [name]: value = '', ...rest } = headers;
      const good = (given: Given, said: string, at_ms = now_ms) =>
        said === body && at_ms === now_ms && names.every((each) => given[each] === headers[each])
          ? undefined
          : read(given, said, at_ms) !== undefined;
      const pairs = body.slice(1, -1).split(',');
      const j = n % pairs.length;
      const braced = (all: readonly string[]): string => '{' + all.join(',') + '}';
      switch (kind) {
        case 'body':
          return good(headers, flip(body, n));
        case 'header':
          return good({ ...headers, [name]: flip(value, n) }, body);
        case 'more':
          return good(headers, body + more);
        case 'gone':
          return good(rest, body);
        case 'other':
          return good({ ...headers, [name]: others[name] ?? '' }, body);
        case 'swap':
          return good(headers, n % 2 ? other_body : braced(pairs.with(j, pairs[(j + 1) % pairs.length] ?? '')));
        case 'order':
          return good(headers, braced([...pairs.slice(j), ...pairs.slice(0, j)]));
        case 'double':
          return good(headers, braced([...pairs, pairs[j] ?? '']));
        case 'case':
          return good(headers, otherCase(body, n));
        case 'encode':
          return good(headers, JSON.stringify(JSON.parse(body), null, 1 + (n % 9)));
        case 'replay':
          return good(headers, body, now_ms + (n % 2 ? 1 : -1) * (FRESH_MS + 1 + n));
        case 'stamp':
          return good({ ...headers, 'webhook-timestamp': String(one!.timestamp_s + 1 + n) }, body, now_ms + (1 + n) * 1000);
        case 'key':
          return good(stamped([more + 'x'], one!.id, body), body);
        case 'extend': {
          const [, digest = ''] = (headers['webhook-signature'] ?? '').split(' ')[0]?.split(',') ?? [];
          const longer = extendSha256(Buffer.from(digest, 'base64'), n % 800, more);
          const said = body + longer.glue.toString('latin1') + more;
          return good({ ...headers, 'webhook-signature': 'v1,' + longer.digest.toString('base64') }, said);
        }
      }
    };
  }

  it('say what was signed, byte by byte, or are not believed', () => {
    const { changed, accepted } = tried(change(...KINDS), accepts(genuine));
    expect(changed).toBeGreaterThanOrEqual(CHANGED_MIN);
    expect(accepted).toBe(0);
    expect(genuine(one.headers, one.body, now_ms)).toMatchObject({ id: one.id });
  });

  it.each<[string, Reader]>([
    ['that reads the body first and signs it anew takes other bytes', (headers, body, at_ms) => genuine(headers, same(body), at_ms)],
    ['that knows no time takes an old one', (headers, body) => genuine(headers, body, now_ms)],
    [
      'that asks for no signature where there is none is deceived',
      (headers, body, at_ms) => (headers['webhook-signature'] ? genuine(headers, body, at_ms) : body),
    ],
  ])('a reader %s', (_what, read) => {
    expect(tried(change(...KINDS), accepts(read), 3_000).accepted).toBeGreaterThan(0);
  });

  it('a bare hash of key and text is extended', () => {
    const { digest, glue } = extendSha256(Buffer.from(bare64('key', 'text'), 'base64'), 7, 'more');
    expect(digest.toString('base64')).toBe(
      createHash('sha256')
        .update(Buffer.concat([Buffer.from('keytext'), glue, Buffer.from('more')]))
        .digest('base64'),
    );
  });

  function same(body: string): string {
    try {
      const parsed = JSON.parse(body) as { [name: string]: unknown };
      const known = JSON.parse(one!.body) as { [name: string]: unknown };
      return JSON.stringify(Object.fromEntries(Object.keys(known).map((name) => [name, parsed[name]]))) === JSON.stringify(known)
        ? one!.body
        : body;
    } catch {
      return body;
    }
  }
});
