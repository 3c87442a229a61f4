/** Settings as they go wrong in production, and what --check and the start must say: one sentence for each. */
import { chmodSync as chmod, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from './documents.ts';

export interface Settings {
  [name: string]: unknown;
  merchants: { [name: string]: unknown; keys: { [name: string]: unknown }[] }[];
  channels: { wechat: { [name: string]: unknown } };
}

type Wrong = readonly [name: string, change: (settings: Settings, site: Site) => void, says: RegExp];

const file = (site: Site, name: string, text: string, mode = 0o600): { file: string } => {
  const path = join(site.root, 'etc', name);
  writeFileSync(path, text, { mode });
  return { file: path };
};
const merchant = (settings: Settings) => settings.merchants[0] as Settings['merchants'][number];
const key = (settings: Settings) => merchant(settings).keys[0] as { [name: string]: unknown };

export const WRONG: readonly Wrong[] = [
  ['no public_url', (s) => delete s['public_url'], /"public_url" is missing: add it/],
  ['a slash at the end', (s) => (s['public_url'] = 'https://pay.example/'), /"public_url" must be an address .* not end with a slash/],
  ['a path', (s) => (s['public_url'] = 'https://pay.example/cashier'), /"public_url" has the path "\/cashier"/],
  ['a blocked port', (s) => (s['public_url'] = 'https://pay.example:6666'), /port 6666, which browsers refuse/],
  ['a name misspelt', (s) => (s['hotlime'] = '1'), /the file knows no "hotlime"/],
  ['a port that is a word', (s) => (s['listen'] = { port: 'https' }), /"listen\/port" must be an integer/],
  ['a secret as text', (s) => (s['number_key'] = 'b0a5c1d2e3f40516'), /"number_key" stands as text in the settings file/],
  ['a secret that is not there', (s) => (s['number_key'] = { file: '/nowhere/key' }), /"number_key" cannot be read from \/nowhere\/key/],
  ['a secret too short', (s, site) => (s['number_key'] = file(site, 'short', 'short')), /"number_key" is too short: at least 16/],
  [
    'a secret that all may change',
    (s, site) => {
      const named = file(site, 'open-key', 'b0a5c1d2e3f405162738');
      s['number_key'] = named;
      chmod(named.file, 0o666);
    },
    /"number_key" can be changed by every user/,
  ],
  ['a variable that is not set', (s) => (key(s)['secret'] = { env: 'NOT_SET' }), /NOT_SET is not set/],
  ['a cut whsec_', (s, site) => (key(s)['secret'] = file(site, 'cut', 'whsec_QUJDREVGRw==')), /begins with whsec_ and is not the base64/],
  ['two merchants of one id', (s) => s.merchants.push(merchant(s)), /Two merchants have the same id/],
  ['a merchant without addresses', (s) => (merchant(s)['return_allow'] = []), /"merchants\/0\/return_allow" must have at least 1 entry/],
  ['a proxy by name', (s) => (s['trusted_proxies'] = ['proxy.local']), /"trusted_proxies" names "proxy.local", which is no address/],
  ['a language nobody speaks', (s) => (s['lang'] = 'fr'), /"lang" must be one of: zh-CN, zh-TW, en/],
  ['a bank nobody knows', (s) => Object.assign(s.channels, { paypal: {} }), /"channels" knows no "paypal"/],
  ['a key file that is not there', (s) => (s.channels.wechat['merchant_key_file'] = '/nowhere/key.pem'), /\/nowhere\/key\.pem/],
  [
    'a key that is none',
    (s, site) => (s.channels.wechat['merchant_key_file'] = file(site, 'bad.pem', 'hello').file),
    /"wechat" cannot start: .*merchant_key/,
  ],
  [
    'an APIv3 key of 31',
    (s, site) => (s.channels.wechat['api_v3_key_file'] = file(site, 'v3', 'x'.repeat(31)).file),
    /"wechat" cannot start: .*api_v3_key/,
  ],
  ['cards without keys', (s) => Object.assign(s.channels, { unionpay: {} }), /unionpay/],
  [
    'a database in a file',
    (s) => (s['database'] = '/etc/hostname/lezhong.db'),
    /database .* cannot be opened, because \/etc\/hostname is no folder/,
  ],
  [
    'a database that is a folder',
    (s, site) => {
      mkdirSync(join(site.root, 'folder.db'), { recursive: true });
      s['database'] = join(site.root, 'folder.db');
    },
    /cannot be opened, because it is no file/,
  ],
  ['a page that is not built', (s) => (s['page_dir'] = '/nowhere'), /page is not built in "\/nowhere": run npm run build/],
  ['a time below a promise', (s) => (s['times'] = { lost_ms: 1 }), /lost_ms/],
];
