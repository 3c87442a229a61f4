import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings } from './read.ts';

const dir = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const key = (exponent: number): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: exponent }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
const text = (name: string, content: string): string => {
  writeFileSync(join(dir, name), content, { mode: 0o600 });
  return join(dir, name);
};
const REAL = text('real.pem', key(65_537));
const SANDBOX = text('sandbox.pem', key(65_539));
const SANDBOX_BARE = text('sandbox.base64', key(65_539).replace(/-----[^-]+-----|\s/g, ''));
const SANDBOX_BARE_PUBLIC = text(
  'sandbox-public.base64',
  createPublicKey(key(65_539)).export({ type: 'spki', format: 'der' }).toString('base64'),
);
const ICBC = {
  app_id: '10000000000000000001',
  mer_id: '020000000001',
  mer_prtcl_no: '0200000000010201',
  private_key_file: REAL,
  gateway_public_key_file: REAL,
};
const SECRET = text('secret', 'a secret that is long enough\n');

const MERCHANT = {
  id: 'm',
  name: 'M',
  app_name: 'M',
  keys: [{ key_id: 'k', secret: { env: 'MKEY' } }],
  return_allow: ['https://tv.example/'],
  notify_allow: ['https://tv.example/'],
};
const ENV = { MKEY: 'another secret that is long enough' };
const GOOD = {
  public_url: 'https://pay.example',
  number_key: { file: SECRET },
  merchants: [MERCHANT],
  channels: {
    alipay: { app_id: '2021000000000001', seller_id: '2088000000000001', app_private_key_file: REAL, alipay_public_key_file: REAL },
  },
};
const UNIONPAY = Object.fromEntries(
  ['sign_key', 'sign_cert', 'encrypt_cert', 'root_cert', 'middle_cert']
    .map((name): [string, string] => [name + '_file', REAL])
    .concat([['mer_id', '777290058110097']]),
);
let written = 0;
const read = (config: unknown, env: { [name: string]: string } = ENV, sandbox = false) => {
  written += 1;
  return readSettings(text('c' + written + '.json', typeof config === 'string' ? config : JSON.stringify(config)), env, sandbox);
};

describe('settings', () => {
  it('fill in what is documented', () => {
    const { config, merchants, number_key } = read(GOOD);
    expect(config).toMatchObject({
      listen: { host: '127.0.0.1', port: 4000 },
      hotline: '96335',
      lang: 'zh-CN',
      hold_ms: 25_000,
      trusted_proxies: [],
    });
    expect(config.channels['alipay']?.notify_url).toBe('https://pay.example/callbacks/alipay');
    expect(merchants.get('m')?.keys[0]?.secret).toBe(ENV.MKEY);
    expect(number_key).toBe('a secret that is long enough');
  });
  it('take a few from the environment', () => {
    const { config } = read(GOOD, {
      ...ENV,
      LEZHONG_PUBLIC_URL: 'https://other.example',
      LEZHONG_PORT: '5000',
      LEZHONG_HOST: '0.0.0.0',
      LEZHONG_DATABASE: '/x.db',
    });
    expect(config).toMatchObject({ public_url: 'https://other.example', listen: { host: '0.0.0.0', port: 5000 }, database: '/x.db' });
  });
  it.each([
    ['not JSON', '{', /not JSON/],
    ['no address', { ...GOOD, public_url: undefined }, /public_url/],
    ['a slash at the end', { ...GOOD, public_url: 'https://pay.example/' }, /public_url/],
    ['a word nobody knows', { ...GOOD, publik: 1 }, /publik/],
    ['a secret in the file', { ...GOOD, number_key: 'x' }, /number_key/],
    ['a secret that is not there', { ...GOOD, number_key: { env: 'NOWHERE' } }, /NOWHERE is not set/],
    ['a secret file that is not there', { ...GOOD, number_key: { file: '/nowhere/at/all' } }, /cannot be read/],
    ['a short secret', { ...GOOD, merchants: [{ ...MERCHANT, keys: [{ key_id: 'k', secret: { env: 'SHORT' } }] }] }, /too short/],
    ['two merchants of one id', { ...GOOD, merchants: [MERCHANT, MERCHANT] }, /same id/],
    ['a negative time', { ...GOOD, times: { order_life_ms: -1 } }, /order_life_ms/],
    ['a port that is none', { ...GOOD, listen: { port: 99_999 } }, /port/],
  ])('%s stops the start with a sentence', (_what, config, says) => {
    expect(() => read(config, { ...ENV, SHORT: 'short' })).toThrow(says);
  });
  it('never quote a secret', () => {
    const said = (() => {
      try {
        read({ ...GOOD, number_key: 'hunter2-hunter2' });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(said).not.toContain('hunter2');
  });
});

describe('channels', () => {
  it('are offered unless they say otherwise; older accounts have the same settings', () => {
    const older = [{ ...GOOD.channels.alipay, app_id: '2020000000000000' }];
    const { config } = read({ ...GOOD, channels: { alipay: { ...GOOD.channels.alipay, older } } });
    expect(config.channels['alipay']).toMatchObject({
      enabled: true,
      older: [{ app_id: '2020000000000000', timeout_ms: 10_000, notify_url: 'https://pay.example/callbacks/alipay' }],
    });
    expect(read({ ...GOOD, channels: { alipay: { ...GOOD.channels.alipay, enabled: false } } }).config.channels['alipay']?.enabled).toBe(
      false,
    );
  });
  it.each([
    ['a bank nobody knows', { nobank: {} }, /nobank/],
    ['an older account that is not whole', { alipay: { ...GOOD.channels.alipay, older: [{}] } }, /older/],
    ['a bank of typed cards without "cards"', { unionpay: UNIONPAY }, /"unionpay" needs "cards"/],
  ])('%s stops the start with a sentence', (_what, channels, says) => {
    expect(() => read({ ...GOOD, channels })).toThrow(says);
  });
});

describe('settings of earlier versions', () => {
  it('are read, with a warning that names the new place', () => {
    const times = { order_life_ms: 60_000, close_ms: { alipay: [5], wechat: [6] }, query_shown_ms: [7], sent_query_ms: [8] };
    const { config, warnings } = read({ ...GOOD, patience: { request_ms: 9_000 }, patience_ms: 11, times });
    expect(config).toMatchObject({ client_timeouts: { request_ms: 9_000 }, answer_wait_ms: 11, times: { order_life_ms: 60_000 } });
    expect(config.times).toEqual({ order_life_ms: 60_000 });
    expect(config.channels['alipay']?.schedules).toEqual({ close_ms: [5], query_ms: [7] });
    expect(warnings).toEqual(
      [
        ['patience', 'client_timeouts'],
        ['patience_ms', 'answer_wait_ms'],
        ['times/query_shown_ms', 'channels/alipay/schedules/query_ms'],
        ['times/close_ms/alipay', 'channels/alipay/schedules/close_ms'],
      ].map(([old, now]) => `The setting "${old}" is called "${now}" now: it is still read, and should be renamed.`),
    );
    expect(read(GOOD).warnings).toEqual([]);
  });
  it('and of this version at once are refused', () => {
    expect(() => read({ ...GOOD, patience_ms: 1, answer_wait_ms: 2 })).toThrow(/both "patience_ms" and "answer_wait_ms"/);
  });
  it('a ladder that is none is refused where it stands now', () => {
    expect(() => read({ ...GOOD, times: { close_ms: { alipay: [] } } })).toThrow(/schedules\/close_ms/);
  });
});

describe('the sandbox in production', () => {
  const alipay = (over: object) => ({ ...GOOD, channels: { alipay: { ...GOOD.channels.alipay, ...over } } });
  it.each([
    ['a private key', alipay({ app_private_key_file: SANDBOX })],
    ['a bare key', alipay({ app_private_key_file: SANDBOX_BARE })],
    ['a key of an older account', alipay({ older: [{ ...GOOD.channels.alipay, app_private_key_file: SANDBOX }] })],
    ['a bare private key of ICBC', { ...GOOD, channels: { icbc: { ...ICBC, private_key_file: SANDBOX_BARE } } }],
    ['a bare public key of ICBC', { ...GOOD, channels: { icbc: { ...ICBC, gateway_public_key_file: SANDBOX_BARE_PUBLIC } } }],
    ['a public key', alipay({ alipay_public_key_file: SANDBOX })],
    [
      'an APIv3 key',
      {
        ...GOOD,
        channels: {
          wechat: {
            mchid: '1900000001',
            appid: 'wx1',
            merchant_serial: 'AB',
            merchant_key_file: REAL,
            api_v3_key: 'SANDBOX'.padEnd(32, 'x'),
            platform_keys: [{ serial: 'S', public_key_file: REAL }],
          },
        },
      },
    ],
  ])('%s is refused', (_what, config) => {
    expect(() => read(config)).toThrow(/sandbox/);
    expect(() => read(config, ENV, true)).not.toThrow();
  });
  it('a merchant key is refused', () => {
    expect(() => read(GOOD, { MKEY: 'sandbox-0123456789abcdef' })).toThrow(/sandbox/);
    const whsec = (bytes: string) => 'whsec_' + Buffer.from(bytes).toString('base64');
    expect(() => read(GOOD, { MKEY: whsec('sandbox-0123456789abcdef') })).toThrow(/sandbox/);
    expect(read(GOOD, { MKEY: whsec('0123456789abcdef-sandbox') }).merchants.size).toBe(1);
    expect(() => read(GOOD, { MKEY: whsec('too few bytes') })).toThrow(/"merchants\/m\/keys\/k" begins with whsec_ and is not/);
  });
});
