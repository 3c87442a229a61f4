/** The published vectors, the crypto that tests pass in, and a second reading of the signing rules that shares no line with the first. */
import { createHash, createHmac } from 'node:crypto';
import type { SignatureVerdict, SigningKey } from './paysign-v2.ts';
import type { ReturnState } from './return-url.ts';
import vectors from './vectors.json' with { type: 'json' };

interface SignVector {
  name: string;
  key: SigningKey;
  method: string;
  path: string;
  fields: { [name: string]: string };
  now_ms: number;
  nonce: string;
  canonical: string;
  signature: string;
}
interface VerdictVector {
  name: string;
  keys: SigningKey[];
  method: string;
  path: string;
  fields: { [name: string]: string };
  now_ms: number;
  verdict: SignatureVerdict;
}
interface NoticeVector {
  name: string;
  secrets: string[];
  id: string;
  timestamp_s: number;
  body: string;
  /** What is signed. */
  signed: string;
  headers: { [name: string]: string };
}
interface ReturnVector {
  name: string;
  key: SigningKey;
  return_url: string;
  facts: { merchant_id: string; order_no: string; state: ReturnState };
  now_ms: number;
  nonce: string;
  canonical: string;
  url: string;
}

export const VECTORS = vectors as unknown as {
  paysign: SignVector[];
  verdicts: VerdictVector[];
  notices: NoticeVector[];
  returns: ReturnVector[];
};

export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
export const hmac64 = (key: string | Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** HMAC-SHA256 put together by hand from the hash, as RFC 2104 tells it. */
export function handmadeHmac(secret: string | Buffer, message: Buffer): Buffer {
  const sha = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  const secretBytes = typeof secret === 'string' ? Buffer.from(secret) : secret;
  const block = Buffer.alloc(64);
  (secretBytes.length > 64 ? sha(secretBytes) : secretBytes).copy(block);
  return sha(Buffer.from(block.map((b) => b ^ 0x5c)), sha(Buffer.from(block.map((b) => b ^ 0x36)), message));
}

const UNRESERVED = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'));

/** Byte by byte over UTF-8, where the first implementation goes through encodeURIComponent. */
function encoded(text: string | Buffer): Buffer {
  const out: number[] = [];
  for (const byte of typeof text === 'string' ? Buffer.from(text) : text) {
    if (UNRESERVED.has(byte)) out.push(byte);
    else out.push(...Buffer.from('%' + byte.toString(16).padStart(2, '0').toUpperCase()));
  }
  return Buffer.from(out);
}

/** What is signed, as bytes. */
export function handmadeCanonical(method: string, path: string, fields: { [name: string]: string | Buffer }): Buffer {
  const rows: [Buffer, Buffer][] = [];
  for (const [name, value] of Object.entries(fields))
    if (name !== 'signature' && value.length > 0) rows.push([encoded(name), encoded(value)]);
  rows.sort(([a], [b]) => Buffer.compare(a, b));
  const lines: Buffer[] = [Buffer.from(method.toUpperCase()), Buffer.from('\n'), Buffer.from(path), Buffer.from('\n')];
  rows.forEach(([name, value], i) => lines.push(Buffer.from(i === 0 ? '' : '&'), name, Buffer.from('='), value));
  return Buffer.concat(lines);
}
