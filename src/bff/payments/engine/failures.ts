/** Work that throws rests longer each time; after so many times it is set aside, which its payment says. */
import { StoreDown } from '../../store/errors.ts';
import type { DueJob, Store } from '../../store/port.ts';
import { SET_ASIDE } from '../money/set-aside.ts';
import type { Payments } from './service.ts';

export interface FailureRules {
  /** The first rest; each is twice the one before. */
  rest_ms: number;
  rest_max_ms: number;
  throws_max: number;
}

export interface Failures {
  /** How long it rests now. Rejects when it could not be set aside. */
  failed(job: DueJob, error: unknown): Promise<number>;
  done(job: DueJob): void;
}

/** The counts are in memory. What was set aside before a restart is so again at its next failure: the flag says it. */
export function failures({ store, payments }: { store: Store; payments: Payments }, rules: FailureRules): Failures {
  const counts = new Map<string, number>();
  const nameOf = ({ order_id, key }: DueJob): string => order_id + ' ' + key;

  async function wasSetAside({ order_id, key }: DueJob): Promise<boolean> {
    const payment = await store.read({ id: order_id });
    return payment?.flags.some((one) => one.code === SET_ASIDE && one.detail === key) ?? false;
  }

  return {
    async failed(job, error) {
      // The disk's fault, and everybody's.
      if (error instanceof StoreDown) return rules.rest_ms;
      const count = (counts.get(nameOf(job)) ?? 0) + 1;
      counts.set(nameOf(job), count);
      if (count >= rules.throws_max || (await wasSetAside(job))) {
        const why = error instanceof Error ? error.name : typeof error;
        await payments.commit({ id: job.order_id }, { type: 'job-set-aside', key: job.key, why });
      }
      return Math.min(rules.rest_ms * 2 ** (count - 1), rules.rest_max_ms);
    },
    done: (job) => void counts.delete(nameOf(job)),
  };
}
