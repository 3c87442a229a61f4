import { fill } from '../../protocol/texts/fill.ts';
import { Message, RETURN } from '../parts/message.tsx';
import type { Screen, StepOf } from '../contract.ts';

const WAYS = [RETURN];

/** Done: where the viewer goes next, by itself or at once. */
export const paid: Screen<StepOf<'paid'>> = {
  draw: ({ step, words }, on) => (
    <div>
      <Message on={on} said={{ mark: 'done', title: words.paid_title, ways: WAYS }} />
      {step.order ? <div class="mid paid-sum big">{fill(words.amount, { yuan: step.order.amount_text })}</div> : null}
      {step.order ? <div class="mid paid-text line quiet">{step.order.subject}</div> : null}
    </div>
  ),
  rows: () => [WAYS],
  back: () => ({ kind: 'return' }),
  ribbon: ({ words }) => words.paid_title,
};
