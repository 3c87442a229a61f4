/** Length extension of a bare SHA-256: from a hash alone, that of the same text with padding and more behind it. FIPS 180-4. */

const ror = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

const PRIMES = Array.from({ length: 400 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
);
/** The first 32 bits behind the point of the cube roots of the first 64 primes. */
const K = PRIMES.slice(0, 64).map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32) | 0);

function block(state: readonly number[], bytes: Buffer): number[] {
  const w = Array.from({ length: 64 }, (_, i) => (i < 16 ? bytes.readInt32BE(i * 4) : 0));
  const at = (i: number): number => w[i] ?? 0;
  for (let i = 16; i < 64; i++) {
    const [x, y] = [at(i - 15), at(i - 2)];
    w[i] = (at(i - 16) + (ror(x, 7) ^ ror(x, 18) ^ (x >>> 3)) + at(i - 7) + (ror(y, 17) ^ ror(y, 19) ^ (y >>> 10))) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const one = (h + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + at(i)) | 0;
    const two = ((ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + (state[i] ?? 0)) | 0);
}

function padding(length: number): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(length) * 8n);
  return Buffer.concat([Buffer.from([0x80]), Buffer.alloc((119 - (length % 64)) % 64), bits]);
}

/** The hash of known ++ glue ++ more, in the digest's own encoding, from the digest of known and its length in bytes. */
export function extendSha256(digest: Buffer, length: number, more: string): { digest: Buffer; glue: Buffer } {
  const glue = padding(length);
  const tail = Buffer.from(more);
  const rest = Buffer.concat([tail, padding(length + glue.length + tail.length)]);
  let state = Array.from({ length: 8 }, (_, i) => digest.readInt32BE(i * 4));
  for (let i = 0; i < rest.length; i += 64) state = block(state, rest.subarray(i, i + 64));
  const out = Buffer.alloc(32);
  state.forEach((word, i) => out.writeInt32BE(word, i * 4));
  return { digest: out, glue };
}
