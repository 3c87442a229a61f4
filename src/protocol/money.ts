/** Money is integer fen (1/100 yuan) everywhere; the brand keeps bare numbers out. */
export type Fen = number & { readonly __unit: 'fen' };

/** The largest amount one order may have: Alipay's limit, 100,000,000 yuan. Source: docs/channels.md 2.5. */
export const MAX_FEN = 10_000_000_000;

/** A positive whole number of fen within the limit, or undefined. */
export function asFen(value: unknown): Fen | undefined {
  return typeof value === 'number' && value % 1 === 0 && value > 0 && value <= MAX_FEN ? (value as Fen) : undefined;
}

/** For amounts the program itself made; a bad one is a programmer's error. */
export function fen(value: number): Fen {
  if (value % 1 !== 0 || value < -MAX_FEN * 1000 || value > MAX_FEN * 1000) throw new RangeError('not a whole amount of fen');
  return value as Fen;
}

/** "1990" -> 1990; digits only, no sign, no leading zero, no exponent. */
export function fenFromDigits(text: string): Fen | undefined {
  return /^[1-9][0-9]{0,11}$/.test(text) ? asFen(Number(text)) : undefined;
}

/** "19.90" -> 1990, cut as text so that no float is ever made. At most two decimals. */
export function fenFromYuan(text: string): Fen | undefined {
  const parts = /^(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,2}))?$/.exec(text);
  if (!parts) return undefined;
  return asFen(Number(parts[1]) * 100 + Number(((parts[2] ?? '') + '00').slice(0, 2)));
}

/** 1990 -> "19.90". */
export function yuan(amount_fen: Fen): string {
  const digits = ('00' + Math.abs(amount_fen)).slice(-Math.max(3, String(Math.abs(amount_fen)).length));
  return (amount_fen < 0 ? '-' : '') + digits.slice(0, -2) + '.' + digits.slice(-2);
}
