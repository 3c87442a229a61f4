/** Faults that only Alipay has. */
import { ANSWER_BUTTONS, CALLBACK_BUTTONS, PREPAY_BUTTONS, WRONG_SELLER } from '../../phone/fault-buttons.ts';
import type { FaultButton } from '../../phone/fault-buttons.ts';

export interface AlipayFaults {
  notify: {
    /** The next n sendings, correctly signed, name another seller. */
    wrong_seller: number;
  };
  answer: {
    /** The next n new refunds answer fund_change N and are executed later. */
    refund_pending: number;
  };
}

export const FAULTS: AlipayFaults = { notify: { wrong_seller: 0 }, answer: { refund_pending: 0 } };

export const FAULT_BUTTONS: readonly FaultButton[] = [
  ...CALLBACK_BUTTONS,
  WRONG_SELLER,
  ...PREPAY_BUTTONS,
  ...ANSWER_BUTTONS,
  { name: '退款迟办', hint: '下一笔先答 N', part: 'answer', set: { refund_pending: 1 } },
  { name: '错误无签名', hint: '下一次查询', part: 'answer', set: { unsigned_error: { query: 1 } } },
];
