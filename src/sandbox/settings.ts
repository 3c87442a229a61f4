/** Every time and limit of the simulated banks, in milliseconds, with the real bank's value as default. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface WechatSettings {
  /** code_url lives 2 hours. */
  code_life_ms: number;
  /** Without time_expire an order is payable this long; unpaid it becomes CLOSED then. */
  order_life_ms: number;
  /** Authorization timestamps may be off by this. */
  clock_skew_ms: number;
  /** From payment to the first sending of the notice. */
  notify_first_ms: number;
  notify_timeout_ms: number;
  /** Gaps after a refused or unanswered notice. */
  notify_retry_ms: number[];
  /** A refund is PROCESSING this long. */
  refund_ms: number;
  refund_gap_ms: number;
  refund_window_ms: number;
  refund_max: number;
  /** The day's bill is there so long after the day's end, 10:00. */
  bill_ready_ms: number;
  bill_url_life_ms: number;
  /** What the bank keeps, in hundredths of a percent. */
  fee_bp: number;
}

export interface AlipaySettings {
  /** A qr_code lives 2 hours at most. */
  code_life_ms: number;
  /** Life of a trade from the scan, when no timeout was asked. */
  trade_life_ms: number;
  notify_first_ms: number;
  notify_timeout_ms: number;
  notify_retry_ms: number[];
  /** How long a refund stays pending when the knob `refund_pending` caught it. */
  refund_ms: number;
  refund_window_ms: number;
  /** 09:00 of the next day. */
  bill_ready_ms: number;
  bill_url_life_ms: number;
  fee_bp: number;
}

export interface Settings {
  merchant_name: string;
  wechat: WechatSettings;
  alipay: AlipaySettings;
}

/** Sources: channel facts 1.3, 1.6, 1.7, 1.8, 2.5-2.8. refund_ms, notify_first_ms and fee_bp are ours: the banks promise nothing. */
export const DEFAULT_SETTINGS: Settings = {
  merchant_name: '乐众电视（沙箱商户）',
  wechat: {
    code_life_ms: 2 * HOUR,
    order_life_ms: 7 * DAY,
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
  },
  alipay: {
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
  },
};

/** Settings as somebody writes them: what is left out keeps its value. */
export type SomeSettings = {
  merchant_name?: string;
  wechat?: Partial<WechatSettings>;
  alipay?: Partial<AlipaySettings>;
};

export function withSettings(base: Settings, some: SomeSettings): Settings {
  return {
    merchant_name: some.merchant_name ?? base.merchant_name,
    wechat: { ...base.wechat, ...some.wechat },
    alipay: { ...base.alipay, ...some.alipay },
  };
}
