/** Work that is due later, on the disk: a restart goes on with it, and work killed half-way is done again. */
import type { Db } from './db.ts';

/** Does the work of a key; answers in how many milliseconds to do it again, or nothing when it is done with. */
export type Work = (ref: string, tries: number) => Promise<number | undefined>;

export interface Jobs {
  /** Inside a transaction it is kept together with the rest of the change. An earlier due time of the same key wins. */
  add(kind: string, ref: string, due_ms: number): void;
  on(kind: string, work: Work): void;
  /** Does all that is due now, and waits for it. */
  runDue(): Promise<void>;
  /** Looks again and again until stopped. */
  start(): void;
  state(): JobsState;
  /** The clock was moved: what is due is another matter now. */
  look(): void;
  stop(): Promise<void>;
}

export interface JobsState {
  /** Work is under way, or due and about to begin. */
  busy: boolean;
  /** Counts work that began. */
  begun: number;
  /** Later than now; null: nothing waits. */
  next_due_ms: number | null;
}

export interface JobsWorld {
  now(): number;
  after(delay_ms: number, run: () => void): () => void;
  log(event: string, facts: { [name: string]: string | number }): void;
}

const LOOK_MS = 250;
/** At once, so that one silent carrier does not hold everything else up. */
const AT_ONCE = 16;
/** Work that throws rests twice as long each time, and is never given up: its end is its own. */
const REST_MS = 1_000;
const REST_MAX_MS = 10 * 60_000;

interface Job {
  key: string;
  tries: number;
  /** Counts how often it was asked for. */
  serial: number;
}

export function makeJobs(db: Db, world: JobsWorld): Jobs {
  const works = new Map<string, Work>();
  const running = new Map<string, Promise<void>>();
  const add = db.prepare(
    'INSERT INTO jobs (key, due_ms) VALUES (?, ?) ON CONFLICT DO UPDATE SET due_ms = min(due_ms, excluded.due_ms), serial = serial + 1',
  );
  const due = db.prepare<[number, number], Job>('SELECT key, tries, serial FROM jobs WHERE due_ms <= ? ORDER BY due_ms LIMIT ?');
  // Only what was claimed: work asked for again meanwhile is done again.
  const again = db.prepare('UPDATE jobs SET due_ms = ?, tries = tries + 1 WHERE key = ? AND serial = ?');
  const next = db.prepare<[number], { due_ms: number | null }>('SELECT min(due_ms) AS due_ms FROM jobs WHERE due_ms > ?');
  const remove = db.prepare('DELETE FROM jobs WHERE key = ? AND serial = ?');
  let cancel: (() => void) | undefined;
  let stopped = true;
  let begun = 0;

  async function run(job: Job): Promise<void> {
    const [kind = '', ref = ''] = job.key.split(/:(.*)/s);
    let next_ms: number | undefined;
    try {
      next_ms = await works.get(kind)?.(ref, job.tries);
    } catch (error) {
      world.log('work-failed', { key: job.key, name: (error as Error).name, message: (error as Error).message });
      next_ms = Math.min(REST_MAX_MS, REST_MS * 2 ** Math.min(job.tries, 12));
    }
    if (!db.open) return;
    if (next_ms === undefined) remove.run(job.key, job.serial);
    else again.run(world.now() + next_ms, job.key, job.serial);
  }

  function launch(): void {
    for (const job of due.all(world.now(), AT_ONCE + running.size)) {
      if (running.size >= AT_ONCE) return;
      if (running.has(job.key)) continue;
      begun += 1;
      running.set(
        job.key,
        run(job).finally(() => running.delete(job.key)),
      );
    }
  }

  function look(): void {
    if (stopped) return;
    launch();
    cancel = world.after(LOOK_MS, look);
  }

  return {
    add: (kind, ref, due_ms) => void add.run(kind + ':' + ref, due_ms),
    on: (kind, work) => void works.set(kind, work),
    async runDue() {
      launch();
      await Promise.all(running.values());
    },
    start() {
      stopped = false;
      look();
    },
    state() {
      const now_ms = world.now();
      const busy = running.size > 0 || due.get(now_ms, 1) !== undefined;
      return { busy, begun, next_due_ms: next.get(now_ms)?.due_ms ?? null };
    },
    look() {
      cancel?.();
      look();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await Promise.all(running.values());
    },
  };
}
