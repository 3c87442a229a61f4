import type { Attempt, CardOfAttempt } from './payment.ts';

/** The card of an attempt with a card; undefined for every other kind, and for none. */
export function cardOf(attempt: Attempt | undefined): CardOfAttempt | undefined {
  return attempt?.kind === 'card' ? attempt.card : undefined;
}
