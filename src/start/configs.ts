/** Settings of the demo's BFF and shop: sandbox addresses and keys, secrets made at the first start. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clientSettings } from '../sandbox/manifest.ts';
import type { Json } from './edits.ts';
import { jsonIn, writeKeepingEdits } from './kept-settings.ts';
import type { SandboxManifest } from '../sandbox/manifest.ts';
import { TEXT_GATEWAY_KEY, TEXT_GATEWAY_PATH } from '../sandbox/phone/text-gateway.ts';
import { WHSEC } from '../protocol/notice-key.ts';

const MARK = 'sandbox-';

export interface Places {
  /** Channels beside those that every stack of tests has. */
  more_channels?: readonly string[];
  bff: string;
  shop: string;
  port: number;
  /** More addresses the shop's orders may name. */
  also?: string[];
  /** Addresses the developer's orders may name. */
  allow?: readonly string[];
  /** Merchants with a TV app of their own. */
  apps?: readonly { id: string; name: string; url: string; portal?: true }[];
}

export interface ShopKey {
  key_id: string;
  secret: string;
}

/** What a test changes of the demo's settings. */
export type Overrides = { [name: string]: unknown };

/** Writes DIR/bff.json from DIR/sandbox/manifest.json; returns the shop's key. The word "sandbox" marks secrets as worthless. */
export function writeBffConfig(data: string, at: Places, overrides: Overrides = {}): ShopKey {
  const manifest = JSON.parse(readFileSync(join(data, 'sandbox', 'manifest.json'), 'utf8')) as SandboxManifest;
  const secrets = join(data, 'secrets');
  mkdirSync(secrets, { recursive: true });
  const secret = (name: string, make = newSecret): string => {
    const file = join(secrets, name);
    if (!existsSync(file)) writeFileSync(file, make() + '\n', { mode: 0o600 });
    return file;
  };
  const shop_key = secret('shop-key', newMerchantSecret);
  const dev_allow = [at.shop + '/', ...(at.allow ?? [])];
  const config = {
    public_url: at.bff,
    scan_url: at.bff,
    listen: { host: '127.0.0.1', port: at.port },
    database: join(data, 'bff', 'lezhong.db'),
    page_dir: resolve('dist/box'),
    phone_dir: resolve('dist/phone'),
    keymaps_dir: resolve('public/keymaps'),
    reports_dir: join(data, 'key-reports'),
    prefix: 'DEM',
    number_key: { file: secret('number-key') },
    merchant_keys: [{ key_id: 'm1', secret: { file: secret('merchant-key') } }],
    merchants: [
      {
        id: 'demo',
        name: '八桂小店',
        app_name: '八桂小店',
        keys: [{ key_id: 'k1', secret: { file: shop_key } }],
        return_allow: [at.shop + '/', ...(at.also ?? [])],
        notify_allow: [at.shop + '/', ...(at.also ?? [])],
      },
      // For a program of one's own against the demo.
      {
        id: DEV_MERCHANT,
        name: '开发者',
        app_name: '我的应用',
        keys: [{ key_id: 'k1', secret: { file: secret('dev-key', newMerchantSecret) } }],
        return_allow: dev_allow,
        notify_allow: dev_allow,
      },
      ...(at.apps ?? []).map(({ id, name, url, portal }) => ({
        id,
        name,
        app_name: name,
        keys: [{ key_id: 'k1', secret: { file: secret(id + '-key', newMerchantSecret) } }],
        return_allow: [url + '/'],
        notify_allow: [url + '/'],
        viewers: 'operator',
        ...(portal ? { portal } : {}),
      })),
    ],
    cards: {
      seal_keys: [{ key_id: 's1', secret: { file: secret('seal-key') } }],
      vault_keys: [{ key_id: 'v1', secret: { file: secret('vault-key') } }],
      hash_key: { file: secret('hash-key') },
      // One bank whose debit cards are checked with the ID number, so that all three kinds of check can be seen.
      elements: [{ kind: 'debit', banks: ['CMB'], need: ['id', 'phone'] }],
    },
    text_gateway: { url: manifest.phone_url + TEXT_GATEWAY_PATH, key: { file: secret('text-gateway-key', () => TEXT_GATEWAY_KEY) } },
    channels: clientSettings(manifest, at.more_channels),
  };
  writeKeepingEdits(data, 'bff.json', over(config, overrides) as Json);
  return keyIn(shop_key);
}

export const DEV_MERCHANT = 'dev';

/** Of a merchant with a TV app. */
export const appKey = (data: string, id: string): ShopKey => keyIn(join(data, 'secrets', id + '-key'));

export const devKey = (data: string): ShopKey => keyIn(join(data, 'secrets', 'dev-key'));

/** As the settings say now, a person's edits included. */
export function allowOf(data: string, merchant_id: string): readonly string[] {
  const { merchants } = jsonIn(join(data, 'bff.json')) as unknown as { merchants?: { id: string; return_allow: string[] }[] };
  return merchants?.find((one) => one.id === merchant_id)?.return_allow ?? [];
}

function keyIn(file: string): ShopKey {
  return { key_id: 'k1', secret: readFileSync(file, 'utf8').trim() };
}

const newSecret = (): string => MARK + randomBytes(24).toString('hex');
/** In the form of a merchant's key (protocol/notice-key.ts); the mark stands in its bytes. */
const newMerchantSecret = (): string => WHSEC + Buffer.concat([Buffer.from(MARK), randomBytes(24)]).toString('base64');

/** Objects into objects; anything else takes the place of what was there. */
function over(base: Overrides, more: Overrides): Overrides {
  const isObject = (value: unknown): value is Overrides => typeof value === 'object' && value !== null && !Array.isArray(value);
  const made = { ...base };
  for (const [name, value] of Object.entries(more)) {
    const old = made[name];
    made[name] = isObject(old) && isObject(value) ? over(old, value) : value;
  }
  return made;
}

export function writeDemoConfig(data: string, at: Places, key: ShopKey, who: { viewer?: string; box?: string } = {}): void {
  const config = {
    ...who,
    listen_port: at.port,
    public_url: at.shop,
    bff_url: at.bff,
    merchant_id: 'demo',
    keys: [key],
    data_dir: join(data, 'shop'),
  };
  writeKeepingEdits(data, 'shop.json', config as unknown as Json);
}
