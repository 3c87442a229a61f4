/** WeChat's times and limits. */
import type { BankSettings } from '../../server/context.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/spans.ts';

export interface WechatSettings extends BankSettings {
  /** code_url lives 2 hours. */
  code_life_ms: number;
  /** Without time_expire an order is payable this long; unpaid it becomes CLOSED then. */
  order_life_ms: number;
  /** A sign-in's code is good so long. */
  sign_in_ms: number;
  /** Pages that may pay lie below one of these paths, at most 5. */
  pay_directories: string[];
  /** Authorization timestamps may be off by this. */
  clock_skew_ms: number;
  /** A refund is PROCESSING this long. */
  refund_ms: number;
  refund_gap_ms: number;
  refund_window_ms: number;
  refund_max: number;
  /** The day's bill is there so long after the day's end, 10:00. */
  bill_ready_ms: number;
  bill_url_life_ms: number;
  /** The bank's fee in hundredths of a percent. */
  fee_bp: number;
}

/** Sources: docs/channels.md 1.3, 1.6, 1.7, 1.8. refund_ms, notify_first_ms and fee_bp are ours: the bank promises nothing. */
export const SETTINGS: WechatSettings = {
  code_life_ms: 2 * HOUR,
  order_life_ms: 7 * DAY,
  sign_in_ms: 5 * MINUTE,
  pay_directories: ['/s/'],
  clock_skew_ms: 5 * MINUTE,
  notify_first_ms: 300,
  notify_timeout_ms: 5 * SECOND,
  notify_retry_ms: [
    15 * SECOND,
    15 * SECOND,
    30 * SECOND,
    3 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    60 * MINUTE,
    3 * HOUR,
    3 * HOUR,
    3 * HOUR,
    6 * HOUR,
    6 * HOUR,
  ],
  refund_ms: 3 * SECOND,
  refund_gap_ms: MINUTE,
  refund_window_ms: 365 * DAY,
  refund_max: 50,
  bill_ready_ms: 10 * HOUR,
  bill_url_life_ms: 5 * MINUTE,
  fee_bp: 60,
};
