/** TVs that wait for something to change on their screen. */
import type { World } from '../../../protocol/world.ts';
import type { Payment } from '../payment.ts';
import type { Store } from '../../store/port.ts';

export interface WaitingRoom {
  /** Resolves with the payment as soon as `enough` holds after a commit, or with undefined after wait_ms, when left, or when closing. */
  wait(order_id: string, enough: (payment: Payment) => boolean, wait_ms: number, left?: AbortSignal): Promise<Payment | undefined>;
  /** Lets everybody go. */
  close(): void;
  readonly closed: boolean;
}

/** More TVs than this on one order: the one that waited longest is let go. */
const TVS_MAX = 8;

export function waitingRoom(store: Store, world: World): WaitingRoom {
  const waiting = new Map<string, Set<(payment: Payment | undefined) => void>>();
  let closed = false;
  const forget = store.onCommit((payment) => {
    for (const look of waiting.get(payment.order.id) ?? []) look(payment);
  });
  return {
    get closed() {
      return closed;
    },
    wait(order_id, enough, wait_ms, left) {
      if (closed || left?.aborted) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const room = waiting.get(order_id) ?? new Set();
        waiting.set(order_id, room);
        const look = (payment: Payment | undefined): void => {
          if (payment && !enough(payment)) return;
          cancel();
          left?.removeEventListener('abort', go);
          room.delete(look);
          if (room.size === 0) waiting.delete(order_id);
          resolve(payment);
        };
        const go = () => look(undefined);
        const cancel = world.after(wait_ms, go);
        left?.addEventListener('abort', go);
        if (room.size >= TVS_MAX) [...room][0]?.(undefined);
        room.add(look);
      });
    },
    close() {
      closed = true;
      forget();
      // A set may lose members while it is walked through.
      for (const room of waiting.values()) for (const look of room) look(undefined);
    },
  };
}
