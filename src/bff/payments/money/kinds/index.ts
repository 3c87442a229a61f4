/** The kinds of attempts: all that the core does differently for codes, cards and accounts stands here. */
import type { Evidence } from '../../../../channels/port.ts';
import type { Draft } from '../../draft.ts';
import type { Attempt, Job } from '../../payment.ts';
import { absorbBank, restoreBank } from './bank.ts';
import { absorbCard, restoreCard } from './card.ts';
import { giveUpWaiting, waitingEnds } from './looks.ts';
import { absorbScan, closingEnds, giveUpClosing } from './scan.ts';

export interface AttemptKind<A extends Attempt> {
  /** Takes in one piece of evidence. `job`: the call that it answers, while that is still due. */
  absorb(d: Draft, attempt: A, evidence: Evidence, job: Job | undefined): void;
  /** When its result has been waited for long enough; undefined while nothing is waited for. */
  givenUpAt(d: Draft, attempt: A): number | undefined;
  /** Its order may end without it. */
  giveUp(d: Draft, attempt: A): void;
  /** Its database was restored from a backup. */
  restore(d: Draft, attempt: A): void;
}

const KINDS: { readonly [kind in Attempt['kind']]: AttemptKind<Extract<Attempt, { kind: kind }>> } = {
  // All its calls may be repeated under the same number.
  scan: { absorb: absorbScan, givenUpAt: closingEnds, giveUp: giveUpClosing, restore: () => undefined },
  card: { absorb: absorbCard, givenUpAt: waitingEnds, giveUp: giveUpWaiting, restore: restoreCard },
  bank: { absorb: absorbBank, givenUpAt: waitingEnds, giveUp: giveUpWaiting, restore: restoreBank },
};

export function kindOf(attempt: Attempt): AttemptKind<Attempt> {
  return KINDS[attempt.kind] as AttemptKind<Attempt>;
}
