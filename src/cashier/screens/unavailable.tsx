import type { StepOf } from '../contract.ts';
import { HISTORY, message, RELOAD, RETURN } from '../parts/message.tsx';
import { goBack } from './common.ts';

/** Nothing can be paid here: the reason, and the way out. */
export const unavailable = message<StepOf<'unavailable'>>(
  ({ step }) => {
    const out = step.return_to ? RETURN : HISTORY;
    return { sign: 'note', title: step.title, text: step.text, code: String(step.number ?? ''), ways: step.retry ? [RELOAD, out] : [out] };
  },
  { back: goBack, ribbon: ({ words }) => words.unavailable_ribbon },
);
