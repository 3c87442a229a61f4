/** Stored payments of every format. Each function lifts one format to the next; it is pure, and never changed once released. */
import { FORMAT } from '../payment.ts';
import type { Payment } from '../payment.ts';
import { lift1 } from './1-to-2.ts';
import type { Stored } from './stored.ts';

const LIFTS: readonly ((stored: Stored) => Stored)[] = [lift1];

/** Throws with one sentence when the payment was written by a newer program, or its text is damaged. */
export function loadPayment(body: string): Payment {
  const stored = parse(body);
  const format = typeof stored['format'] === 'number' ? stored['format'] : 1;
  if (format === FORMAT) return stored as unknown as Payment;
  if (format > FORMAT)
    throw new Error(
      'a payment of format ' + format + ' was written by a newer program than this (' + FORMAT + '): start the newer program',
    );
  return LIFTS.slice(format - 1).reduce((one, lift) => lift(one), stored) as unknown as Payment;
}

function parse(body: string): Stored {
  try {
    return JSON.parse(body) as Stored;
  } catch {
    const id = /"order":\{"id":"([0-9a-z]+)"/.exec(body)?.[1] ?? 'unknown';
    throw new Error('the stored payment ' + id + ' is damaged: its text is no JSON; compare with a backup (lezhong restore)');
  }
}
