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
