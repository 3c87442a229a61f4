/** Claims due work by time, lane by lane; leases hold that no two calls under one key are made at once. */
import { randomText } from '../../../protocol/world.ts';
import type { World } from '../../../protocol/world.ts';
import type { DueJob, Released, Starts, Store } from '../../store/port.ts';
import { isBankCall } from '../job-keys.ts';
import { BACKGROUND } from '../urgency.ts';
import { failures } from './failures.ts';
import type { FailureRules } from './failures.ts';
import { doJob } from './jobs.ts';
import type { CallDeps } from './jobs.ts';
import { pace } from './pace.ts';
import type { PaceRules } from './pace.ts';

export interface WorkerOptions extends FailureRules, PaceRules {
  /** How many calls of one lane may be under way: a dead merchant or bank delays only its own. */
  per_lane: number;
  /** Longer than any call; where several processes share a store, work of one that died waits so long. */
  lease_ms: number;
  /** The longest sleep; due times of other writers are seen at the latest then. */
  sleep_max_ms: number;
  onError: (error: unknown, job: { order_id: string; key: string }) => void;
}

export const WORKER_DEFAULTS = { lease_ms: 120_000, rest_ms: 5_000, rest_max_ms: 3_600_000, sleep_max_ms: 30_000 };

export interface WorkState {
  /** Work is under way, or about to be claimed. */
  busy: boolean;
  /** Counts work that began. */
  begun: number;
  /** When calls that wait for their pace may go on; Infinity: none waits. */
  wait_ms: number;
}

export interface Workers {
  state(): WorkState;
  /** The clock was moved: what is due is another matter now. */
  look(): void;
  /** Lets calls under way come back and starts no more. */
  stop(): Promise<void>;
}

export function startWorkers(deps: CallDeps & { store: Store; world: World }, options: WorkerOptions): Workers {
  const { store, world } = deps;
  const owner = randomText(world.random, 12);
  const paces = pace(options);
  const failing = failures(deps, options);
  const background = Math.max(1, Math.floor(options.per_lane * (1 - options.viewer_share)));
  const nameOf = ({ order_id, key }: DueJob): string => order_id + ' ' + key;
  const under_way = new Map<string, Promise<void>>();
  let stopped = false;
  let begun = 0;
  let paced_ms = Infinity;
  let claiming: Promise<void> | undefined;
  /** When work fell due during a claim that may have missed it. */
  let missed_ms = Infinity;
  let sleeping: { until_ms: number; cancel: () => void } | undefined;

  /** How long it rests after a fault of ours. */
  async function failed(job: DueJob, error: unknown): Promise<number> {
    options.onError(error, job);
    try {
      return await failing.failed(job, error);
    } catch (again) {
      options.onError(again, job);
      return options.rest_max_ms;
    }
  }

  async function run(job: DueJob): Promise<void> {
    let rest_ms = 0;
    try {
      await doJob(deps, job.order_id, job.key);
      failing.done(job);
    } catch (error) {
      rest_ms = await failed(job, error);
    }
    const now_ms = world.now();
    const rest_until_ms = Math.max(now_ms + rest_ms, paces.nextOf(nameOf(job), now_ms));
    const ended: Released = { order_id: job.order_id, key: job.key, ...(rest_until_ms > now_ms ? { rest_until_ms } : {}) };
    await store.release(owner, [ended]);
  }

  function launch(job: DueJob): void {
    const name = nameOf(job);
    // A call that outlived its lease is still a call.
    if (under_way.has(name)) return;
    begun += 1;
    if (isBankCall(job.key)) paces.begin(job.lane, name, world.now());
    const end = run(job)
      .catch((error: unknown) => options.onError(error, job))
      .finally(() => {
        under_way.delete(name);
        wakeAt(world.now());
      });
    under_way.set(name, end);
  }

  /** When a lane that may have more due than it could begin can begin more. */
  function morePossible(jobs: readonly DueJob[], starts: { [lane: string]: Starts }): number {
    const now_ms = world.now();
    const times = Object.entries(starts).flatMap(([lane, may]) => {
      const mine = jobs.filter((one) => one.lane === lane);
      const all = mine.length >= may.all;
      const background = all || mine.filter((one) => one.urgency === BACKGROUND).length >= may.background;
      return [...(all ? [paces.nextIn(lane, false, now_ms)] : []), ...(background ? [paces.nextIn(lane, true, now_ms)] : [])];
    });
    // With room for one more now, the limit was that of calls under way: their ends wake us.
    return Math.min(...times.filter((at_ms) => at_ms > now_ms), Infinity);
  }

  async function claim(): Promise<void> {
    const now_ms = world.now();
    try {
      const starts = paces.starts(now_ms);
      const jobs = await store.claim({ now_ms, owner, lease_ms: options.lease_ms, per_lane: options.per_lane, background, starts });
      if (stopped) return await store.release(owner, jobs);
      for (const job of jobs) launch(job);
      // Overdue work that was not launched is under way, resting, or behind a full lane: the end of that wakes us.
      const next_ms = (await store.nextDue(now_ms)) ?? Infinity;
      paced_ms = morePossible(jobs, starts);
      wakeAt(Math.min(next_ms, paced_ms, now_ms + options.sleep_max_ms));
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
    state() {
      const now_ms = world.now();
      const due = claiming !== undefined || (sleeping !== undefined && sleeping.until_ms <= now_ms);
      return { busy: under_way.size > 0 || due, begun, wait_ms: paced_ms > now_ms ? paced_ms : Infinity };
    },
    look() {
      sleeping?.cancel();
      sleeping = undefined;
      wakeAt(world.now());
    },
    async stop() {
      stopped = true;
      forget();
      sleeping?.cancel();
      await claiming;
      await Promise.all(under_way.values());
    },
  };
}
