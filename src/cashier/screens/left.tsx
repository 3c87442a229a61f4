import { fill } from '../../protocol/texts/fill.ts';
import type { StepOf } from '../contract.ts';
import { message, RETURN } from '../parts/message.tsx';
import { goBack } from './common.ts';

/** On the way out; the button is for an app that does not answer. */
export const left = message<StepOf<'left'>>(
  ({ step, words }) => ({
    sign: 'wait',
    title: fill(words.left_title, { app: step.return_to.app_name || words.the_app }),
    text: words.left_text,
    ways: [RETURN],
  }),
  { back: goBack },
);
