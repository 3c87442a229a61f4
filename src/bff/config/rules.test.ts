/** Settings that cannot be right, or are seldom meant: each is named in one sentence that says how to mend it. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRange, ranges } from './addresses.ts';
import { floorProblems } from './floors.ts';
import { readSettings } from './read.ts';

const dir = mkdtempSync(join(tmpdir(), 'rules-'));
let written = 0;
function file(content: string, mode = 0o600): string {
  const path = join(dir, 'f' + (written += 1));
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}
const LONG = 'a secret that is long enough';
const SECRET = { env: 'S' };
const MERCHANT = {
  id: 'm',
  name: 'M',
  app_name: 'M',
  keys: [{ key_id: 'k', secret: SECRET }],
  return_allow: ['https://tv.example/'],
  notify_allow: ['https://tv.example/'],
};
const ALIPAY = {
  app_id: '2021000000000001',
  seller_id: '2088000000000001',
  app_private_key_file: file('x'),
  alipay_public_key_file: file('-----BEGIN PUBLIC KEY-----', 0o644),
};
const GOOD = { public_url: 'https://pay.example', number_key: SECRET, merchants: [MERCHANT], channels: { alipay: ALIPAY } };
const CARDS = { seal_keys: [{ key_id: 's', secret: SECRET }], vault_keys: [{ key_id: 'v', secret: SECRET }], hash_key: SECRET };

const read = (over: object, sandbox = false) => readSettings(file(JSON.stringify({ ...GOOD, ...over })), { S: LONG }, sandbox);
const warnings = (over: object, sandbox = false) => read(over, sandbox).warnings.join('\n');
function refusal(over: object): string {
  try {
    read(over);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
const twice = <T>(one: T): T[] => [one, one];

it('what is right says nothing', () => {
  expect(read({}).warnings).toEqual([]);
  expect(read({ cards: CARDS, trusted_proxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8', 'loopback'] }).warnings).toEqual([]);
});

describe('refused by name', () => {
  it.each([
    ['a proxy that is no address', { trusted_proxies: ['10.0.0.1', 'proxy.local'] }, '"trusted_proxies" names "proxy.local"'],
    ['a public address below a path', { public_url: 'https://pay.example/cashier' }, '"public_url" has the path "/cashier"'],
    ['a public address with a user', { public_url: 'https://me:pw@pay.example' }, '"public_url" names a user'],
    ['a public port that browsers refuse', { public_url: 'https://pay.example:6000' }, 'the port 6000, which browsers refuse'],
    ['a public address that is none', { public_url: 'https://[' }, '"public_url" is no address'],
    ['a range that is none', { trusted_proxies: ['10.0.0.0/33'] }, '"10.0.0.0/33"'],
    [
      'two merchant keys of one name',
      { merchants: [{ ...MERCHANT, keys: twice(MERCHANT.keys[0]) }] },
      '"merchants/m/keys" names the key_id "k"',
    ],
    ['two seal keys of one name', { cards: { ...CARDS, seal_keys: twice(CARDS.seal_keys[0]) } }, '"cards/seal_keys"'],
    ['two vault keys of one name', { cards: { ...CARDS, vault_keys: twice(CARDS.vault_keys[0]) } }, '"cards/vault_keys"'],
    ['a secret all may change', { number_key: { file: file(LONG, 0o666) } }, 'of "number_key" can be changed by every user'],
    [
      'a certificate all may change',
      { channels: { alipay: { ...ALIPAY, alipay_public_key_file: file('-----BEGIN PUBLIC KEY-----', 0o646) } } },
      'of "channels/alipay/alipay_public_key_file" can be changed',
    ],
  ])('%s', (_name, over, says) => {
    expect(refusal(over)).toContain(says);
    expect(refusal(over)).not.toContain(LONG);
  });
});

describe('a warning', () => {
  it.each([
    ['no merchants', { merchants: [] }, 'No merchant is enabled'],
    ['no merchant enabled', { merchants: [{ ...MERCHANT, enabled: false }] }, 'No merchant is enabled'],
    ['no channels', { channels: {} }, 'No channel is enabled'],
    ['no channel enabled', { channels: { alipay: { ...ALIPAY, enabled: false } } }, 'No channel is enabled'],
    ['plain http', { public_url: 'http://pay.example' }, '"public_url" is plain http'],
    ['a secret others may read', { number_key: { file: file(LONG, 0o644) } }, 'of "number_key" can be read by other users'],
    ['a secret the group may change', { number_key: { file: file(LONG, 0o620) } }, 'of "number_key" can be changed by its group'],
    [
      'a private key others may read',
      { channels: { alipay: { ...ALIPAY, app_private_key_file: file('-----BEGIN PRIVATE KEY-----', 0o640) } } },
      'of "channels/alipay/app_private_key_file" can be read',
    ],
    [
      'a key as text in the file',
      { channels: { alipay: { ...ALIPAY, app_private_key: 'MIIEvQ' } } },
      '"channels/alipay/app_private_key" stands as text',
    ],
  ])('%s', (_name, over, says) => {
    expect(warnings(over)).toContain(says);
    expect(warnings(over)).not.toMatch(/MIIEvQ|a secret that is/);
  });

  it.each(['http://127.0.0.1:4000', 'http://localhost', 'http://[::1]:4000'])('none for plain http at %s', (public_url) => {
    expect(warnings({ public_url })).toBe('');
  });
});

describe('times that a promise needs', () => {
  const MIN = 60_000;
  it.each([
    ['lost_ms', 6 * MIN - 1],
    ['lost_again_ms', MIN - 1],
    ['claim_alone_ms', 1],
    ['refund_lost_ms', 1],
    ['lapse_ms', 1],
    ['refund_gap_ms', 1],
    ['sent_flag_ms', 1],
    ['sms_again_ms', 1],
    ['card_late_ms', 1],
    ['new_code_ms', 1],
    ['attempt_life_ms', 4 * MIN],
    ['attempt_life_ms', 16 * MIN],
    ['sent_query_every_ms', 7 * 60 * MIN],
    ['lease_ms', 1_000],
    // Alipay's refund may take 30 s.
    ['lease_ms', 34_999],
  ])('%s of %s ms stops the start, and is a warning with the sandbox', (name, ms) => {
    expect(refusal({ times: { [name]: ms } })).toContain('"times/' + name + '" must be at ');
    expect(warnings({ times: { [name]: ms } }, true)).toContain('"times/' + name + '"');
  });
  it('looks at what was sent once must rise: the next one would be hours later', () => {
    const over = (query_ms: number[]) => ({
      channels: { unionpay: { schedules: { query_ms } }, alipay: { ...ALIPAY, schedules: { query_ms: [5, 5] } } },
    });
    const said = (query_ms: number[]) => floorProblems({ ...read({}).config, ...over(query_ms) } as never).join();
    expect(said([1_000, 2_000, 2_000])).toContain('"channels/unionpay/schedules/query_ms" must rise');
    expect(said([1_000, 2_000, 3_000])).toBe('');
    expect(said([])).toBe('');
  });
  it('at their bounds are taken', () => {
    expect(refusal({ times: { lost_ms: 6 * MIN, attempt_life_ms: 5 * MIN, lease_ms: 35_000 }, orphan_ms: 10 * MIN })).toBe('');
  });
  it('a call that may take longer than its lease is named with both settings', () => {
    const slow = refusal({ channels: { alipay: { ...ALIPAY, older: [{ ...ALIPAY, refund_timeout_ms: 70_000 }] } } });
    expect(slow).toContain('"times/lease_ms" must be at least 75000 ms');
    expect(slow).toContain('"channels/alipay/older/0/refund_timeout_ms"');
  });
  it('orphan_ms', () => {
    expect(refusal({ orphan_ms: 1 })).toContain('"orphan_ms" must be at least 600000 ms');
  });
});

describe('what a schema finds', () => {
  it.each([
    ['a secret as text', { number_key: 'hunter2-hunter2-hunter2' }, /"number_key" stands as text .*\{"file": PATH\}.*\{"env": NAME\}/],
    [
      'a key as text',
      { merchants: [{ ...MERCHANT, keys: [{ key_id: 'k', secret: 'hunter2' }] }] },
      /"merchants\/0\/keys\/0\/secret" stands as text/,
    ],
    ['an address with a slash', { public_url: 'https://pay.example/' }, /"public_url" must be an address .* does not end with a slash/],
    ['a short prefix', { prefix: 'A' }, /"prefix" must be 3 letters and digits/],
    ['an id with a space', { merchants: [{ ...MERCHANT, id: 'a b' }] }, /"merchants\/0\/id" must be 1 to 64 letters, digits, _ and -/],
    ['a language', { lang: 'de' }, /"lang" must be one of: zh-CN, zh-TW, en/],
    ['a word nobody knows', { publik: 1 }, /knows no "publik"/],
    ['a setting that is missing', { number_key: undefined }, /"number_key" is missing/],
    ['a text for a number', { hold_ms: 'long' }, /"hold_ms" must be an integer/],
    ['no keys', { merchants: [{ ...MERCHANT, keys: [] }] }, /"merchants\/0\/keys" must have at least 1 entry/],
  ])('%s: names the field, and no regular expression', (_name, over, says) => {
    expect(refusal(over)).toMatch(says);
    expect(refusal(over)).not.toMatch(/hunter2|\^|\[0-9|\\s|anyOf|constant/);
  });
});

it('ranges of addresses', () => {
  expect(['1.2.3.4', '10.0.0.0/8', '::1', 'fd00::/8'].map(isRange)).toEqual([true, true, true, true]);
  expect(['', 'a', '1.2.3', '1.2.3.4/33', '::1/129', '1.2.3.4/8/8', '1.2.3.4/'].map(isRange)).toEqual(Array(7).fill(false));
  const inside = ranges(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
  expect(['10.9.9.9', '::ffff:10.1.1.1', '192.0.2.7', 'fd12::1'].map(inside)).toEqual([true, true, true, true]);
  expect(['11.0.0.1', '192.0.2.8', 'fe80::1', 'no address'].map(inside)).toEqual([false, false, false, false]);
});

it('guarded secrets are typed on phones over https alone', () => {
  const keypad = { secrets: ['cvn2'] };
  expect(refusal({ scan_url: 'http://pay.example', cards: { ...CARDS, keypad } })).toContain(
    '"cards/keypad/secrets" lets phones type cvn2',
  );
  expect(refusal({ scan_url: 'https://pay.example', cards: { ...CARDS, keypad } })).toBe('');
  expect(refusal({ scan_url: 'http://pay.example', cards: CARDS })).toBe('');
  expect(refusal({ cards: { ...CARDS, keypad: { secrets: ['phone'] } } })).toContain('keypad');
});

it('a token without its SMS needs somebody who asks for a password instead: a portal', () => {
  const key = file('x');
  const unionpay = {
    mer_id: '777290058110097',
    tr_id: '62000000001',
    ...Object.fromEntries(['sign_key', 'sign_cert', 'encrypt_cert', 'root_cert', 'middle_cert'].map((name) => [name + '_file', key])),
  };
  const over = (token_sms: boolean, more: object = {}) => ({
    cards: CARDS,
    channels: { alipay: ALIPAY, unionpay: { ...unionpay, token_sms } },
    ...more,
  });
  expect(refusal(over(false))).toContain('"channels/unionpay/token_sms" is false, and no merchant is a "portal"');
  expect(refusal(over(true))).toBe('');
  expect(refusal(over(false, { merchants: [{ ...MERCHANT, portal: true }] }))).toBe('');
  expect(refusal(over(false, { merchant_keys: [{ key_id: 'm', secret: SECRET }] }))).toBe('');
});
