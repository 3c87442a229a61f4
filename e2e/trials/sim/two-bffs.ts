/**
 * Two BFFs on one store, in one thread: each claims work for itself and its bank calls may stop before or after their effect,
 * while the other goes on. One that died leaves its leases, its calls never come back; the next has a name of its own.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { doJob } from '../../../src/bff/payments/engine/jobs.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';
import type { DueJob } from '../../../src/bff/store/port.ts';

/** Longer than this no call waits to be sent (channels' timeouts): it fails instead. */
const SENT_MAX_MS = 10_000;
/** As short as that allows: leases run out while calls stopped, and the other does the same work. */
const LEASE_MS = 12_000;
const PER_LANE = 3;

/** A call of a BFF's work that stopped. */
interface Stopped {
  bff: Bff;
  goOn: () => void;
}

interface Bff {
  owner: string;
  claimed: DueJob[];
  /** Told when its work stops at a bank call. */
  stopped?: () => void;
}

export interface TwoBffs {
  /** What happened so far: calls that stopped, jobs begun while the other had begun them too, deaths. */
  readonly seen: { stopped: number; both: number; deaths: number };
  /** At a bank call: now and then it stops here. True when it stopped for longer than a call waits to be sent. */
  gate(): Promise<boolean>;
  /** One of them claims, or does one piece of what it claimed. */
  work(): Promise<void>;
  /** A stopped call goes on. */
  goOn(): Promise<void>;
  /** Its process ends. */
  die(): void;
  /** No call stops any more, and every one that stopped goes on. */
  calm(): Promise<void>;
}

export function twoBffs(
  rig: Rig,
  chance: () => number,
  isDeath: (error: unknown) => boolean,
  /** Of a gate: how often a call stops. */
  stops = 0.3,
): TwoBffs {
  const running = new AsyncLocalStorage<Bff>();
  const held: Stopped[] = [];
  const ends = new Map<Stopped, Promise<void>>();
  const begun = new Map<string, Bff>();
  const seen = { stopped: 0, both: 0, deaths: 0 };
  let names = 0;
  const fresh = (): Bff => ({ owner: 'bff-' + (names += 1), claimed: [] });
  const bffs: [Bff, Bff] = [fresh(), fresh()];
  let calm = false;
  const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

  function replace(bff: Bff): void {
    const i = bffs.indexOf(bff);
    if (i < 0) return;
    bffs[i] = fresh();
    seen.deaths += 1;
    for (const [name, by] of begun) if (by === bff) begun.delete(name);
    for (const stopped of held.filter((each) => each.bff === bff)) held.splice(held.indexOf(stopped), 1);
  }

  async function run(bff: Bff, { order_id, key }: DueJob): Promise<void> {
    const name = order_id + ' ' + key;
    if (begun.has(name) && begun.get(name) !== bff) seen.both += 1;
    begun.set(name, bff);
    try {
      await doJob(deps, order_id, key);
      await rig.store.release(bff.owner, [{ order_id, key }]);
      begun.delete(name);
    } catch (error) {
      if (!isDeath(error)) throw error;
      replace(bff);
    }
  }

  /** Until it ends or stops again. */
  async function untilStop(bff: Bff, end: Promise<void>): Promise<void> {
    let stopped: Stopped | undefined;
    const stop = new Promise<void>((done) => {
      bff.stopped = () => {
        stopped = held.at(-1);
        done();
      };
    });
    await Promise.race([end, stop]);
    delete bff.stopped;
    if (stopped) ends.set(stopped, end);
  }

  /** Stops before and after its commits too: what it read, and what it marked, is old when it goes on. */
  const stopping =
    <A extends unknown[], R>(commit: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await two.gate();
      const committed = await commit(...args);
      await two.gate();
      return committed;
    };
  const deps = {
    ...rig.deps,
    lease_ms: LEASE_MS,
    payments: { ...rig.payments, commit: stopping(rig.payments.commit) },
    orphans: { ...rig.orphans, commit: stopping(rig.orphans.commit) },
  };

  const two: TwoBffs = {
    seen,
    async gate() {
      const bff = running.getStore();
      if (calm || !bff || chance() >= stops) return false;
      const since_ms = rig.world.now();
      await new Promise<void>((goOn) => {
        held.push({ bff, goOn });
        seen.stopped += 1;
        bff.stopped?.();
      });
      return rig.world.now() > since_ms + SENT_MAX_MS;
    },
    async work() {
      const bff = one(bffs);
      if (bff.claimed.length === 0)
        bff.claimed = await rig.store.claim({ now_ms: rig.world.now(), owner: bff.owner, lease_ms: LEASE_MS, per_lane: PER_LANE });
      const job = bff.claimed.splice(Math.floor(chance() * bff.claimed.length), 1)[0];
      if (job)
        await untilStop(
          bff,
          running.run(bff, () => run(bff, job)),
        );
    },
    async goOn() {
      if (held.length === 0) return;
      const stopped = held.splice(Math.floor(chance() * held.length), 1)[0] as Stopped;
      const end = ends.get(stopped) as Promise<void>;
      ends.delete(stopped);
      const after = untilStop(stopped.bff, end);
      stopped.goOn();
      await after;
    },
    die: () => replace(one(bffs)),
    async calm() {
      calm = true;
      while (held.length > 0) await two.goOn();
      for (const bff of bffs) await rig.store.release(bff.owner, bff.claimed.splice(0));
    },
  };
  return two;
}
