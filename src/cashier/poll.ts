/** The long poll: asks for the next step, for ever, and says when the network is gone. It never reports that a payment failed. */
import type { Step } from '../protocol/step.ts';
import { ask } from '../tv/request.ts';
import type { Asking, Reply } from '../tv/request.ts';
import { readStep } from './read-step.ts';

export interface PollDeps extends Asking {
  /** "/c/<token>" */
  base: string;
  /** Silence after which one request is given up. */
  give_up_ms: number;
  /** The longest pause before asking again. */
  again_ms: number;
  /** The seq of the step that is shown. */
  seq: () => number;
  /** `seq`: of the step that was shown when it was asked for. */
  onStep: (step: Step, seq: number) => void;
  /** No answer comes through. Any step ends it. */
  onOffline: () => void;
  /** The server knows no such page any more. */
  onGone: () => void;
}

export interface Poll {
  start(): void;
  stop(): void;
  /** Drops the request under way and asks at once. */
  now(): void;
  /** The same, if there is one and it began longer ago: the box may have slept, and the connection with it. */
  refresh(ms: number): void;
}

/** A request begun before the window's load event keeps it from coming, in WebKit 534 until the poll ends: docs/television.md 3. */
const FIRST_MS = 200;
/**
 * After `now`: a connection that died while the box slept swallows what is sent on it, and giving that up closes it. Engines keep
 * up to six to a host (docs/television.md 3): the sixth question is on a new one, within a second.
 */
const HEDGE_MS = 180;
const HEDGES = 5;
/** While the line is bad: asked without waiting for news, and given up soon, so that a line that is back is noticed at once. */
const QUICK_MS = 2_000;
/** Every third of these may take its time, for lines that are only slow. */
const SLOW_MS = 8_000;
/** An answer that brings nothing new sooner than this was not held: ask more slowly. */
const HELD_MS = 1_000;

export function createPoll(deps: PollDeps): Poll {
  const { clock } = deps;
  let cancel: (() => void) | undefined;
  /** Below 0: hedges left. While it is not 0 nothing is held by the server. */
  let failures = 0;
  let began_ms: number;

  function request(): void {
    const seq = deps.seq();
    const before = failures;
    const began = (began_ms = clock.now());
    const url = deps.base + '/step' + (before ? '' : '?after=' + seq);
    const give_up_ms = !before ? deps.give_up_ms : before < 0 ? HEDGE_MS : before % 3 ? QUICK_MS : SLOW_MS;
    cancel = ask(deps, { method: 'GET', url, give_up_ms }, (reply) => {
      const step = readStep(reply);
      cancel = undefined;
      if (!step) return failed(reply);
      failures = 0;
      const hurried = !before && step.seq <= seq && clock.now() - began < HELD_MS;
      again(hurried ? deps.again_ms : 0);
      deps.onStep(step, seq);
    });
  }

  function failed({ text, gave_up }: Reply): void {
    const hedged = failures < 0;
    failures = failures + 1 || 1;
    // In our own words: a 404 may be any proxy's.
    if (/"ORDER_NOT_FOUND"/.test(text)) deps.onGone();
    // One lost request is common and heals by itself; two in a row, or one long silence, is worth a word.
    if (!hedged && (gave_up || failures > 1)) deps.onOffline();
    again(hedged ? 0 : deps.again_ms * (0.5 + deps.random() / 2));
  }

  function again(ms: number): void {
    cancel = clock.after(ms, request);
  }

  function stop(): void {
    if (cancel) cancel();
    cancel = undefined;
  }

  function now(): void {
    stop();
    failures = -HEDGES;
    request();
  }

  return {
    start() {
      if (!cancel) again(FIRST_MS);
    },
    stop,
    now,
    refresh(ms) {
      if (cancel && clock.now() - began_ms > ms) now();
    },
  };
}
