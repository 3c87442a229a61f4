import type { Cashier } from '../cashier.ts';
import { createDesk } from '../cards/desk.ts';
import { cardScreens } from '../cards/screens/index.ts';

/** The day on which nothing of the fixtures has expired. */
export const TODAY = new Date(2026, 10, 23);

/** The second script with its screens, as the page gets it. */
export function bringCards(on: Cashier): void {
  let n = 0;
  const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => (n = (n + 7) & 255));
  on.bring((host) => createDesk(host, random, (desk) => cardScreens(desk, () => TODAY)));
}
