import type { StepOf } from '../contract.ts';
import { message } from '../parts/message.tsx';
import { change, channelName } from './common.ts';

export const preparing = message<StepOf<'preparing'>>(
  ({ step, words }) =>
    step.bank
      ? { sign: 'wait', title: words.preparing_bank_title, text: words.preparing_bank_text, waits: true }
      : step.sms
        ? { sign: 'wait', title: words.preparing_sms_title, text: words.preparing_sms_text, waits: true }
        : { sign: 'wait', title: words.preparing_title, text: words.preparing_text, waits: true },
  { back: change, ribbon: channelName, due: true },
);
