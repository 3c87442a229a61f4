/** What the two scripts of the page say to each other through the window. */
import type { Random } from '../../protocol/seal.ts';
import type { MakeCards } from './kit.ts';

export interface Shared {
  /** The second script calls it. */
  cards?: (make: MakeCards) => void;
}

interface RandomWindow {
  crypto?: { getRandomValues?(into: Uint8Array): unknown };
  msCrypto?: { getRandomValues?(into: Uint8Array): unknown };
}

/** The built first script has put its modules there before (shared.ts). */
export function shared(): Shared {
  const win = window as unknown as { lezpay?: Shared };
  return win.lezpay || (win.lezpay = {});
}

function source(win: RandomWindow) {
  const crypto = win.crypto || win.msCrypto;
  return crypto && crypto.getRandomValues ? crypto : undefined;
}

/** Without randomness nothing can be sealed, and nothing secret is typed. */
export function canType(win: object): boolean {
  return !!source(win as RandomWindow);
}

export function randomOf(win: object): Random {
  return (length) => {
    const bytes = new Uint8Array(length);
    const crypto = source(win as RandomWindow);
    if (!crypto || !crypto.getRandomValues) throw new Error('no randomness');
    crypto.getRandomValues(bytes);
    return bytes;
  };
}
