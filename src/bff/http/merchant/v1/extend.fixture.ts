/** Length extension of a bare SHA-1: from a signature alone, that of the same text with padding and more behind it. */
import { formOf } from './client.fixture.ts';

type Fields = { [name: string]: string };

const rol = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** One block of SHA-1 (FIPS 180-4). */
function block(state: readonly number[], bytes: Buffer): number[] {
  const w = Array.from({ length: 80 }, () => 0);
  for (let i = 0; i < 16; i++) w[i] = bytes.readInt32BE(i * 4);
  for (let i = 16; i < 80; i++) w[i] = rol((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let i = 0; i < 80; i++) {
    const f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const k = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(i / 20)] ?? 0;
    [e, d, c, b, a] = [d, c, rol(b, 30), a, (rol(a, 5) + f + e + k + (w[i] ?? 0)) | 0];
  }
  return [a, b, c, d, e].map((word, i) => (word + (state[i] ?? 0)) | 0);
}

function padding(length: number): Buffer {
  const zeros = (119 - (length % 64)) % 64;
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(length) * 8n);
  return Buffer.concat([Buffer.from([0x80]), Buffer.alloc(zeros), bits]);
}

/** SHA-1 of known ++ padding ++ more, from the hash of known and its length. */
export function extend(hash: string, length: number, more: string): { hash: string; glue: Buffer } {
  const glue = padding(length);
  const tail = Buffer.from(more);
  const whole = length + glue.length + tail.length;
  const rest = Buffer.concat([tail, padding(whole)]);
  let state = Array.from({ length: 5 }, (_, i) => Buffer.from(hash, 'hex').readInt32BE(i * 4));
  for (let i = 0; i < rest.length; i += 64) state = block(state, rest.subarray(i, i + 64));
  const out = Buffer.alloc(20);
  state.forEach((word, i) => out.writeInt32BE(word, i * 4));
  return { hash: out.toString('hex'), glue };
}

/** The signed fields with the padding at the end of their last value, and `&more` behind it. */
export function extended(fields: Fields, more: string): string {
  const { paySign = '', ...rest } = fields;
  const names = Object.keys(rest).sort();
  const text = names.map((name) => name + '=' + rest[name]).join('&');
  const { hash, glue } = extend(paySign, Buffer.byteLength(text), '&' + more);
  const last = names.at(-1) ?? '';
  const percent = [...glue].map((byte) => '%' + byte.toString(16).padStart(2, '0')).join('');
  return (
    formOf(rest).replace(encodeURIComponent(last) + '=' + encodeURIComponent(rest[last] ?? ''), '$&' + percent) +
    '&' +
    more +
    '&paySign=' +
    hash
  );
}
