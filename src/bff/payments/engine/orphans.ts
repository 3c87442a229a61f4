/** The door to money without an order: every event is decided and durable before anyone is answered. */
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import type { Store } from '../../store/port.ts';
import type { At, Rules } from '../events.ts';
import { decideOrphan, orphanId, saidOf } from '../money/orphans.ts';
import type { Orphan, OrphanEvent, OrphanMoney } from '../money/orphans.ts';

type Bare<E> = E extends unknown ? Omit<E, keyof At> : never;
export type NewOrphanEvent = Bare<OrphanEvent>;

export interface Orphans {
  /** A channel's callback; `wait_ms`: so long its order may still appear. */
  report(money: OrphanMoney, wait_ms: number): Promise<'wait' | 'booked' | 'recorded'>;
  /** `id`: the orphan's or its ledger's. Throws when there is none. */
  commit(id: string, event: NewOrphanEvent): Promise<Orphan>;
}

export function orphanService(store: Store, rules: Rules, world: World): Orphans {
  async function change(id: string, event: NewOrphanEvent): Promise<Orphan> {
    const full = { ...event, now_ms: world.now(), fresh: randomText(world.random, 80) } as OrphanEvent;
    return store.changeOrphan({ id }, (known) => {
      const decision = decideOrphan(known, full, rules);
      return { decision, value: decision.orphan };
    });
  }
  return {
    report: async (money, wait_ms) => saidOf(await change(orphanId(money), { type: 'reported', money, wait_ms })),
    commit: change,
  };
}
