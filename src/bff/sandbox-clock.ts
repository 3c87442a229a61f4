/** Moves the clock of a BFF that was started as a sandbox. Source: docs/operate.md, "The clock of a sandbox". */
import type { ServerWorld, World } from '../protocol/world.ts';
import { OperatorRefusal } from './operators/refusal.ts';
import type { OperatorStore } from './store/operator-port.ts';
import type { Store } from './store/port.ts';

export interface MovableClock {
  offset_ms(): number;
  /** Takes no smaller one. */
  set(offset_ms: number): void;
}

/** Stands still until it is set: the system's clock. */
export function movableClock(): MovableClock {
  let offset_ms = 0;
  return { offset_ms: () => offset_ms, set: (next_ms) => void (offset_ms = Math.max(offset_ms, next_ms)) };
}

export interface SandboxClock {
  /** The same world for business: `wall` and `after` go by the moved clock, as `now` does already. */
  business: ServerWorld;
  offset_ms(): number;
  /** The earliest timer of `business`; Infinity: there is none. */
  timer_ms(): number;
  /** Durable before it counts. With `hold` listeners and timers wait for the next call without it. Throws OperatorRefusal. */
  move(offset_ms: number, hold: boolean): Promise<void>;
  onMove(listener: () => void): void;
}

/** Facts that a new database has by itself. */
const OWN_FACTS: ReadonlySet<string> = new Set(['epoch', 'mode', 'restored_epoch']);

/** A database in which nothing has happened yet becomes a sandbox's for good. */
async function isSandboxBorn(store: Pick<Store, 'lastCommit' | 'metas' | 'setMeta'>): Promise<boolean> {
  const metas = await store.metas();
  if (metas['born'] !== undefined) return metas['born'] === 'sandbox';
  if (Object.keys(metas).some((name) => !OWN_FACTS.has(name)) || (await store.lastCommit()) !== undefined) return false;
  await store.setMeta('born', 'sandbox');
  return true;
}

/** Of a BFF that is no sandbox: a database that it has used is not a sandbox's any more. */
export async function leaveSandbox(store: Pick<OperatorStore, 'meta' | 'setMeta'>): Promise<void> {
  if ((await store.meta('born')) === 'sandbox') await store.setMeta('born', 'production');
}

/** `world.now` goes by `clock` already; `world.wall` and `world.after` are real time's. Sets the offset that was kept. */
export async function openSandboxClock(
  clock: MovableClock,
  world: ServerWorld,
  store: Pick<Store, 'lastCommit' | 'meta' | 'metas' | 'setMeta' | 'onMeta'>,
): Promise<SandboxClock> {
  const listeners: (() => void)[] = [];
  const timers = businessTimers(world);
  const go = (): void => {
    timers.look();
    for (const listener of listeners) listener();
  };
  const born = await isSandboxBorn(store);
  const load = async (): Promise<void> => clock.set(Number((await store.meta('clock_offset_ms')) ?? 0));
  if (born) {
    await load();
    // Another BFF of this database was moved.
    store.onMeta(
      () =>
        void load().then(go, () => {
          // The next word of it reads again.
        }),
    );
  }
  return {
    business: { ...world, wall: () => world.wall() + clock.offset_ms(), after: timers.after },
    offset_ms: clock.offset_ms,
    timer_ms: timers.next_ms,
    onMove: (listener) => void listeners.push(listener),
    async move(offset_ms, hold) {
      if (!born)
        throw new OperatorRefusal(
          'CLOCK_NOT_SANDBOX',
          'The database of this BFF was not born in a sandbox: its clock is the system’s. A new one is (npm start -- --data DIR).',
        );
      if (offset_ms < clock.offset_ms())
        throw new OperatorRefusal('CLOCK_BACK', 'The clock is ' + clock.offset_ms() + ' ms ahead of real time and never goes back.');
      if (offset_ms > clock.offset_ms()) {
        await store.setMeta('clock_offset_ms', String(offset_ms));
        clock.set(offset_ms);
      }
      if (!hold) go();
    },
  };
}

interface Timers {
  after: World['after'];
  next_ms(): number;
  /** The clock was moved. */
  look(): void;
}

interface Timer {
  due_ms: number;
  fire: () => void;
  cancel: () => void;
}

/** Timers by `now`, which may be moved while they wait. */
function businessTimers({ now, after }: Pick<World, 'now' | 'after'>): Timers {
  const timers = new Set<Timer>();
  return {
    after(delay_ms, call) {
      const timer: Timer = { due_ms: now() + delay_ms, fire: () => timers.delete(timer) && call(), cancel: () => undefined };
      timer.cancel = after(delay_ms, timer.fire);
      timers.add(timer);
      return () => {
        timer.cancel();
        timers.delete(timer);
      };
    },
    next_ms: () => Math.min(Infinity, ...[...timers].map((timer) => timer.due_ms)),
    look() {
      // Those that begin meanwhile are of the new time already.
      const waiting = [...timers];
      for (const timer of waiting) {
        timer.cancel();
        const left_ms = timer.due_ms - now();
        if (left_ms <= 0) timer.fire();
        else timer.cancel = after(left_ms, timer.fire);
      }
    },
  };
}
