/** Rules that no schema of a single field can hold. Errors stop the start; warnings do not. */
import { PHONE_PATH } from '../../protocol/phone.ts';
import { CODE_LENGTH } from '../payments/scan-codes.ts';
import { BLOCKED_PORTS } from '../../protocol/blocked-ports.ts';
import { isProxy, isRange } from './addresses.ts';
import type { BffConfig } from './schema.ts';

/** One sentence for each setting that cannot be right. */
export function ruleErrors(config: BffConfig): string[] {
  const { merchants, cards, trusted_proxies } = config;
  const keys = merchants.map((one): [string, readonly { key_id: string }[]] => ['merchants/' + one.id + '/keys', one.keys]);
  const cards_keys: typeof keys = cards
    ? [
        ['cards/seal_keys', cards.seal_keys],
        ['cards/vault_keys', cards.vault_keys],
      ]
    : [];
  return [
    ...(new Set(merchants.map((one) => one.id)).size < merchants.length
      ? ['Two merchants have the same id in "merchants": give each its own.']
      : []),
    ...sameApp(merchants),
    ...(config.merchant_keys ? sameKeyId('merchant_keys', config.merchant_keys) : []),
    ...[...keys, ...cards_keys].flatMap(([what, list]) => sameKeyId(what, list)),
    ...Object.entries(config.callback_allow as { [channel: string]: readonly string[] }).flatMap(([channel, texts]) =>
      texts.filter((one) => !isRange(one)).map((one) => notRange('callback_allow/' + channel, one)),
    ),
    ...(config.notice_private_allow ?? []).filter((one) => !isRange(one)).map((one) => notRange('notice_private_allow', one)),
    ...limitProblems(config),
    ...keypadProblems(config),
    ...quickProblems(config),
    ...publicUrlProblems(config.public_url),
    ...trusted_proxies.filter((one) => !isProxy(one)).map((one) => notRange('trusted_proxies', one)),
  ];
}

/** A shorter period's limit above a longer one's never holds. */
function limitProblems({ viewers: { limits } }: BffConfig): string[] {
  const set = (['payment_fen', 'day_fen', 'month_fen'] as const).filter((name) => limits[name] !== undefined);
  return set.slice(1).flatMap((name, i) => {
    const shorter = set[i] as typeof name;
    return (limits[shorter] ?? 0) > (limits[name] ?? 0)
      ? ['"viewers/limits/' + shorter + '" is above "viewers/limits/' + name + '": make it at most as much, or take it out.']
      : [];
  });
}

/** Nobody would ever be asked for a password, so that the contract without a code would serve nobody. */
function quickProblems({ channels, merchants, merchant_keys }: BffConfig): string[] {
  const may = Object.entries(channels).filter(([, one]) => (one as { token_sms?: boolean } | undefined)?.token_sms === false);
  // Portals may be made in the database too.
  if (merchant_keys || merchants.some((one) => one.portal)) return [];
  return may.map(
    ([id]) =>
      '"channels/' +
      id +
      '/token_sms" is false, and no merchant is a "portal": its viewers cannot set the payment password that would be asked instead of the SMS.' +
      ' Make one a portal, or take token_sms out.',
  );
}

/** With these a card's number alone is money: not over a line that others read and change. */
function keypadProblems({ cards, scan_url }: BffConfig): string[] {
  const secrets = cards?.keypad?.secrets ?? [];
  const plain = scan_url !== undefined && scan_url.startsWith('http:') && !isLoopback(scan_url);
  return secrets.length > 0 && plain
    ? [
        '"cards/keypad/secrets" lets phones type ' +
          secrets.join(' and ') +
          ', and "scan_url" is plain http: make it https, or take them out.',
      ]
    : [];
}

/** A caller of 2014 is found by its app. */
function sameApp(merchants: BffConfig['merchants']): string[] {
  const ids = merchants.flatMap(({ v1 }) => (v1 ? [v1.app_id] : []));
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined ? [] : ['Two merchants have the same v1 app_id "' + twice + '": give each its own.'];
}

/** The page asks for its files, and for the next step, from the root of its host. */
function publicUrlProblems(public_url: string): string[] {
  if (!URL.canParse(public_url)) return ['"public_url" is no address: write it as https://pay.example.'];
  const { pathname, port, username } = new URL(public_url);
  return [
    ...(pathname === '/'
      ? []
      : ['"public_url" has the path "' + pathname + '": the cashier needs a host or a port of its own, so take the path out.']),
    ...(username ? ['"public_url" names a user: take it out, because every viewer would read it.'] : []),
    ...(BLOCKED_PORTS.has(Number(port)) ? ['"public_url" has the port ' + port + ', which browsers refuse to open: give it another.'] : []),
  ];
}

function notRange(what: string, text: string): string {
  return '"' + what + '" names "' + text + '", which is no address and no range: write it as 10.0.0.1 or 10.0.0.0/8.';
}

function sameKeyId(what: string, keys: readonly { key_id: string }[]): string[] {
  const ids = keys.map((one) => one.key_id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined
    ? []
    : ['"' + what + '" names the key_id "' + twice + '" twice, and only one would be found: give each its own.'];
}

/** One sentence for each setting that works and is seldom meant. */
export function ruleWarnings(config: BffConfig): string[] {
  const { merchants, channels, public_url } = config;
  const configured = Object.values(channels).filter((one) => one !== undefined);
  return [
    ...(merchants.some((one) => one.enabled) ? [] : ['No merchant is enabled in "merchants": nobody can make an order.']),
    ...(configured.some((one) => one.enabled) ? [] : ['No channel is enabled in "channels": viewers have no way to pay.']),
    ...(public_url.startsWith('http:') && !isLoopback(public_url)
      ? ['"public_url" is plain http: whoever is on the way can change the page and see what is typed. Use https where the boxes can.']
      : []),
    ...scanWarnings(config),
    ...textSecrets(channels, 'channels'),
  ];
}

/** What a QR of version 4 holds at level M in its alphanumeric mode. Source: docs/adr/0015-one-code.md. */
const QR_LETTERS_MAX = 90;
const QR_LETTERS = /^[0-9A-Z $%*+\-./:]+$/;

function scanWarnings({ scan_url, scan_listen }: BffConfig): string[] {
  if (scan_url === undefined)
    return scan_listen ? ['"scan_listen" is set without "scan_url": no code is shown, and phones never come.'] : [];
  const most = QR_LETTERS_MAX - PHONE_PATH.length - CODE_LENGTH;
  const too_long = scan_url.length > most || !QR_LETTERS.test(scan_url.toUpperCase());
  return [
    ...(too_long
      ? [
          '"scan_url" makes the code on the TV finer than phones read across a room: at most ' +
            most +
            ' characters, letters, digits, "-" and ".".',
        ]
      : []),
    ...(scan_url.startsWith('http:') && !isLoopback(scan_url)
      ? ['"scan_url" is plain http: wallets open and pay only on https pages of a registered domain.']
      : []),
  ];
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** Names of settings that hold a secret and may be a file instead. */
const SECRET = /(^|_)(private_key|merchant_key|api_v3_key|secret|password)$/;

function textSecrets(value: unknown, what: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = what + '/' + name;
    if (typeof inner !== 'string') return textSecrets(inner, path);
    return SECRET.test(name)
      ? [
          '"' +
            path +
            '" stands as text in the settings file: put it into a file that only this user can read, named by "' +
            name +
            '_file".',
        ]
      : [];
  });
}
