/**
 * A merchant whose server takes nothing: one waiting notice is tried every few minutes, whatever its own ladder says, and the first that
 * is taken makes all of them due, so many a second. Other merchants wait for none of it: each has a lane of its own.
 */
import type { World } from '../../protocol/world.ts';
import type { Payments } from '../payments/engine/service.ts';
import { waitingNotice } from '../payments/money/notices.ts';
import type { Store } from '../store/port.ts';

/** So many failures one after the other: the lane is dead. */
const DEAD_AFTER = 5;
/** A server that is back is not run over. */
const WOKEN_PER_S = 20;

export interface LaneDeps {
  store: Pick<Store, 'idsWith' | 'read'>;
  payments: Pick<Payments, 'commit'>;
  world: World;
  probe_ms: number;
  log: (level: 'info' | 'warn', event: string, facts: { merchant: string; notices?: number }) => void;
  onError: (error: unknown) => void;
}

export interface NoticeLanes {
  /** How a post of this merchant's ended. */
  heard(merchant_id: string, taken: boolean): void;
  /** Lanes that were dead before a restart are so still. */
  resume(): Promise<void>;
  stop(): void;
}

interface Lane {
  failures: number;
  /** Set while it is dead: takes the next probe back. */
  cancel?: () => void;
}

export function noticeLanes(deps: LaneDeps): NoticeLanes {
  const lanes = new Map<string, Lane>();
  let stopped = false;

  const laneOf = (merchant_id: string): Lane => {
    const lane = lanes.get(merchant_id) ?? { failures: 0 };
    lanes.set(merchant_id, lane);
    return lane;
  };

  /** Orders with a notice that was not taken, the oldest first; each is read when it is asked for. */
  async function* waiting(): AsyncGenerator<{ id: string; merchant_id: string; tries: number }> {
    for (const id of await deps.store.idsWith('notice')) {
      const payment = await deps.store.read({ id });
      const notice = payment && waitingNotice(payment.notices);
      if (notice) yield { id, merchant_id: payment.order.merchant_id, tries: notice.tries };
    }
  }

  async function probe(merchant_id: string): Promise<void> {
    for await (const one of waiting()) {
      if (one.merchant_id !== merchant_id) continue;
      return void (await deps.payments.commit({ id: one.id }, { type: 'notice-due', due_ms: deps.world.now() }));
    }
  }

  async function wake(merchant_id: string): Promise<void> {
    const ids: string[] = [];
    for await (const one of waiting()) if (one.merchant_id === merchant_id) ids.push(one.id);
    deps.log('info', 'notice.lane-back', { merchant: merchant_id, notices: ids.length });
    const now_ms = deps.world.now();
    for (const [i, id] of ids.entries()) {
      if (stopped) return;
      await deps.payments.commit({ id }, { type: 'notice-due', due_ms: now_ms + Math.floor((i * 1000) / WOKEN_PER_S) });
    }
  }

  function watch(merchant_id: string, lane: Lane): void {
    if (stopped) return;
    lane.cancel = deps.world.after(deps.probe_ms, () => {
      probe(merchant_id).catch(deps.onError);
      if (lane.cancel) watch(merchant_id, lane);
    });
  }

  function die(merchant_id: string, lane: Lane): void {
    deps.log('warn', 'notice.lane-dead', { merchant: merchant_id });
    watch(merchant_id, lane);
  }

  return {
    heard(merchant_id, taken) {
      const lane = laneOf(merchant_id);
      if (!taken) {
        lane.failures += 1;
        if (lane.failures >= DEAD_AFTER && !lane.cancel) die(merchant_id, lane);
        return;
      }
      lane.failures = 0;
      if (!lane.cancel) return;
      lane.cancel();
      delete lane.cancel;
      wake(merchant_id).catch(deps.onError);
    },
    async resume() {
      for await (const { merchant_id, tries } of waiting()) {
        if (tries < DEAD_AFTER) continue;
        const lane = laneOf(merchant_id);
        lane.failures = Math.max(lane.failures, tries);
        if (!lane.cancel) die(merchant_id, lane);
      }
    },
    stop() {
      stopped = true;
      for (const lane of lanes.values()) lane.cancel?.();
    },
  };
}
