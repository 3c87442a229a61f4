/** Faults that only WeChat has. */
import { ANSWER_BUTTONS, CALLBACK_BUTTONS, PREPAY_BUTTONS, UNKNOWN_SERIAL } from '../../phone/fault-buttons.ts';
import type { FaultButton } from '../../phone/fault-buttons.ts';

export interface WechatFaults {
  notify: {
    /** The next n sendings are WECHATPAY/SIGNTEST/ probes, which must be refused. */
    signtest: number;
    /** The next n sendings name a serial nobody knows. */
    unknown_serial: number;
  };
  answer: {
    /** New refunds end SUCCESS, CLOSED, CLOSE (the same, older spelling) or ABNORMAL. */
    refund_ends: string;
    /** Prepay on a number that was closed brings the order back to life instead of ORDER_CLOSED. */
    revive_closed: boolean;
    /** The next n close calls answer 202 and close nothing. */
    close_202: number;
    /** The key that signs when the request names none: "public-key" or "certificate". */
    key_mode: string;
    /** The next n sign-ins are refused by their users. */
    sign_in_refused: number;
  };
}

export const FAULTS: WechatFaults = {
  notify: { signtest: 0, unknown_serial: 0 },
  answer: { refund_ends: 'SUCCESS', revive_closed: false, close_202: 0, key_mode: 'public-key', sign_in_refused: 0 },
};

export const FAULT_WORDS = { refund_ends: ['SUCCESS', 'CLOSED', 'CLOSE', 'ABNORMAL'], key_mode: ['public-key', 'certificate'] } as const;

export const FAULT_BUTTONS: readonly FaultButton[] = [
  ...CALLBACK_BUTTONS,
  { name: '验签探测', hint: '下一次是假签名', part: 'notify', set: { signtest: 1 } },
  UNKNOWN_SERIAL,
  ...PREPAY_BUTTONS,
  ...ANSWER_BUTTONS,
  { name: '退款被关闭', hint: '每一笔', part: 'answer', set: { refund_ends: 'CLOSED' } },
];
