/** At the start: what is in the store may be later than the clock, which was set back while nothing ran. */
import type { ServerWorld } from '../../../protocol/world.ts';
import type { DueJob, Store } from '../../store/port.ts';
import type { Payments } from './service.ts';

/** A last commit later than this was made by a clock that was wrong. */
const FLOOR_MAX_MS = 86_400_000;
const STEP = 500;

export interface ResumeDeps {
  store: Store;
  payments: Payments;
  world: Pick<ServerWorld, 'now' | 'notBefore'>;
  log: (level: 'warn' | 'error', event: string, facts: { by_ms: number; payments?: number }) => void;
}

/** Goes on from the last commit; where that is too far ahead, brings what is due back to now. Before any work is claimed. */
export async function resume(deps: ResumeDeps): Promise<void> {
  const now_ms = deps.world.now();
  const last_ms = (await deps.store.lastCommit()) ?? now_ms;
  const by_ms = last_ms - now_ms;
  if (by_ms <= 0) return;
  if (by_ms <= FLOOR_MAX_MS) {
    deps.world.notBefore(last_ms);
    return deps.log('warn', 'clock.behind-last-commit', { by_ms });
  }
  deps.log('error', 'clock.far-behind-last-commit', { by_ms, payments: await bringBack(deps, by_ms) });
}

/** Every payment with work. The leases keep a step from finding what the one before found. */
async function bringBack({ store, payments }: ResumeDeps, by_ms: number): Promise<number> {
  const owner = 'resume';
  const ids = new Set<string>();
  const leased: DueJob[] = [];
  for (let last = -1; leased.length > last;) {
    last = leased.length;
    leased.push(...(await store.claim({ now_ms: Number.MAX_SAFE_INTEGER / 2, owner, lease_ms: 1, per_lane: leased.length + STEP })));
  }
  for (const { order_id } of leased) ids.add(order_id);
  for (const id of ids) await payments.commit({ id }, { type: 'clock-set-back', by_ms });
  await store.release(owner, leased);
  return ids.size;
}
