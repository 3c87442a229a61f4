import type { StepOf } from '../contract.ts';
import { CHANGE, message, NEW_CODE, OTHER_CARD, RECHECK, RETRY } from '../parts/message.tsx';
import { change } from './common.ts';

const NEXT = { change: CHANGE, 'new-code': NEW_CODE, retry: RETRY, 'other-card': OTHER_CARD, recheck: RECHECK } as const;

/** The reason why this try was refused; the recommended next step first, and always another way. */
export const refused = message<StepOf<'refused'>>(
  ({ step }) => ({
    sign: 'note',
    title: step.title,
    text: step.text,
    code: String(step.number ?? ''),
    // Back leads to another way; a card that may only be mistyped is as likely the wrong one.
    ways: step.next === 'change' ? [CHANGE] : [NEXT[step.next], step.next === 'recheck' ? OTHER_CARD : CHANGE],
  }),
  { back: change, due: true, clock: 'time_order' },
);
