import type { StepOf } from '../contract.ts';
import { CHANGE, message, NEW_CODE } from '../parts/message.tsx';
import { change, channelName } from './common.ts';

/** The code has expired, the order is still open. */
export const ended = message<StepOf<'ended'>>(
  ({ step, words }) => ({
    sign: 'over',
    title: words.ended_title,
    text: step.can_renew ? words.ended_text : words.ended_text_last,
    ways: step.can_renew ? [NEW_CODE, CHANGE] : [CHANGE],
  }),
  { back: change, ribbon: channelName, due: true, clock: 'time_order' },
);
