/** Randomness of the browser, where it has any. */

export interface RandomSource {
  getRandomValues?(into: Uint8Array): unknown;
}

/** Without it nothing can be sealed, and nothing secret is typed. */
export function randomSource(win: object): RandomSource | undefined {
  const { crypto, msCrypto } = win as { crypto?: RandomSource; msCrypto?: RandomSource };
  const source = crypto || msCrypto;
  return source && source.getRandomValues ? source : undefined;
}
