/** Sends an answer, one at a time. */
import type { Answer, AnswerBody } from '../protocol/answer.ts';
import type { Step } from '../protocol/step.ts';
import { ask } from '../tv/request.ts';
import type { Asking, Reply } from '../tv/request.ts';
import { readStep } from './read-step.ts';

export interface SendDeps extends Asking {
  base: string;
  /** After this long without a reply the viewer may press again; the server takes a repeated answer once. */
  give_up_ms: number;
  onBusy: (busy: boolean) => void;
  onStep: (step: Step) => void;
  /** No step came back: the poll asks for the current one. */
  onNothing: () => void;
}

/** Reads a reply: the next step, a body to send in place of the first one, or nothing. */
export type Read = (reply: Reply) => Step | string | undefined;

export interface Send {
  /** False when one is under way already: the press is dropped. */
  send(version: number, answer: Answer): boolean;
  /** The same for a body that is not a plain answer. Without a reply it is not sent again: the server may have acted. */
  post(body: string, read: Read): boolean;
  /** Forgets the answer under way: the page came back out of the back/forward cache. */
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

  function request(body: string, read: Read, sent_ms: number): void {
    cancel = ask(deps, { method: 'POST', url: deps.base + '/answer', body, give_up_ms: deps.give_up_ms }, (reply) => {
      cancel = undefined;
      const said = read(reply);
      if (typeof said === 'string') return request(said, read, sent_ms);
      deps.onBusy(false);
      release(sent_ms);
      if (said) deps.onStep(said);
      else deps.onNothing();
    });
  }

  function post(body: string, read: Read): boolean {
    if (latched) return false;
    // Set here, inside the key handler, before anything that could wait.
    latched = true;
    deps.onBusy(true);
    request(body, read, deps.clock.now());
    return true;
  }

  return {
    send(version, answer) {
      const body: AnswerBody = { version, answer };
      return post(JSON.stringify(body), readStep);
    },
    post,
    reset,
  };
}
