/** A payment of a database that was restored from a backup. Source: docs/money.md 17. */
import type { Draft } from '../draft.ts';
import { kindOf } from './kinds/index.ts';

/** Every attempt of the once class that is not final counts as sent. Refunds of that class wait where they would be sent (refunds/once.ts). */
export function restored(d: Draft): void {
  for (const attempt of d.p.attempts) kindOf(attempt).restore(d, attempt);
}
