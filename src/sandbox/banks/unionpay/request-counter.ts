/** Counts what came in, so that nobody can say he sent it once when he sent it twice. */
import type { Call } from '../../db/records.ts';

const COUNTED = ['sms', 'consume', 'void', 'refund'] as const;
type Counted = (typeof COUNTED)[number];
export type Received = Record<Counted, number>;

function isCounted(call: string): call is Counted {
  return COUNTED.some((name) => name === call);
}

/** By the orderId that the requests themselves carried. */
export function requestsByOrder(calls: readonly Call[]): Map<string, Received> {
  const counts = new Map<string, Received>();
  for (const { call, number, refund_no } of calls) {
    const own = refund_no ?? number;
    if (!isCounted(call) || own === '') continue;
    const before = counts.get(own) ?? { sms: 0, consume: 0, void: 0, refund: 0 };
    counts.set(own, { ...before, [call]: before[call] + 1 });
  }
  return counts;
}

/** Of one order's calls: its own, and those of its refunds and voids by their orderIds. */
export function allOf(calls: readonly Call[], number: string): { own: Received; refunds: { [refund_no: string]: Received } } {
  const counts = requestsByOrder(calls);
  const own = counts.get(number) ?? { sms: 0, consume: 0, void: 0, refund: 0 };
  counts.delete(number);
  return { own, refunds: Object.fromEntries(counts) };
}
