/** Who is told of commits: of those here with the payment at hand, of others' with a read, if anybody wants to know. */
import type { Payment } from '../../payments/payment.ts';
import type { Finder } from './find.ts';

export interface Heard {
  onCommit(listener: (payment: Payment) => void, wants?: (order_id: string) => boolean): () => void;
  here(payment: Payment): void;
  elsewhere(order_id: string): void;
}

interface Listener {
  hear: (payment: Payment) => void;
  wants: (order_id: string) => boolean;
}

export function hearing(find: Finder): Heard {
  const listeners = new Set<Listener>();
  /** Under way; true: told again meanwhile. */
  const reading = new Map<string, boolean>();

  async function read(id: string): Promise<void> {
    do {
      reading.set(id, false);
      const payment = await find.payment({ id });
      if (payment) for (const one of listeners) if (one.wants(id)) one.hear(payment);
    } while (reading.get(id));
  }

  return {
    onCommit(hear, wants = () => false) {
      const one = { hear, wants };
      listeners.add(one);
      return () => listeners.delete(one);
    },
    here(payment) {
      for (const one of listeners) one.hear(payment);
    },
    elsewhere(id) {
      if (![...listeners].some((one) => one.wants(id))) return;
      if (reading.has(id)) return void reading.set(id, true);
      reading.set(id, false);
      // What is lost with a line is healed by the next poll.
      read(id)
        .catch(() => undefined)
        .finally(() => reading.delete(id));
    },
  };
}
