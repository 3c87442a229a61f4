/** Faults that ICBC has beside everyone's. */
import { ANSWER_BUTTONS, CALLBACK_BUTTONS, PREPAY_BUTTONS, WRONG_SELLER } from '../../phone/fault-buttons.ts';
import type { FaultButton } from '../../phone/fault-buttons.ts';

export interface IcbcFaults {
  notify: {
    /** The next n sendings, correctly signed, name another merchant. */
    wrong_seller: number;
  };
  answer: {
    /** The next n new refunds answer a negative return_code and are executed later. */
    refund_pending: number;
  };
}

export const FAULTS: IcbcFaults = { notify: { wrong_seller: 0 }, answer: { refund_pending: 0 } };

export const FAULT_BUTTONS: readonly FaultButton[] = [
  ...CALLBACK_BUTTONS,
  WRONG_SELLER,
  ...PREPAY_BUTTONS,
  ...ANSWER_BUTTONS,
  { name: '请求太频繁', hint: '下一次查询', part: 'answer', set: { rate_limited: { query: 1 } } },
  { name: '退款迟办', hint: '下一笔先答未知', part: 'answer', set: { refund_pending: 1 } },
];
