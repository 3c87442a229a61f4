/** Sends an answer, one at a time. */
import type { Answer, AnswerBody } from '../protocol/answer.ts';
import type { Step } from '../protocol/step.ts';
import { ask } from './ask.ts';
import type { Asking } from './ask.ts';
import { readStep } from './read-step.ts';

export interface SendDeps extends Asking {
  base: string;
  /** After this long without a reply the viewer may press again; the server takes a repeated answer once. */
  give_up_ms: number;
  onBusy: (busy: boolean) => void;
  onStep: (step: Step) => void;
  /** No step came back; the poll knows better what is to be shown. */
  onNothing: () => void;
}

export interface Send {
  /** False when one is under way already: the press is dropped. */
  send(version: number, answer: Answer): boolean;
  /** Forgets what was under way: the page came back out of the back/forward cache. */
  reset(): void;
}

/** A key pressed again within this is the same press of an impatient thumb, even when the reply was quicker. */
const HOLD_MS = 400;

export function createSend(deps: SendDeps): Send {
  let latched = false;
  let cancel: (() => void) | undefined;
  let cancelHold: (() => void) | undefined;

  function release(sent_ms: number): void {
    const left_ms = HOLD_MS - (deps.clock.now() - sent_ms);
    if (left_ms <= 0) return reset();
    cancelHold = deps.clock.after(left_ms, reset);
  }

  function reset(): void {
    if (cancel) cancel();
    if (cancelHold) cancelHold();
    cancel = cancelHold = undefined;
    latched = false;
    deps.onBusy(false);
  }

  return {
    send(version, answer) {
      if (latched) return false;
      // Set here, inside the key handler, before anything that could wait.
      latched = true;
      deps.onBusy(true);
      const sent_ms = deps.clock.now();
      const body: AnswerBody = { version, answer };
      const request = { method: 'POST', url: deps.base + '/answer', body: JSON.stringify(body), give_up_ms: deps.give_up_ms };
      cancel = ask(deps, request, (reply) => {
        cancel = undefined;
        const step = readStep(reply);
        deps.onBusy(false);
        release(sent_ms);
        if (step) deps.onStep(step);
        else deps.onNothing();
      });
      return true;
    },
    reset,
  };
}
