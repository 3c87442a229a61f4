/** ICBC's return codes, by meaning; as numbers, since they come as numbers or as texts with leading zeros. Source: docs/channels.md 4.6, 4.7. */

export const DONE = 0;

/** A payment or refund under this number is there already. */
export const KNOWN = 5031;

/** The gateway refused the request itself: a field, the signature, the encoding. Nothing was made, nothing was looked up. */
export const REFUSED: ReadonlySet<number> = new Set([400011, 400017, 85502]);

/** ICBC has no order under our number. Observed by an integrator, in no paper. */
export const NOT_THERE = 12001081;

/** The gateway's own codes have six digits from 4 or 5: the question never reached the system behind it. */
export function isGateway(code: number): boolean {
  return REFUSED.has(code) || (code >= 400_000 && code < 600_000);
}

/** "00005031", "-1" or 0 as a number; undefined for anything else. */
export function codeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?[0-9]{1,12}$/.test(value) ? Number(value) : undefined;
}
