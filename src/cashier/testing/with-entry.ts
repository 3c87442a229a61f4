import type { Controller } from '../controller.ts';
import { createEntry } from '../secret-entry/entry.ts';
import { cardScreens } from '../secret-entry/screens/index.ts';

/** The day on which nothing of the fixtures has expired. */
export const TODAY = new Date(2026, 10, 23);

/** The second script with its screens, as the page gets it. */
export function bringEntry(on: Controller): void {
  let n = 0;
  const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => (n = (n + 7) & 255));
  on.bring((host) => createEntry(host, random, (entry) => cardScreens(entry, () => TODAY)));
}
