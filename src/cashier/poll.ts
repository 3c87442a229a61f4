/** The long poll: asks for the next step, for ever, and says when the network is gone. It never reports that a payment failed. */
import type { Step } from '../protocol/step.ts';
import { ask } from '../tv/request.ts';
import type { Asking } from '../tv/request.ts';
import { readStep } from './read-step.ts';

export interface PollDeps extends Asking {
  /** "/c/<token>" */
  base: string;
  /** Silence after which one request is given up. */
  give_up_ms: number;
  /** The longest pause before asking again. */
  again_ms: number;
  /** From 0 to 1: many TVs that lost one server do not all come back in the same moment. */
  random: () => number;
  /** The seq of the step that is shown. */
  seq: () => number;
  onStep: (step: Step) => void;
  onOffline: (offline: boolean) => void;
  /** The server knows no such page any more. */
  onGone: () => void;
}

export interface Poll {
  start(): void;
  stop(): void;
  /** Drops the request under way and asks at once. */
  now(): void;
}

const NOT_FOUND = 404;
/** A request begun before the window's load event keeps it from coming, in WebKit 534 until the poll ends: docs/television.md 3. */
const FIRST_MS = 200;
/** While the line is bad: asked without waiting for news, and given up soon, so that a line that is back is noticed at once. */
const QUICK_MS = 2_000;
/** Every third of these may take its time, for lines that are only slow. */
const SLOW_MS = 8_000;
/** An answer that brings nothing new sooner than this was not held: ask more slowly. */
const HELD_MS = 1_000;

export function createPoll(deps: PollDeps): Poll {
  const { clock } = deps;
  let cancel: (() => void) | undefined;
  let failures = 0;

  function request(fresh: boolean): void {
    const seq = deps.seq();
    const began = clock.now();
    if (failures) fresh = true;
    const url = deps.base + '/step' + (fresh ? '' : '?after=' + seq);
    const give_up_ms = !failures ? deps.give_up_ms : failures % 3 ? QUICK_MS : SLOW_MS;
    cancel = ask(deps, { method: 'GET', url, give_up_ms }, (reply) => {
      const step = readStep(reply);
      cancel = undefined;
      if (!step) return failed(reply.status, reply.gave_up);
      failures = 0;
      deps.onOffline(false);
      const hurried = !fresh && step.seq === seq && clock.now() - began < HELD_MS;
      again(hurried ? deps.again_ms : 0);
      deps.onStep(step);
    });
  }

  function failed(status: number, gave_up: boolean): void {
    failures++;
    if (status === NOT_FOUND) deps.onGone();
    // One lost request is common and heals by itself; two in a row, or one long silence, is worth a word.
    if (gave_up || failures > 1) deps.onOffline(true);
    again(deps.again_ms * (0.5 + deps.random() / 2));
  }

  function again(ms: number): void {
    cancel = clock.after(ms, () => request(false));
  }

  function stop(): void {
    if (cancel) cancel();
    cancel = undefined;
  }

  return {
    start() {
      if (!cancel) again(FIRST_MS);
    },
    stop,
    now() {
      stop();
      request(true);
    },
  };
}
