/**
 * The signed address on which a viewer goes back to the app. For display only: money facts come from the notice or a query.
 * The app's own query comes back byte for byte, whatever its encoding, with our fields behind it.
 */
import { canonicalOf, percent, textOrNothing, verifyText } from './paysign-v2.ts';
import type { EncodedPair, Hmac, SignatureVerdict, SigningKey } from './paysign-v2.ts';

/** paid; closed: expired or closed unpaid; left: the viewer went away, the order may still be paid. */
export type ReturnState = 'paid' | 'closed' | 'left';

/** Our fields; one of the app's own by such a name is taken out. */
const OURS: ReadonlySet<string> = new Set(['merchant_id', 'order_no', 'state', 'timestamp', 'nonce', 'key_id', 'signature']);

interface Pair extends EncodedPair {
  /** As it stands in the address. */
  raw: string;
}

/** Splits an address into what is signed as path (scheme, host, path), its query and its fragment. */
function split(url: string): { path: string; pairs: Pair[]; hash: string } {
  const [, path = '', search = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(asSent(url)) ?? [];
  const pairs = search === '' ? [] : search.split('&').map(pairOf);
  return { path, pairs, hash };
}

function pairOf(raw: string): Pair {
  const eq = raw.indexOf('=');
  return { raw, name: normal(eq < 0 ? raw : raw.slice(0, eq)), value: eq < 0 ? '' : normal(raw.slice(eq + 1)) };
}

/** The address as a browser will ask for it: a host alone gets its slash, letters beyond ASCII are encoded. Signed otherwise, it would come back changed. */
function asSent(url: string): string {
  try {
    return new URL(url).href;
  } catch {
    return url;
  }
}

/** The same bytes as RFC 3986 writes them: a plus is a space, a percent sign without two hex digits is itself. */
function normal(part: string): string {
  return part.replace(/%([0-9A-Fa-f]{2})|\+|[^]/gu, (one, hex?: string) => {
    if (hex === undefined) return one === '+' ? '%20' : (textOrNothing(() => percent(one)) ?? '%EF%BF%BD');
    const letter = String.fromCharCode(parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(letter) ? letter : '%' + hex.toUpperCase();
  });
}

/** Whether a name stands twice in the query: a parser keeps one, nobody knows which, and verifyReturn believes neither. */
export function repeatsName(url: string): boolean {
  return repeats(split(url).pairs);
}

function repeats(pairs: readonly Pair[]): boolean {
  const names = pairs.map((one) => one.name).filter((name) => name !== '');
  return new Set(names).size < names.length;
}

export function signReturn(
  hmac: Hmac,
  key: SigningKey,
  return_url: string,
  facts: { merchant_id: string; order_no: string; state: ReturnState },
  stamp: { now_ms: number; nonce: string },
): string {
  const { path, pairs, hash } = split(return_url);
  const own = pairs.filter((one) => !OURS.has(one.name));
  const named = { ...facts, timestamp: String(stamp.now_ms), nonce: stamp.nonce, key_id: key.key_id };
  const ours = Object.entries(named).map(([name, value]) => pairOf(name + '=' + percent(value)));
  const signature = 'signature=' + hmac(key.secret, textOf(path, [...own, ...ours]));
  return path + '?' + [...[...own, ...ours].map((one) => one.raw), signature].join('&') + hash;
}

/**
 * Checks the address the viewer came back on; a stale one is genuine but may be a bookmark. A name that stands twice is
 * `bad`: the merchant's own parser might read the other one of the two. A value that is no UTF-8 is given percent-encoded.
 */
export function verifyReturn(
  hmac: Hmac,
  keys: readonly SigningKey[],
  url: string,
  now_ms: number,
): { verdict: SignatureVerdict; fields: Record<string, string> } {
  const { path, pairs } = split(url);
  // Without a prototype, or a field called __proto__ would be lost.
  const fields = Object.create(null) as Record<string, string>;
  for (const { name, value } of pairs) if (name !== '') fields[decode(name)] = decode(value);
  const text = repeats(pairs) ? undefined : textOf(path, pairs);
  return { verdict: verifyText(hmac, keys, text, fields, now_ms), fields };
}

/** A pair without a name, as in `?&a=1`, comes back and is not signed: no parser shows it to the app. */
function textOf(path: string, pairs: readonly Pair[]): string {
  return canonicalOf(
    'GET',
    path,
    pairs.filter((one) => one.name !== ''),
  );
}

function decode(text: string): string {
  return textOrNothing(() => decodeURIComponent(text)) ?? text;
}
