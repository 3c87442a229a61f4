import type { StepOf } from '../contract.ts';
import { message } from '../parts/message.tsx';
import { askLeave } from './common.ts';

/** Unknown, closing or held: nothing needs to be pressed. */
export const checking = message<StepOf<'checking'>>(
  ({ step, words }) => ({ sign: 'wait', title: step.title, text: step.text, more: words.checking_stay }),
  { back: askLeave, due: true },
);
