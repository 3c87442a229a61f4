/** window.lezpay, through which the page's two scripts meet. */
import type { MakeSecretEntry } from './entry-contract.ts';

export interface Shared {
  /** The second script calls it. */
  cards?: (make: MakeSecretEntry) => void;
}

/** In the build it holds the modules that both scripts use as well: scripts/shared-modules.ts. */
export function shared(): Shared {
  const win = window as unknown as { lezpay?: Shared };
  return win.lezpay || (win.lezpay = {});
}

export interface RandomSource {
  getRandomValues?(into: Uint8Array): unknown;
}

/** Without it nothing can be sealed, and nothing secret is typed. */
export function randomSource(win: object): RandomSource | undefined {
  const { crypto, msCrypto } = win as { crypto?: RandomSource; msCrypto?: RandomSource };
  const source = crypto || msCrypto;
  return source && source.getRandomValues ? source : undefined;
}
