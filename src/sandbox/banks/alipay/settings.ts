/** Alipay's times and limits. */
import type { BankSettings } from '../../server/context.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/spans.ts';

export interface AlipaySettings extends BankSettings {
  /** A qr_code lives 2 hours at most. */
  code_life_ms: number;
  /** Life of a trade from the scan, when no timeout was asked. */
  trade_life_ms: number;
  /** A refund caught by the fault `refund_pending` stays pending so long. */
  refund_ms: number;
  refund_window_ms: number;
  /** 09:00 of the next day. */
  bill_ready_ms: number;
  bill_url_life_ms: number;
  fee_bp: number;
}

/** Sources: docs/channels.md 2.5-2.8. refund_ms, notify_first_ms and fee_bp are ours: the bank promises nothing. */
export const SETTINGS: AlipaySettings = {
  code_life_ms: 2 * HOUR,
  trade_life_ms: 3 * HOUR,
  notify_first_ms: 300,
  notify_timeout_ms: 5 * SECOND,
  notify_retry_ms: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR],
  refund_ms: 3 * SECOND,
  refund_window_ms: 365 * DAY,
  bill_ready_ms: 9 * HOUR,
  bill_url_life_ms: 30 * SECOND,
  fee_bp: 60,
};
