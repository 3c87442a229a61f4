/** The one door to payments for HTTP and workers: every event goes through decide and is durable before anyone hears of it. */
import type { Fen } from '../../protocol/money.ts';
import type { OrderFields } from '../../protocol/order.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';
import type { Key, Store } from '../store/store.ts';
import { createPayment, sameContent } from './create.ts';
import { decide } from './decide.ts';
import type { Event, Rules } from './events.ts';
import { newId, newToken } from './ids.ts';
import { refundable } from './refunds.ts';
import type { Payment } from './types.ts';

type Bare<E> = E extends unknown ? Omit<E, 'now_ms' | 'fresh'> : never;
export type Happening = Bare<Event>;

export interface Payments {
  /** The same order again gives the same payment; the same number with other contents is refused. */
  open(fields: OrderFields, amount_fen: Fen): Promise<Payment>;
  /** The payment after the event, or undefined when there is none under that key. */
  tell(key: Key, happening: Happening, callback?: { channel: string; notice_id: string }): Promise<Payment | undefined>;
  /** Reserves and asks for a refund; the same refund number again gives the same refund. Throws Refusals. */
  refund(key: Key, wish: { refund_no: string; amount_fen: Fen; reason: string }): Promise<Payment>;
  read(key: Key): Payment | undefined;
}

export function paymentService(store: Store, rules: Rules, world: World): Payments {
  const at = () => ({ now_ms: world.now(), fresh: randomText(world.random, 80) });

  return {
    open(fields, amount_fen) {
      const now_ms = world.now();
      const id = newId(now_ms, world.random);
      const ids = { id, token: newToken(id, world.random) };
      return store.change({ merchant_id: fields.merchant_id, order_no: fields.order_no }, (known) => {
        if (!known) {
          const decision = createPayment(fields, amount_fen, ids, now_ms, rules);
          return { decision, value: decision.payment };
        }
        if (!sameContent(known.order, fields)) throw new Refusal('ORDER_CONFLICT');
        return { value: known };
      });
    },
    tell(key, happening, callback) {
      const event = { ...happening, ...at() } as Event;
      return store.change(key, (known) => {
        const seen = callback ? { callback: { ...callback, at_ms: event.now_ms } } : {};
        if (!known) return { value: undefined };
        const decision = decide(known, event, rules);
        return { decision, value: decision.payment, ...seen };
      });
    },
    refund(key, wish) {
      const event = { type: 'refund-asked', ...wish, ...at() } as const;
      return store.change(key, (known) => {
        if (!known) throw new Refusal('ORDER_NOT_FOUND');
        const same = known.refunds.find((r) => r.refund_no === wish.refund_no);
        if (same && same.amount_fen !== wish.amount_fen) throw new Refusal('REFUND_CONFLICT');
        if (same) return { value: known };
        if (known.order.state !== 'paid') throw new Refusal('ORDER_NOT_PAID');
        if (wish.amount_fen > refundable(known)) throw new Refusal('REFUND_TOO_MUCH');
        const decision = decide(known, event, rules);
        return { decision, value: decision.payment };
      });
    },
    read: (key) => store.read(key),
  };
}
