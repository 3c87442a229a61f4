/** Claims due work by time, lane by lane, and never two calls under one key at once. */
import type { World } from '../../../protocol/world.ts';
import type { Store } from '../../store/port.ts';
import { doJob } from './jobs.ts';
import type { CallDeps } from './jobs.ts';

export interface WorkerOptions {
  /** How many calls of one lane may be under way: a dead merchant or bank delays only its own. */
  lane_max: number;
  /** After a failure of our own (a full disk, a bug), the job rests so long. */
  rest_ms: number;
  /** The longest sleep; due times of other writers are seen at the latest then. */
  sleep_max_ms: number;
  onError: (error: unknown, job: { order_id: string; key: string }) => void;
}

export const WORKER_DEFAULTS = { lane_max: 16, rest_ms: 5_000, sleep_max_ms: 30_000 };

export interface Workers {
  /** Lets calls under way come back and starts no more. */
  stop(): Promise<void>;
}

export function startWorkers(deps: CallDeps & { store: Store; world: World }, options: WorkerOptions): Workers {
  const { store, world } = deps;
  const under_way = new Map<string, Promise<void>>();
  const in_lane = new Map<string, number>();
  const resting = new Map<string, number>();
  let stopped = false;
  let sleeping: { until_ms: number; cancel: () => void } | undefined;

  const room = (lane: string) => options.lane_max - (in_lane.get(lane) ?? 0);
  const nameOf = (order_id: string, key: string) => order_id + ' ' + key;
  const busy = (order_id: string, key: string) =>
    under_way.has(nameOf(order_id, key)) || (resting.get(nameOf(order_id, key)) ?? 0) > world.now();

  function launch(job: { order_id: string; key: string; lane: string }): void {
    const name = nameOf(job.order_id, job.key);
    in_lane.set(job.lane, (in_lane.get(job.lane) ?? 0) + 1);
    resting.delete(name);
    const run = doJob(deps, job.order_id, job.key)
      .catch((error: unknown) => {
        resting.set(name, world.now() + options.rest_ms);
        options.onError(error, job);
      })
      .finally(() => {
        under_way.delete(name);
        in_lane.set(job.lane, (in_lane.get(job.lane) ?? 1) - 1);
        wakeAt(world.now());
      });
    under_way.set(name, run);
  }

  function turn(): void {
    sleeping = undefined;
    if (stopped) return;
    const now_ms = world.now();
    try {
      for (const job of store.claim(now_ms, room, busy)) launch(job);
      // Overdue work that was not launched is under way, resting, or behind a full lane: the end of that wakes us.
      wakeAt(Math.min(store.nextDue(now_ms) ?? Infinity, endOfRest(now_ms), now_ms + options.sleep_max_ms));
    } catch (error) {
      options.onError(error, { order_id: '', key: 'claim' });
      wakeAt(now_ms + options.rest_ms);
    }
  }

  function endOfRest(now_ms: number): number {
    for (const [name, until_ms] of resting) if (until_ms <= now_ms) resting.delete(name);
    return Math.min(...resting.values());
  }

  function wakeAt(at_ms: number): void {
    if (stopped || (sleeping && sleeping.until_ms <= at_ms)) return;
    sleeping?.cancel();
    sleeping = { until_ms: at_ms, cancel: world.after(Math.max(0, at_ms - world.now()), turn) };
  }

  const forget = store.onCommit((payment) => {
    if (payment.jobs.length > 0) wakeAt(Math.min(...payment.jobs.map((job) => job.due_ms)));
  });
  wakeAt(world.now());

  return {
    async stop() {
      stopped = true;
      forget();
      sleeping?.cancel();
      await Promise.all(under_way.values());
    },
  };
}
