/** Requests that wait for a payment to change. */
import type { World } from '../../../protocol/world.ts';
import type { Store } from '../../store/port.ts';
import { ID_LENGTH } from '../ids.ts';
import type { Payment } from '../payment.ts';

export interface WaitingRoom {
  /**
   * The payment once `enough` holds of it; after wait_ms, when the TV left, or on closing, as it is then. Undefined: there is
   * none under the key. It listens before it reads, so no commit falls between.
   */
  until(
    key: { id: string } | { token: string },
    enough: (payment: Payment) => boolean,
    wait_ms: number,
    left?: AbortSignal,
  ): Promise<Payment | undefined>;
  /** Lets everybody go. */
  close(): void;
  readonly closed: boolean;
}

/** More TVs than this on one order: the one that waited longest is let go. */
const TVS_MAX = 8;

interface Waiter {
  /** A commit. */
  hear(payment: Payment): void;
  /** No longer: answers with what it knows. */
  end(): void;
}

export function waitingRoom(store: Store, world: World): WaitingRoom {
  const rooms = new Map<string, Set<Waiter>>();
  let closed = false;
  const forget = store.onCommit(
    (payment) => {
      for (const one of rooms.get(payment.order.id) ?? []) one.hear(payment);
    },
    (order_id) => rooms.has(order_id),
  );

  function join(id: string, one: Waiter): { room: Set<Waiter>; leave: () => void } {
    const room = rooms.get(id) ?? new Set();
    rooms.set(id, room.add(one));
    return {
      room,
      leave() {
        room.delete(one);
        if (room.size === 0) rooms.delete(id);
      },
    };
  }

  return {
    get closed() {
      return closed;
    },
    async until(key, enough, wait_ms, left) {
      const id = 'id' in key ? key.id : key.token.slice(0, ID_LENGTH);
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      let latest: Payment | undefined;
      const hear = (payment: Payment): void => {
        if (!latest || payment.version >= latest.version) latest = payment;
        if (enough(latest)) end();
      };
      const go = (): void => end();
      const me: Waiter = { hear, end: go };
      const { room, leave } = join(id, me);
      try {
        const payment = await store.read(key);
        if (!payment) return undefined;
        hear(payment);
        if (closed || left?.aborted || (latest && enough(latest))) return latest;
        if (room.size > TVS_MAX) [...room].find((one) => one !== me)?.end();
        const cancel = world.after(wait_ms, go);
        left?.addEventListener('abort', go);
        await over;
        cancel();
        left?.removeEventListener('abort', go);
        return latest;
      } finally {
        leave();
      }
    },
    close() {
      closed = true;
      forget();
      for (const room of rooms.values()) for (const one of room) one.end();
    },
  };
}
