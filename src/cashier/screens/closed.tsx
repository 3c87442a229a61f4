import type { StepOf } from '../contract.ts';
import { message, RETURN } from '../parts/message.tsx';
import { goBack } from './common.ts';

/** The order is over without a payment. */
export const closed = message<StepOf<'closed'>>(({ step }) => ({ sign: 'over', title: step.title, text: step.text, ways: [RETURN] }), {
  back: goBack,
});
