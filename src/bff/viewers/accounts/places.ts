/** A phone's places: so many viewers may have bound it. A place is a key of the account that has it. Source: docs/adr/0017. */
import type { KeptPhone } from './account.ts';

const VIEWERS_MAX = 10;

export function placesOf({ hash }: Pick<KeptPhone, 'hash'>): string[] {
  return Array.from({ length: VIEWERS_MAX }, (_none, i) => 'phone ' + hash + ' ' + i);
}

/** Carriers let a number rest for so long before another gets it: proved since, it is still whose it was. */
const RESTS_MS = 90 * 24 * 60 * 60_000;

/** It may be somebody else's by now. */
export const mayBeAnothers = ({ since_ms }: { since_ms: number }, now_ms: number): boolean => now_ms - since_ms >= RESTS_MS;
