/** Faults that only UnionPay has. */
import { ANSWER_BUTTONS, CALLBACK_BUTTONS, UNKNOWN_SERIAL, WRONG_SELLER } from '../../phone/fault-buttons.ts';
import type { FaultButton } from '../../phone/fault-buttons.ts';

export interface UnionpayFaults {
  notify: {
    /** The next n sendings carry a certificate that no authority of UnionPay's gave. */
    unknown_serial: number;
    /** The next n sendings, correctly signed, name another merchant. */
    wrong_seller: number;
  };
  answer: {
    /** The next n new refunds stay at 05 for refund_pending_ms. */
    refund_pending: number;
  };
}

export const FAULTS: UnionpayFaults = { notify: { unknown_serial: 0, wrong_seller: 0 }, answer: { refund_pending: 0 } };

export const FAULT_BUTTONS: readonly FaultButton[] = [
  ...CALLBACK_BUTTONS,
  UNKNOWN_SERIAL,
  WRONG_SELLER,
  { name: '短信请求没回答', hint: '短信已发', part: 'answer', set: { lose_after_effect: { sms: 1 } } },
  { name: '付款没回答', hint: '下一笔，已受理', part: 'answer', set: { lose_after_effect: { consume: 1 } } },
  { name: '付款没收到', hint: '下一笔，没有回答', part: 'answer', set: { lose_before_effect: { consume: 1 } } },
  { name: '进了黑名单', hint: '下一次只有一句英文', part: 'answer', set: { unsigned_error: { '*': 1 } } },
  ...ANSWER_BUTTONS,
  { name: '退款迟办', hint: '下一笔一天后', part: 'answer', set: { refund_pending: 1 } },
];
