/** Seals answers and opens replies. Never sends by itself: send.ts does. */
import type { BankQuestion, SecretAnswer } from '../../protocol/answer.ts';
import type { CardFace } from '../../protocol/card.ts';
import { pageSealer } from '../../protocol/seal.ts';
import type { Bound, PageSealer, Random, SealTo } from '../../protocol/seal.ts';
import type { Step } from '../../protocol/step.ts';
import type { Reply } from '../../tv/request.ts';
import { asStep, readJson } from '../read-step.ts';
import type { Read } from '../send.ts';

export interface Sealed {
  body: string;
  read: Read;
}

export interface Sealing {
  /** Computes key pair and common secret before anything is typed: on a slow box that takes long enough to lose keys. */
  prepare(step: Step): void;
  /** Undefined where the step has no key to seal to. */
  answer(step: Step, answer: SecretAnswer): Sealed | undefined;
  /** `read`: undefined when nothing could be learnt, null for a bank that is not known. */
  bank(step: Step, question: BankQuestion): { body: string; read: (reply: Reply) => CardFace | null | undefined } | undefined;
}

const OK = 200;
const RENEW = 409;

interface Renew {
  seal?: unknown;
  step?: unknown;
  sealed?: unknown;
}

const contents = (reply: Reply): Renew => (readJson(reply.text) as Renew | null | undefined) || {};

/** One for each visit of the page. */
export function createSealing(random: Random, token: string): Sealing {
  let sealer: PageSealer | undefined;

  const sealing = (): PageSealer => sealer || (sealer = pageSealer(random));

  function seal(to: SealTo, bound: Bound, value: unknown) {
    const by = sealing();
    const body = JSON.stringify(by.seal(to, bound, value));
    const counter = by.counter();
    const open = (reply: Reply): unknown => {
      const { sealed } = contents(reply);
      return typeof sealed === 'string' ? by.open(to, bound, sealed, counter) : undefined;
    };
    return { body, open };
  }

  function answer(step: Step, what: SecretAnswer, renewed: boolean): Sealed | undefined {
    if (!step.seal) return undefined;
    const { version } = step;
    let { body, open } = seal(step.seal, { token, version }, what);
    const read: Read = (reply) => {
      if (reply.status === OK) return asStep(open(reply));
      const said = contents(reply);
      if (reply.status !== RENEW || said.seal !== 'renew') return undefined;
      const now = asStep(said.step);
      // Once, and only while the question is the same: an answer to another one means nothing.
      if (renewed || !now || now.version !== version || !now.seal) return now;
      renewed = true;
      ({ body, open } = seal(now.seal, { token, version }, what));
      return body;
    };
    return { body, read };
  }

  return {
    prepare(step) {
      if (step.seal) sealing().prepare(step.seal);
    },
    answer: (step, what) => answer(step, what, false),
    bank(step, question) {
      if (!step.seal) return undefined;
      const { body, open } = seal(step.seal, { token, version: 0 }, question);
      return { body, read: (reply) => (reply.status === OK ? (open(reply) as CardFace | null | undefined) : undefined) };
    },
  };
}
