/** Everything between the remote, the BFF and the screen; draws nothing. */
import { batch, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Boot } from '../protocol/boot.ts';
import type { RemoteKey } from '../protocol/keymap.ts';
import type { Step } from '../protocol/step.ts';
import type { Clock } from '../tv/clock.ts';
import { createFocus } from '../tv/focus.ts';
import type { Focus } from '../tv/focus.ts';
import type { Request } from './ask.ts';
import { createCountdown } from './countdown.ts';
import { createLeave } from './leave.ts';
import { createPoll } from './poll.ts';
import type { Act, Choice } from './screen.ts';
import { screenOf } from './screens/index.ts';
import { createSend } from './send.ts';

/** What the page takes from its window; injected for tests. */
export interface Surroundings {
  clock: Clock;
  random: () => number;
  request: () => Request;
  replace: (url: string) => void;
  reload: () => void;
  /** False when the page has reloaded itself before. */
  reloadOnce: () => boolean;
  historyBack: () => void;
}

export interface Cashier {
  readonly boot: Boot;
  readonly focus: Focus;
  readonly step: ReadonlySignal<Step>;
  /** An answer is on its way. */
  readonly busy: ReadonlySignal<boolean>;
  readonly away: ReadonlySignal<boolean>;
  /** Seconds left to pay. */
  readonly left: ReadonlySignal<number | undefined>;
  /** Seconds until the page leaves by itself. */
  readonly leaving: ReadonlySignal<number | undefined>;
  start(): void;
  /** False passes the key on to the box. */
  key(key: RemoteKey): boolean;
  /** The pointer's OK. */
  press(id: string): void;
  /** Out of the back/forward cache: whatever was under way is forgotten. */
  resume(): void;
}

export const LEAVE_DIALOG = 'leave';
/** One answer may wait 2 s on the server for what comes next; a box on a bad line needs some more. */
const ANSWER_GIVE_UP_MS = 12_000;
const LAST: { [kind: string]: true | undefined } = { paid: true, closed: true, left: true, unavailable: true };
export const DIALOG: readonly Choice[] = [
  { id: 'leave-stay', act: { kind: 'stay' } },
  { id: 'leave-go', act: { kind: 'leave' } },
];

export function createCashier(boot: Boot, around: Surroundings): Cashier {
  const { clock } = around;
  const focus = createFocus();
  const step = signal(boot.step);
  const busy = signal(false);
  const away = signal(false);
  const countdown = createCountdown(clock);
  const leave = createLeave(clock, around.replace);
  const base = boot.base;

  const poll = base === undefined ? undefined : createPoll({
    clock, request: around.request, random: around.random, base,
    give_up_ms: boot.poll.give_up_ms, again_ms: boot.poll.again_ms,
    seq: () => step.peek().seq,
    onStep: (next) => take(next),
    onAway: (now) => void (away.value = now),
    onGone: () => void around.reloadOnce(),
  });
  const send = base === undefined ? undefined : createSend({
    clock, request: around.request, base, give_up_ms: ANSWER_GIVE_UP_MS,
    onBusy: (now) => void (busy.value = now),
    onStep: (next) => take(next),
    onNothing: () => poll && poll.now(),
  });

  function view(of: Step) {
    return { step: of, words: boot.words, boot };
  }

  /** A step from the server. Replies may overtake one another: an older one is dropped. */
  function take(next: Step): void {
    const now = step.peek();
    if (next.seq < now.seq && next.kind !== 'left') return;
    const strange = next.build !== boot.step.build || !screenOf(next.kind);
    if (strange && around.reloadOnce()) return;
    show(next);
  }

  function show(next: Step): void {
    const now = step.peek();
    const same = next.seq === now.seq && next.kind === now.kind;
    batch(() => {
      countdown.set(next.remaining_ms);
      if (!same) {
        if (next.kind !== now.kind || next.version !== now.version) focus.pop(LEAVE_DIALOG);
        lay(next);
        step.value = next;
      }
    });
    leave.plan('return_to' in next ? next.return_to : undefined);
    if (poll && LAST[next.kind]) poll.stop();
  }

  function rows(of: Step): readonly (readonly Choice[])[] {
    const screen = screenOf(of.kind);
    return screen ? screen.rows(view(of)) : [];
  }

  function lay(of: Step): void {
    const screen = screenOf(of.kind);
    const initial = screen && screen.initial && screen.initial(of);
    const key = of.kind + ':' + of.version;
    const items: { id: string; row: number }[] = [];
    rows(of).forEach((row, at) => row.forEach((choice) => items.push({ id: choice.id, row: at })));
    focus.layout([{ id: 'stage', items }], initial ? { screen: key, initial } : { screen: key });
  }

  function choice(id: string | undefined): Choice | undefined {
    const all = focus.scope.peek() === LEAVE_DIALOG ? [DIALOG] : rows(step.peek());
    for (const row of all) for (const one of row) if (one.id === id) return one;
    return undefined;
  }

  function act(what: Act): void {
    switch (what.kind) {
      case 'return': return leave.go();
      case 'reload': return around.reload();
      case 'history': return around.historyBack();
      case 'stay': return void focus.pop(LEAVE_DIALOG);
      case 'ask-leave': return focus.push({ id: LEAVE_DIALOG, regions: [{ id: 'dialog', items: DIALOG.map(({ id }) => ({ id, row: 0 })) }], initial: 'leave-stay' });
      default: if (send) send.send(step.peek().version, what);
    }
  }

  function back(): void {
    if (focus.scope.peek() === LEAVE_DIALOG) return act({ kind: 'stay' });
    const screen = screenOf(step.peek().kind);
    act(screen ? screen.back(step.peek()) : { kind: 'ask-leave' });
  }

  /** Asks once; pressed again it is meant. */
  function exit(): boolean {
    const now = step.peek();
    if ('return_to' in now && now.return_to) act({ kind: 'return' });
    else if (!send) return false;
    else act(focus.scope.peek() === LEAVE_DIALOG ? { kind: 'leave' } : { kind: 'ask-leave' });
    return true;
  }

  function ok(): void {
    const chosen = choice(focus.current.peek());
    if (chosen && chosen.act) act(chosen.act);
  }

  return {
    boot, focus, step, busy, away,
    left: countdown.seconds,
    leaving: leave.seconds,
    start() {
      lay(boot.step);
      if (!screenOf(boot.step.kind) && around.reloadOnce()) return;
      show(boot.step);
      if (poll && !LAST[boot.step.kind]) poll.start();
    },
    key(key) {
      switch (key) {
        case 'Up': case 'Down': case 'Left': case 'Right': focus.move(key); return true;
        case 'OK': ok(); return true;
        case 'Back': back(); return true;
        case 'Exit': return exit();
        default: return false;
      }
    },
    press(id) {
      if (focus.set(id)) ok();
    },
    resume() {
      leave.reset();
      if (send) send.reset();
      if (!poll) return;
      // What was drawn may be long past: "left" too is asked anew.
      step.value = { ...step.peek(), seq: -1 };
      poll.now();
    },
  };
}
