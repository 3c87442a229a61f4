/** The clock of a sandbox: shown, and moved in all of its processes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OFFSET_MAX_MS } from '../../protocol/sandbox-clock.ts';
import type { ClockState } from '../../protocol/sandbox-clock.ts';
import type { Call, Command } from '../command.ts';
import { failed } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { table, time } from '../text.ts';
import { moveTo } from './conductor.ts';
import type { Moved } from './conductor.ts';
import { DoorError, doorsOf } from './doors.ts';
import type { Door } from './doors.ts';
import { momentIn, spanIn } from './when.ts';

const OPTIONS: NonNullable<Command['options']> = {
  sandbox: { value: 'URL', does: "the sandbox's phone page (else the one beside --config, else http://127.0.0.1:4100)" },
};
const MORE =
  'For a sandbox (npm start) only, and never back. All processes go to each time at which one of them has work, and wait until it is ' +
  'done. Lives of orders, repeats, days, refunds and bills go by this clock; signatures go by real time.';
const SAY_EVERY_MS = 1_000;

const newest = (states: readonly ClockState[]): number => Math.max(...states.map((one) => one.now_ms));

async function caught(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DoorError) return failed(error.exit, error.code, error.message);
    throw error;
  }
}

/** `target` makes an instant of what was typed and of the time it is; undefined: not understood. */
function moves(target: (text: string, now_ms: number) => number | undefined, wrong: string): Command['run'] {
  return (call) =>
    caught(async () => {
      const text = call.args[0] ?? '';
      const doors = doorsOf(call);
      if (target(text, call.now()) === undefined) return failed(2, 'USAGE', '"' + text + '" ' + wrong);
      const states = await Promise.all(doors.map((door) => door.state()));
      const now_ms = newest(states);
      const target_ms = target(text, now_ms) ?? now_ms;
      const offset_ms = Math.max(...states.map((one) => one.offset_ms)) + target_ms - now_ms;
      if (offset_ms > OFFSET_MAX_MS)
        return failed(2, 'USAGE', 'The clock of a sandbox goes ' + OFFSET_MAX_MS / 86_400_000 + ' days ahead of real time at most.');
      const moved = await moveTo(doors, target_ms, { sleep, monotonic: () => performance.now(), tell: teller(call) });
      return {
        exit: 0,
        json: moved,
        text: 'It is ' + time(moved.now_ms) + ' in the sandbox, after ' + moved.steps + (moved.steps === 1 ? ' step.' : ' steps.'),
      };
    });
}

/** A line a second, where nobody reads the answer as JSON. */
function teller({ options }: Call): (moved: Moved) => void {
  let said_ms = performance.now();
  return ({ now_ms, steps }) => {
    if (options['json'] || performance.now() - said_ms < SAY_EVERY_MS) return;
    said_ms = performance.now();
    console.error(time(now_ms) + '  ' + steps + ' steps');
  };
}

function shown(doors: readonly Door[], states: readonly ClockState[]): Outcome {
  const rows = states.map((one, i) => [
    doors[i]?.name ?? '',
    time(one.now_ms),
    Math.round(one.offset_ms / 1000) + ' s',
    one.next_due_ms === null ? '-' : time(one.next_due_ms),
    one.busy ? 'busy' : 'quiet',
  ]);
  const clocks = states.map((one, i) => ({ process: doors[i]?.name, ...one }));
  const differ = states.some((one) => one.offset_ms !== states[0]?.offset_ms);
  const hint = differ ? '\nThey differ: lezhong clock forward 1s brings all to the farthest.' : '';
  const shown_table = table(['PROCESS', 'CLOCK', 'AHEAD', 'NEXT DUE', 'NOW'], rows, '');
  return { exit: 0, json: { clocks }, text: shown_table + hint };
}

const span = (text: string, now_ms: number): number | undefined => {
  const span_ms = spanIn(text);
  return span_ms === undefined ? undefined : now_ms + span_ms;
};
const NO_SPAN = 'is no span of time: write 45s, 90m, 1h, 30d or 1d12h.';

export const CLOCK: readonly Command[] = [
  {
    name: 'clock forward',
    args: ['SPAN'],
    options: OPTIONS,
    does: "move a sandbox's clock on by so much (1h)",
    more: MORE,
    run: moves(span, NO_SPAN),
  },
  { name: 'clock by', args: ['SPAN'], options: OPTIONS, does: 'the same (30d)', more: MORE, run: moves(span, NO_SPAN) },
  {
    name: 'clock to',
    args: ['TIME'],
    options: OPTIONS,
    does: "move a sandbox's clock on to the next such time of a day in Beijing (23:00)",
    more: MORE,
    run: moves(momentIn, 'is no time of a day: write 23:00.'),
  },
  {
    name: 'clock',
    args: [],
    options: OPTIONS,
    does: "the clocks of a sandbox's processes, and when each has work next",
    more: 'lezhong clock forward 1h, lezhong clock to 23:00 and lezhong clock by 30d move them. ' + MORE,
    run: (call) =>
      caught(async () => {
        const doors = doorsOf(call);
        return shown(doors, await Promise.all(doors.map((door) => door.state())));
      }),
  },
];
