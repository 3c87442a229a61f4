/** Stored payments say in which format they were written; reading lifts them to the present one. */
import type { Payment } from '../payment.ts';

/** The format this program writes. A body without one is of format 1. */
export const FORMAT = 1;

/** A payment from its stored JSON. Throws a sentence where a newer program wrote it. */
export function loadPayment(body: string): Payment {
  const stored = JSON.parse(body) as Payment & { format?: number };
  const format = stored.format ?? 1;
  if (format > FORMAT)
    throw new Error(
      'payment ' +
        stored.order.id +
        ' was written by a newer version (format ' +
        format +
        ', this one reads ' +
        FORMAT +
        '): start that version',
    );
  return stored;
}
