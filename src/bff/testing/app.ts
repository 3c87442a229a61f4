/** The whole BFF in one process for tests of its HTTP side: real store and workers, fake banks behind the port. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import Value from 'typebox/value';
import type { Outgoing } from '../../channels/port.ts';
import { sign } from '../../protocol/paysign-v2.ts';
import type { ServerWorld } from '../../protocol/world.ts';
import { buildBff } from '../app.ts';
import { scheduleClock } from '../clock.ts';
import { CardLimits } from '../secret-entry/limits.ts';
import type { ConfiguredChannel } from '../channels/configured.ts';
import { HEALTH } from '../channels/health.ts';
import type { BffConfig } from '../config/schema.ts';
import type { Merchant } from '../merchants/merchant.ts';
import { hmac } from '../merchants/verify.ts';
import { WorkerSettings } from '../payments/engine/settings.ts';
import { scanCodes } from '../payments/scan-codes.ts';
import type { ScanCodes } from '../payments/scan-codes.ts';
import { shorter, TIMES } from '../payments/schedules.ts';
import type { Times } from '../payments/schedules.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { configuredFakes } from './configured.ts';
import { fakeBank } from './fake-bank.ts';
import { fakeCards } from './fake-cards.ts';

export const KEY = { key_id: 'k1', secret: 'a secret of the shop' };

/** A page without a script: tests read the boot out of it. */
export function pageDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'page-'));
  writeFileSync(
    join(dir, 'index.html'),
    '<html lang="{{lang}}"><head></head><body class="{{look}}"><script type="application/json" id="boot">{{boot}}</script></body></html>',
  );
  writeFileSync(join(dir, 'keys.html'), '<html>{{boot}}</html>');
  writeFileSync(join(dir, 'apps.json'), JSON.stringify({ me: { script: '/box/me.js', style: '/box/me.css' } }));
  writeFileSync(
    join(dir, 'manifest.json'),
    JSON.stringify({
      build: 'b1',
      script: '',
      card_script: '/box/cards.js',
      style: '',
      html: 'index.html',
      keys_html: 'keys.html',
      keys_script: '',
    }),
  );
  return dir;
}

/** The same of phones. */
export function phoneDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'phone-'));
  writeFileSync(
    join(dir, 'index.html'),
    '<html lang="{{lang}}"><body>{{page}}<script type="application/json" id="boot">{{boot}}</script></body></html>',
  );
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ html: 'index.html', inline: [], keypad: { html: 'index.html', inline: [] } }));
  mkdirSync(join(dir, 'a'));
  return dir;
}

/** Ladders of milliseconds would wait for calls a second. */
const HURRIED = { calls_per_s: 1e6, number_calls_per_s: 1e6 };

const OFF = Object.fromEntries(
  ['address', 'order', 'merchant', 'callback', 'phone', 'unknown_code'].map((by) => [by, { per_s: 0, burst: 1 }]),
);

export const CARD_SECRETS = {
  seal: [{ key_id: 's1', secret: 'a secret to seal to' }],
  vault: [{ key_id: 'v1', secret: 'a secret of the vault' }],
  hash: 'a secret to recognise by',
};

export async function testApp(
  options: {
    file?: string;
    busy_ms?: number;
    hurry?: number;
    cards?: typeof CARD_SECRETS;
    limits?: object;
    keypad?: object;
    tokens?: boolean;
    /** False: a token pays without its card's code. */
    token_sms?: boolean;
    rates?: object;
    workers?: Partial<WorkerSettings>;
    times?: Partial<Times>;
    client_timeouts?: object;
    /** Changes the configured banks before the BFF is built on them. */
    configure?: (channels: readonly ConfiguredChannel[]) => readonly ConfiguredChannel[];
    reports_dir?: string;
    page_dir?: string;
    marks_dir?: string;
    trusted_proxies?: readonly string[];
    log_addresses?: 'full' | 'masked' | 'none';
    callback_allow?: { [channel: string]: string[] };
    public_url?: string;
    phone_dir?: string;
    scan_listen?: { host: string; port: number };
    scan_codes?: ScanCodes;
    two_persons_over_fen?: number;
    password_for_cards?: boolean;
    /** Whose viewers a merchant's are, and whether it is a portal. */
    viewers?: { readonly [merchant_id: string]: Pick<Merchant, 'viewers' | 'portal'> };
    /** True: the merchant's server takes the notice. */
    takes?: (request?: Outgoing) => boolean;
  } = {},
) {
  const clock = { wall_off_ms: 0 };
  const world: ServerWorld = {
    ...scheduleClock({ wall: () => Date.now() + clock.wall_off_ms, monotonic: () => performance.now() }),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
  const cards = fakeCards('unionpay', world.now, options.tokens, options.token_sms);
  const banks = { wechat: fakeBank('wechat', world.now), alipay: fakeBank('alipay', world.now) };
  const logged: string[] = [];
  const posted: Outgoing[] = [];
  const merchant = {
    id: 'shop',
    name: '芒果TV',
    app_name: '芒果TV',
    enabled: true,
    keys: [KEY],
    return_allow: ['http://shop.example/'],
    notify_allow: ['http://shop.example/'],
    contract: { fee_bp: 60, fee_min_fen: 1, credit_limit_fen: 0 },
    v1: { dev_id: '1001', app_id: '10001', app_key: 'the key of an app of 2014' },
  };
  const config = {
    public_url: options.public_url ?? 'http://pay.example',
    scan_url: 'https://scan.example',
    ...(options.scan_listen ? { scan_listen: options.scan_listen } : {}),
    phone_dir: options.phone_dir ?? phoneDir(),
    listen: { host: '127.0.0.1', port: 0 },
    trusted_proxies: options.trusted_proxies ?? [],
    log_addresses: options.log_addresses ?? 'masked',
    callback_allow: options.callback_allow ?? {},
    database: options.file ?? '',
    ...(options.two_persons_over_fen === undefined ? {} : { two_persons_over_fen: options.two_persons_over_fen }),
    proposal_life_ms: 86_400_000,
    page_dir: options.page_dir ?? pageDir(),
    keymaps_dir: 'public/keymaps',
    ...(options.marks_dir ? { marks_dir: options.marks_dir } : {}),
    ...(options.reports_dir ? { reports_dir: options.reports_dir } : {}),
    hotline: '96335',
    lang: 'zh-CN',
    elder: false,
    prefix: 'TST',
    number_key: {},
    merchants: [],
    channels: {},
    times: { ...shorter(TIMES, options.hurry ?? 1), ...options.times },
    hold_ms: 2_000,
    answer_wait_ms: 1_000,
    return_after_ms: 5_000,
    orphan_ms: 600_000,
    notice_timeout_ms: 1_000,
    cards: {
      elements: [{ kind: 'debit', banks: ['CMB'], need: ['id', 'phone'] }],
      limits: { ...(Value.Default(CardLimits, {}) as object), ...options.limits },
      remember_max: 5,
      remember_wait_ms: 86_400_000,
      status_ms: 200,
      clock_off_ms: 60_000,
      keypad: { enabled: true, secrets: [], ...options.keypad },
    },
    rates: { ...OFF, ...options.rates },
    workers: { ...(Value.Default(WorkerSettings, {}) as WorkerSettings), ...(options.hurry ? HURRIED : {}), ...options.workers },
    client_timeouts: {
      request_ms: 15_000,
      headers_ms: 8_000,
      keep_alive_ms: 30_000,
      requests_max: 1_000,
      connections_max: 1_000,
      check_ms: 2_000,
      ...options.client_timeouts,
    },
    health: HEALTH,
    attempts_max: 30,
    attempts_hour_max: 10,
    viewers: { limits: {}, password_for_cards: options.password_for_cards ?? false },
    phone_attempts_max: 30,
    log_level: 'silent',
  } as unknown as BffConfig;
  const { v1: _off, ...without_v1 } = merchant;
  const off = { ...without_v1, id: 'off', enabled: false };
  const store = openSqlite({ file: options.file ?? ':memory:', now: world.now, ...(options.busy_ms ? { busy_ms: options.busy_ms } : {}) });
  const other = { ...merchant, id: 'other', v1: { dev_id: '1002', app_id: '10002', app_key: 'the key of another app of 2014' } };
  const configured = configuredFakes({ ...banks, unionpay: cards }, options.hurry);
  const bff = await buildBff({
    settings: {
      config,
      merchants: new Map([merchant, off, other].map((one): [string, Merchant] => [one.id, { ...one, ...options.viewers?.[one.id] }])),
      number_key: 'number key',
      merchant_keys: [{ key_id: 'm1', secret: 'a secret that seals those of merchants' }],
      cards: options.cards ?? CARD_SECRETS,
      warnings: [],
    },
    store,
    ...(options.scan_codes ? { scan_codes: options.scan_codes } : {}),
    channels: options.configure ? options.configure(configured) : configured,
    world,
    logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    send: (request) => {
      posted.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from((options.takes ?? (() => true))(request) ? 'SUCCESS' : 'NO') });
    },
  });
  const order = (over: { [name: string]: string } = {}) => ({
    merchant_id: 'shop',
    order_no: 'A1',
    amount_fen: '1990',
    subject: '综艺会员',
    return_url: 'http://shop.example/back',
    notify_url: 'http://shop.example/notices',
    ...over,
  });
  const signed = (method: string, path: string, fields: { [name: string]: string }, now_ms = world.wall()) =>
    sign(hmac, KEY, method, path, fields, { now_ms, nonce: 'n' + now_ms });
  const post = (path: string, fields: { [name: string]: string }) =>
    bff.app.inject({ method: 'POST', url: path, payload: signed('POST', path, fields) });
  const codes = options.scan_codes ?? scanCodes('number key');
  return { bff, codes, clock, store, page_dir: config.page_dir, banks, cards, logged, posted, world, order, signed, post };
}
