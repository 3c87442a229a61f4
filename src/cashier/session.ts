/** The step that is shown: taken from the server by poll and by answers, newest seq first. */
import { batch, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Answer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import type { Step } from '../protocol/step.ts';
import type { Clock } from '../tv/clock.ts';
import type { Request } from '../tv/request.ts';
import type { FindDrawn } from '../tv/row-focus.ts';
import type { SecretEntry, MakeSecretEntry } from './secret-entry/entry-contract.ts';
import { createLoad, typesCards } from './secret-entry/load.ts';
import { createCountdown } from '../tv/ui/countdown.ts';
import { createLeave } from './leave.ts';
import type { Leave } from './leave.ts';
import { createPoll } from './poll.ts';
import type { EntryScript } from './contract.ts';
import { returnTo } from './return-to.ts';
import { isScreen } from './screens/index.ts';
import { createSend } from './send.ts';

/** Everything the page takes from its window; injected for tests. */
export interface Surroundings {
  clock: Clock;
  random: () => number;
  request: () => Request;
  /** The drawn element of a control. */
  element?: FindDrawn;
  replace: (url: string) => void;
  reload: () => void;
  /** False when the page has reloaded itself before. */
  reloadOnce: () => boolean;
  historyBack: () => void;
  /** Puts a script into the page, which then calls `bring`. */
  load: (url: string) => void;
  /** The box has randomness to seal with: nothing is typed without. */
  can_type: boolean;
}

export interface Session {
  readonly step: ReadonlySignal<Step>;
  /** An answer is on its way. */
  readonly busy: ReadonlySignal<boolean>;
  readonly offline: ReadonlySignal<boolean>;
  /** Seconds left to pay. */
  readonly left: ReadonlySignal<number | undefined>;
  readonly leave: Leave;
  /** Undefined until the second script is here. */
  readonly secretEntry: ReadonlySignal<SecretEntry | undefined>;
  entryScript(): EntryScript;
  /** Asks for the second script if it is not there. */
  fetchCards(): void;
  /** Called by the second script; a second call changes nothing. */
  bring(make: MakeSecretEntry): void;
  /** Whether there is an order to ask about. */
  readonly asks: boolean;
  start(): void;
  /** False when another one is on its way, or the page has no order. */
  answer(answer: Answer): boolean;
  /** Out, whatever else is under way and whether or not the server answers. */
  goLeft(): void;
  /** Into the back/forward cache or left for good: forgets typed fields. */
  hide(): void;
  /** A sign that the box may have slept: asks anew what is older than this. */
  wake(ms: number): void;
  /** Out of the back/forward cache: forgets requests under way and asks anew. */
  resume(): void;
}

/** The server holds an answer up to 2 s for the next step; a box on a bad line needs some more. */
const ANSWER_GIVE_UP_MS = 12_000;
/** Ways go down and come back without anything happening to the order: same seq, other tiles. */
const otherWays = (next: Step, now: Step): boolean =>
  next.kind === 'choose' && now.kind === 'choose' && JSON.stringify(next.channels) !== JSON.stringify(now.channels);

const LAST: { [kind: string]: true | undefined } = { paid: true, closed: true, left: true, unavailable: true };

/** `onStep` is called before a new step is shown, in the same batch; `lay` when the shown step's rows may be others. */
export function createSession(boot: Boot, around: Surroundings, onStep: (next: Step, now: Step) => void, lay: () => void): Session {
  const { clock, request, random } = around;
  const { base } = boot;
  const step = signal(boot.step);
  const busy = signal(false);
  const offline = signal(false);
  const countdown = createCountdown(clock);
  const leave = createLeave(clock, around.replace, boot.elder ? 2 : 1);
  const load = createLoad({ clock, url: boot.card_script, load: around.load, onChange: lay });
  const secretEntry = signal<SecretEntry | undefined>(undefined);

  const poll =
    base === undefined
      ? undefined
      : createPoll({
          clock,
          request,
          base,
          random,
          give_up_ms: boot.poll.give_up_ms,
          again_ms: boot.poll.again_ms,
          seq: () => step.peek().seq,
          onStep: take,
          onOffline: () => void (offline.value = true),
          onGone: () => void around.reloadOnce(),
        });
  const send =
    base === undefined
      ? undefined
      : createSend({
          clock,
          request,
          random,
          base,
          give_up_ms: ANSWER_GIVE_UP_MS,
          onBusy: (now) => void (busy.value = now),
          onStep: take,
          onNothing: () => (step.peek().kind === 'left' ? leave.go() : poll && poll.now()),
        });

  /**
   * A step from the server. Replies may overtake one another: an older one is dropped, unless the shown step was there when
   * it was asked for (`seq`): the server itself went back, to a backup. A confirmed leaving is kept, and never reloads.
   */
  function take(next: Step, seq?: number): void {
    const now = step.peek().seq;
    offline.value = false;
    const left = next.kind === 'left';
    if (!left && next.seq < now && seq !== now) return;
    const strange = !left && (next.build !== boot.step.build || !isScreen(next.kind));
    if (!strange || !around.reloadOnce()) show(next);
  }

  function show(next: Step): void {
    const now = step.peek();
    batch(() => {
      countdown.set(next.remaining_ms);
      const part = secretEntry.peek();
      if (part) part.stepped(next);
      if (next.seq === now.seq && next.kind === now.kind && !otherWays(next, now)) return;
      onStep(next, now);
      step.value = next;
    });
    if (typesCards(next)) fetchCards();
    leave.plan(returnTo(next));
    if (poll && LAST[next.kind]) poll.stop();
  }

  function answer(what: Answer): boolean {
    return !!send && send.send(step.peek().version, what);
  }

  function goLeft(): void {
    if (send) send.reset();
    if (boot.left) show({ ...step.peek(), kind: 'left', return_to: boot.left } as Step);
    answer({ kind: 'leave' });
  }

  function fetchCards(): void {
    if (around.can_type) load.want();
  }

  return {
    step,
    busy,
    offline,
    leave,
    secretEntry,
    fetchCards,
    entryScript: () => (!around.can_type ? 'never' : secretEntry.value ? 'ready' : load.failed.value ? 'failed' : 'coming'),
    bring(make) {
      // The script was asked for twice and came twice: typed fields stay with the first.
      if (secretEntry.peek() || !send || !poll || base === undefined) return;
      load.arrived();
      const part = make({ clock, request, random, base, boot, step, post: send.post, answer, lay });
      part.stepped(step.peek());
      batch(() => {
        secretEntry.value = part;
        lay();
      });
    },
    left: countdown.seconds,
    asks: base !== undefined,
    start() {
      if (!isScreen(boot.step.kind) && around.reloadOnce()) return;
      show(boot.step);
      if (poll && !LAST[boot.step.kind]) poll.start();
    },
    answer,
    goLeft,
    wake(ms) {
      if (poll) poll.refresh(ms);
    },
    hide() {
      const part = secretEntry.peek();
      if (part) part.wipe();
    },
    resume() {
      leave.reset();
      if (!send || !poll) return;
      send.reset();
      // The drawn step may be long past: "left" too is asked anew.
      step.value = { ...step.peek(), seq: -1 };
      poll.now();
    },
  };
}
