/** The screens that say one thing each. */
import { fill } from '../../protocol/texts/fill.ts';
import { CHANGE, HISTORY, message, NEW_CODE, OTHER_CARD, RECHECK, RELOAD, RETRY, RETURN } from '../parts/message.tsx';
import type { Act, StepOf } from '../contract.ts';

const change = (): Act => ({ kind: 'change' });
const askLeave = (): Act => ({ kind: 'ask-leave' });
const goBack = (step: { return_to?: unknown }): Act => ({ kind: step.return_to ? 'return' : 'history' });
const channelName = ({ step }: { step: { channel_name: string } }): string => step.channel_name;

export const preparing = message<StepOf<'preparing'>>(
  ({ step, words }) =>
    step.sms
      ? { mark: 'wait', title: words.preparing_sms_title, text: words.preparing_sms_text }
      : { mark: 'wait', title: words.preparing_title, text: words.preparing_text },
  { back: change, ribbon: channelName, due: true },
);

/** The code's life is over, the order lives. */
export const ended = message<StepOf<'ended'>>(
  ({ step, words }) => ({
    mark: 'over',
    title: words.ended_title,
    text: step.can_renew ? words.ended_text : words.ended_text_last,
    ways: step.can_renew ? [NEW_CODE, CHANGE] : [CHANGE],
  }),
  { back: change, ribbon: channelName, due: true, clock: 'time_order' },
);

/** Unknown, closing or held: nothing needs to be pressed. */
export const checking = message<StepOf<'checking'>>(
  ({ step, words }) => ({ mark: 'wait', title: step.title, text: step.text, more: words.checking_stay }),
  { back: askLeave, due: true },
);

const NEXT = { change: CHANGE, 'new-code': NEW_CODE, retry: RETRY, 'other-card': OTHER_CARD, recheck: RECHECK } as const;

/** Why this try came to nothing; the recommended next step first, and always another way. */
export const refused = message<StepOf<'refused'>>(
  ({ step, words }) => ({
    mark: 'note',
    title: step.title,
    text: step.text,
    code: fill(words.error_code, { code: step.code }),
    // Back leads to another way; a card that may only be mistyped is as likely the wrong one.
    ways: step.next === 'change' ? [CHANGE] : [NEXT[step.next], step.next === 'recheck' ? OTHER_CARD : CHANGE],
  }),
  { back: change, due: true, clock: 'time_order' },
);

/** The order is over without a payment. */
export const closed = message<StepOf<'closed'>>(({ step }) => ({ mark: 'over', title: step.title, text: step.text, ways: [RETURN] }), {
  back: goBack,
});

/** On the way out; the button is for an app that does not answer. */
export const left = message<StepOf<'left'>>(
  ({ step, words }) => ({
    mark: 'wait',
    title: fill(words.left_title, { app: step.return_to.app_name || words.the_app }),
    text: words.left_text,
    ways: [RETURN],
  }),
  { back: goBack },
);

/** Nothing can be paid here: why, and what helps. */
export const unavailable = message<StepOf<'unavailable'>>(
  ({ step, words }) => {
    const out = step.return_to ? RETURN : HISTORY;
    const code = fill(words.error_code, { code: step.code });
    return { mark: 'note', title: step.title, text: step.text, code, ways: step.retry ? [RELOAD, out] : [out] };
  },
  { back: goBack, ribbon: ({ words }) => words.unavailable_ribbon },
);
