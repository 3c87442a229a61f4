/** Numbers and letters as banks make them, from injected randomness. */
export type Random = (length: number) => Uint8Array;

/** `count` letters of `alphabet`; bytes that would favour some letter are passed over. */
export function letters(random: Random, count: number, alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < count) {
    for (const byte of random(count)) if (byte < limit && text.length < count) text += alphabet.charAt(byte % alphabet.length);
  }
  return text;
}

export function digits(random: Random, count: number): string {
  return letters(random, count, '0123456789');
}

/** A number in [0, 1). */
export function fraction(random: Random): number {
  return Buffer.from(random(6)).readUIntBE(0, 6) / 2 ** 48;
}

/** Repeatable bytes for a seed (sfc32 over a hash of it): for runs that must come out the same twice, never for keys. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (const byte of Buffer.from(seed)) a = Math.imul(a ^ byte, 0x01000193) >>> 0;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t & 0xff;
  };
  for (let i = 0; i < 16; i++) next();
  return (count) => Uint8Array.from({ length: count }, next);
}
