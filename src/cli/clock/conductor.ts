/**
 * Moves the clock of all processes of a sandbox together. Each step asks all for their next due time, moves all to the earliest
 * of them, and waits until none has work: nothing that falls due on the way is passed over, and none meets another's time first.
 */
import type { ClockState } from '../../protocol/sandbox-clock.ts';
import { DoorError } from './doors.ts';
import type { Door } from './doors.ts';

export interface Moved {
  now_ms: number;
  offset_ms: number;
  steps: number;
}

export interface ConductOptions {
  sleep: (delay_ms: number) => Promise<unknown>;
  /** Real milliseconds from any origin. */
  monotonic: () => number;
  /** After each step. */
  tell?: (moved: Moved) => void;
}

/** A bank that does not answer is waited for so long. */
const QUIET_MAX_MS = 120_000;
const LOOK_MIN_MS = 1;
const LOOK_MAX_MS = 50;

/** To an instant of business time. Throws DoorError. */
export async function moveTo(doors: readonly Door[], target_ms: number, options: ConductOptions): Promise<Moved> {
  for (let steps = 0; ; steps++) {
    const states = await quiet(doors, options);
    const now_ms = Math.min(...states.map((one) => one.now_ms));
    const offset_ms = Math.max(...states.map((one) => one.offset_ms));
    options.tell?.({ now_ms, offset_ms, steps });
    if (now_ms >= target_ms && states.every((one) => one.offset_ms === offset_ms)) return { now_ms, offset_ms, steps };
    const next_ms = Math.min(target_ms, ...states.map((one) => one.next_due_ms ?? Infinity));
    await moveAll(doors, states, offsetFor(states, next_ms, offset_ms));
  }
}

/** The offset at which every process has reached the instant; at the last step the one of whoever was ahead of the others. */
function offsetFor(states: readonly ClockState[], next_ms: number, most_ms: number): number {
  const wanted_ms = Math.max(...states.map((one) => next_ms - (one.now_ms - one.offset_ms)));
  const least_ms = Math.min(...states.map((one) => one.offset_ms));
  return Math.ceil(wanted_ms > least_ms ? wanted_ms : most_ms);
}

/** All have the new time before any of them acts on it. */
async function moveAll(doors: readonly Door[], states: readonly ClockState[], offset_ms: number): Promise<void> {
  const behind = doors.filter((_door, i) => (states[i] as ClockState).offset_ms < offset_ms);
  await Promise.all(behind.map((door) => door.move({ offset_ms, hold: true })));
  await Promise.all(behind.map((door) => door.move({ offset_ms })));
}

/** Until none is busy twice in a row and none began anything in between. */
export async function quiet(doors: readonly Door[], { sleep, monotonic }: ConductOptions): Promise<ClockState[]> {
  let begun: string | undefined;
  let wait_ms = LOOK_MIN_MS;
  for (const since_ms = monotonic(); ; wait_ms = Math.min(LOOK_MAX_MS, wait_ms * 1.5)) {
    const states = await Promise.all(doors.map((door) => door.state()));
    const busy = doors.filter((_door, i) => states[i]?.busy);
    const now = states.map((one) => one.begun).join();
    if (busy.length === 0 && begun === now) return states;
    begun = busy.length === 0 ? now : undefined;
    if (monotonic() - since_ms > QUIET_MAX_MS)
      throw new DoorError(1, 'NOT_QUIET', busy.map(({ name }) => name).join(', ') + ' still has work after ' + QUIET_MAX_MS / 1000 + ' s.');
    if (busy.length > 0) await sleep(wait_ms);
  }
}
