/**
 * Sealing of what a viewer types: X25519 between the page's key of this visit and the server's key for this order, then
 * XSalsa20-Poly1305. Direction, order, step version and a counter stand inside, so that nothing sealed can be read as
 * something else. Runs in ES5 engines; randomness is passed in. `crypto.subtle` does not exist on plain http.
 */
import nacl from 'tweetnacl';
import type { SealedBody } from './answer.ts';

/** What a message belongs to. `version`: of the step it answers. */
export interface Bound {
  token: string;
  version: number;
}

export interface SealTo {
  key_id: string;
  /** The server's public key for this order, base64. */
  key: string;
}

interface Inside extends Bound {
  dir: 'up' | 'down';
  counter: number;
  value: unknown;
}

export type Random = (length: number) => Uint8Array;

/** From 32 bytes that the server derives for one order. */
export function serverKeys(secret: Uint8Array): { publicKey: string; secretKey: Uint8Array } {
  const pair = nacl.box.keyPair.fromSecretKey(secret);
  return { publicKey: base64(pair.publicKey), secretKey: pair.secretKey };
}

export interface PageSealer {
  /** The page's public key of this visit, base64. */
  readonly page_key: string;
  /** Does the costly part for this key now: later messages are quick. */
  prepare(to: SealTo): void;
  seal(to: SealTo, bound: Bound, value: unknown): SealedBody;
  /** The number of the last message sealed; 0 before the first. */
  counter(): number;
  /** The reply to the message of that number, the last one without; undefined when it is anything else. */
  open(to: SealTo, bound: Bound, sealed: string, counter?: number): unknown;
}

/** One for each visit of the page. */
export function pageSealer(random: Random): PageSealer {
  const pair = nacl.box.keyPair.fromSecretKey(random(nacl.box.secretKeyLength));
  let counter = 0;
  let shared: { key: string; bytes: Uint8Array | undefined } | undefined;
  // The costly part: 25 ms on a PC's WebKit 534, far more on its boxes.
  const agreed = (to: SealTo): Uint8Array => {
    if (shared?.key !== to.key) shared = { key: to.key, bytes: agree(to.key, pair.secretKey) };
    if (!shared.bytes) throw new Error('not a key to seal to');
    return shared.bytes;
  };
  return {
    page_key: base64(pair.publicKey),
    prepare: (to) => void agreed(to),
    seal(to, bound, value) {
      counter += 1;
      const inside: Inside = { dir: 'up', token: bound.token, version: bound.version, counter, value };
      const sealed = lock(agreed(to), inside, random(nacl.secretbox.nonceLength));
      return { version: bound.version, key_id: to.key_id, page_key: base64(pair.publicKey), sealed };
    },
    counter: () => counter,
    open(to, bound, sealed, of = counter) {
      const inside = unlock(agreed(to), sealed, 'down', bound);
      return inside && inside.counter === of ? inside.value : undefined;
    },
  };
}

/** Undefined for whatever was not sealed by that page to us, for this order and version. Never throws. */
export function openSealed(
  secretKey: Uint8Array,
  body: { page_key: string; sealed: string },
  bound: Bound,
): { value: unknown; counter: number } | undefined {
  const shared = agree(body.page_key, secretKey);
  const inside = shared && unlock(shared, body.sealed, 'up', bound);
  return inside && { value: inside.value, counter: inside.counter };
}

/** Answers the message with that counter. `nonce`: 24 random bytes. */
export function sealReply(
  secretKey: Uint8Array,
  page_key: string,
  bound: Bound,
  counter: number,
  value: unknown,
  nonce: Uint8Array,
): string {
  const shared = agree(page_key, secretKey);
  if (!shared) throw new Error('a reply to no key');
  return lock(shared, { dir: 'down', token: bound.token, version: bound.version, counter, value }, nonce);
}

/** HSalsa20 of nothing but zeros: what a public key of low order makes of every secret key. */
const KNOWN_TO_ALL = 'NR+G+qO5iEaKhQEitlsKzs6cSCaAau7mPenA2ivX+R4=';

/**
 * Undefined for a key that is none, or one of low order that would make the secret known to everybody. X25519 takes no
 * notice of the highest bit, so a key with that bit is another spelling of a key, and none.
 */
function agree(public_key: string, secretKey: Uint8Array): Uint8Array | undefined {
  const bytes = fromBase64(public_key);
  if (!bytes || bytes.length !== nacl.box.publicKeyLength || (bytes[31] as number) > 127) return undefined;
  const shared = nacl.box.before(bytes, secretKey);
  return base64(shared) === KNOWN_TO_ALL ? undefined : shared;
}

function lock(shared: Uint8Array, inside: Inside, nonce: Uint8Array): string {
  const plain = utf8(JSON.stringify(inside));
  const box = nacl.secretbox(plain, nonce, shared);
  wipe(plain);
  const whole = new Uint8Array(nonce.length + box.length);
  whole.set(nonce);
  whole.set(box, nonce.length);
  return base64(whole);
}

function unlock(shared: Uint8Array, sealed: string, dir: Inside['dir'], bound: Bound): Inside | undefined {
  const whole = fromBase64(sealed);
  if (!whole || whole.length < nacl.secretbox.nonceLength + nacl.secretbox.overheadLength) return undefined;
  const nonce = whole.subarray(0, nacl.secretbox.nonceLength);
  const plain = nacl.secretbox.open(whole.subarray(nacl.secretbox.nonceLength), nonce, shared);
  if (!plain) return undefined;
  let inside: Inside | null;
  try {
    inside = JSON.parse(fromUtf8(plain)) as Inside | null;
  } catch {
    return undefined;
  } finally {
    wipe(plain);
  }
  if (!inside || inside.dir !== dir || inside.token !== bound.token || inside.version !== bound.version) return undefined;
  return typeof inside.counter === 'number' && inside.counter > 0 && inside.counter % 1 === 0 ? inside : undefined;
}

/** Bytes can be overwritten, the strings made of them cannot. No fill() before 2015. */
function wipe(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = 0;
}

/** No TextEncoder before 2014: percent-encoding makes UTF-8. */
function utf8(text: string): Uint8Array {
  return bytesOf(unescape(encodeURIComponent(text)));
}

function fromUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(escape(textOf(bytes)));
}

function base64(bytes: Uint8Array): string {
  return btoa(textOf(bytes));
}

function fromBase64(text: string): Uint8Array | undefined {
  // One spelling for each value: a flipped letter anywhere is seen.
  if (typeof text !== 'string' || !/^[0-9A-Za-z+/]*={0,2}$/.test(text)) return undefined;
  try {
    const bytes = bytesOf(atob(text));
    return base64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}
