/** Claims due work by time, lane by lane; leases hold that no two calls under one key are made at once. */
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import type { DueJob, Released, Store } from '../../store/port.ts';
import { doJob } from './jobs.ts';
import type { CallDeps } from './jobs.ts';

export interface WorkerOptions {
  /** How many calls of one lane may be under way: a dead merchant or bank delays only its own. */
  lane_max: number;
  /** Longer than any call; where several processes share a store, work of one that died waits so long. */
  lease_ms: number;
  /** After a failure of our own (a full disk, a bug), the job rests so long. */
  rest_ms: number;
  /** The longest sleep; due times of other writers are seen at the latest then. */
  sleep_max_ms: number;
  onError: (error: unknown, job: { order_id: string; key: string }) => void;
}

export const WORKER_DEFAULTS = { lane_max: 16, lease_ms: 120_000, rest_ms: 5_000, sleep_max_ms: 30_000 };

export interface Workers {
  /** Lets calls under way come back and starts no more. */
  stop(): Promise<void>;
}

export function startWorkers(deps: CallDeps & { store: Store; world: World }, options: WorkerOptions): Workers {
  const { store, world } = deps;
  const owner = randomText(world.random, 12);
  const under_way = new Map<string, Promise<void>>();
  let stopped = false;
  let claiming: Promise<void> | undefined;
  /** When work fell due during a claim that may have missed it. */
  let missed_ms = Infinity;
  let sleeping: { until_ms: number; cancel: () => void } | undefined;

  async function run(job: DueJob): Promise<void> {
    let ended: Released = { order_id: job.order_id, key: job.key };
    try {
      await doJob(deps, job.order_id, job.key);
    } catch (error) {
      options.onError(error, job);
      ended = { ...ended, rest_until_ms: world.now() + options.rest_ms };
    }
    await store.release(owner, [ended]);
  }

  function launch(job: DueJob): void {
    const name = job.order_id + ' ' + job.key;
    // A call that outlived its lease is still a call.
    if (under_way.has(name)) return;
    const end = run(job)
      .catch((error: unknown) => options.onError(error, job))
      .finally(() => {
        under_way.delete(name);
        wakeAt(world.now());
      });
    under_way.set(name, end);
  }

  async function claim(): Promise<void> {
    const now_ms = world.now();
    try {
      const jobs = await store.claim({ now_ms, owner, lease_ms: options.lease_ms, per_lane: options.lane_max });
      if (stopped) return await store.release(owner, jobs);
      for (const job of jobs) launch(job);
      // Overdue work that was not launched is under way, resting, or behind a full lane: the end of that wakes us.
      wakeAt(Math.min((await store.nextDue(now_ms)) ?? Infinity, now_ms + options.sleep_max_ms));
    } catch (error) {
      options.onError(error, { order_id: '', key: 'claim' });
      wakeAt(now_ms + options.rest_ms);
    }
  }

  function turn(): void {
    sleeping = undefined;
    if (stopped || claiming) return;
    missed_ms = Infinity;
    claiming = claim().finally(() => {
      claiming = undefined;
      wakeAt(missed_ms);
    });
  }

  function wakeAt(at_ms: number): void {
    if (claiming) missed_ms = Math.min(missed_ms, at_ms);
    if (stopped || claiming || at_ms === Infinity || (sleeping && sleeping.until_ms <= at_ms)) return;
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
      await claiming;
      await Promise.all(under_way.values());
    },
  };
}
