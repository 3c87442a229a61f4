/** Jobs that are due later, kept on disk so that a restart goes on with them. A job killed half-way is done again. */
import type { World } from '../../protocol/world.ts';
import type { Sqlite } from './sqlite.ts';

/** Does a job; answers when to do it again, in UTC ms, or nothing when it is done with. */
export type Handler = (ref: string) => number | undefined | Promise<number | undefined>;

export interface Scheduler {
  /** Inside `change` it is kept together with the rest of the change. */
  add(kind: string, ref: string, due_ms: number): void;
  on(kind: string, handler: Handler): void;
  start(): void;
  /** The clock was set: what is due is another matter now. */
  look(): void;
  state(): SchedulerState;
  /** Starts nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

export interface SchedulerState {
  /** A job is under way, or due and about to begin. */
  busy: boolean;
  /** Counts jobs that began. */
  begun: number;
  /** Later than now; undefined: nothing waits. */
  next_due_ms: number | undefined;
}

interface Job {
  id: number;
  due_ms: number;
  kind: string;
  ref: string;
}

/** A timer longer than this overflows in Node. */
const LONGEST_MS = 2 ** 31 - 1;

export function buildScheduler(sqlite: Sqlite, world: World): Scheduler {
  const handlers = new Map<string, Handler>();
  const running = new Map<number, Promise<void>>();
  let cancel: (() => void) | undefined;
  let started = false;
  let begun = 0;
  const insert = sqlite.prepare('INSERT INTO jobs (due_ms, kind, ref) VALUES (?, ?, ?)');
  const remove = sqlite.prepare('DELETE FROM jobs WHERE id = ?');
  const postpone = sqlite.prepare('UPDATE jobs SET due_ms = ? WHERE id = ?');
  const due = sqlite.prepare('SELECT id, due_ms, kind, ref FROM jobs WHERE due_ms <= ? ORDER BY due_ms, id');
  const next = sqlite.prepare('SELECT due_ms FROM jobs WHERE due_ms > ? ORDER BY due_ms LIMIT 1');

  async function run(job: Job): Promise<void> {
    const again_ms = await handlers.get(job.kind)?.(job.ref);
    if (!sqlite.open) return;
    if (again_ms === undefined) remove.run(job.id);
    else postpone.run(again_ms, job.id);
  }

  function launch(job: Job): void {
    if (running.has(job.id)) return;
    begun += 1;
    const done = run(job).finally(() => {
      running.delete(job.id);
      arm();
    });
    running.set(job.id, done);
  }

  function work(): void {
    cancel = undefined;
    if (!started) return;
    for (const job of due.all(world.now()) as Job[]) launch(job);
    arm();
  }

  /** Jobs that are due and running are passed over: their end arms again. */
  function arm(): void {
    cancel?.();
    cancel = undefined;
    if (!started) return;
    const now = world.now();
    const waiting = (due.all(now) as Job[]).some((job) => !running.has(job.id));
    const later = next.get(now) as { due_ms: number } | undefined;
    if (waiting) cancel = world.after(0, work);
    else if (later) cancel = world.after(Math.min(later.due_ms - now, LONGEST_MS), work);
  }

  return {
    add(kind, ref, due_ms) {
      insert.run(due_ms, kind, ref);
      arm();
    },
    on: (kind, handler) => void handlers.set(kind, handler),
    start() {
      started = true;
      arm();
    },
    look: arm,
    state() {
      const now = world.now();
      const later = next.get(now) as { due_ms: number } | undefined;
      return { busy: running.size > 0 || due.get(now) !== undefined, begun, next_due_ms: later?.due_ms };
    },
    async stop() {
      started = false;
      cancel?.();
      await Promise.all(running.values());
    },
  };
}
