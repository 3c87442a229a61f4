import { fill } from '../../protocol/texts/fill.ts';
import type { Screen, StepOf } from '../contract.ts';
import { Message, placed, RETURN } from '../parts/message.tsx';

const WAYS = [RETURN];

/** Done: the viewer goes back to the app by itself or at once. */
export const paid: Screen<StepOf<'paid'>> = {
  draw: ({ on, step, words }) => (
    <div>
      <Message on={on} said={{ sign: 'done', title: words.paid_title, ways: WAYS }} />
      {step.order ? <div class="mid paid-sum big">{fill(words.amount, { yuan: step.order.amount_text })}</div> : null}
      {step.order ? <div class="mid paid-text line quiet">{step.order.subject}</div> : null}
    </div>
  ),
  controls: () => placed(WAYS),
  back: () => ({ kind: 'return' }),
  ribbon: ({ words }) => words.paid_title,
};
