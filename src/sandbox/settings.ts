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

export interface UnionpaySettings {
  /** From the end of a transaction to the first sending of its notice. */
  notify_first_ms: number;
  notify_timeout_ms: number;
  notify_retry_ms: number[];
  /** Whether a transaction that fails after it was accepted is told of; UnionPay's own papers disagree. */
  notify_failures: boolean;
  /** txnTime may be off by this; the code's life and a viewer's typing must fit in. */
  txn_time_skew_ms: number;
  sms_life_ms: number;
  /** A second text for one card sooner than this is refused with 37; 0: never. */
  sms_gap_ms: number;
  /** Six digits every text then carries instead of random ones; "" for random. */
  fixed_code: string;
  /** From "accepted" to the end of a consumption or void. */
  settle_ms: number;
  /** The same by the scripts that settle late, and by those that settle hours later. */
  late_ms: number;
  hours_ms: number;
  /** How long the scripts that hide a transaction from queries do so. */
  hidden_ms: number;
  refund_ms: number;
  /** A refund that was left pending is done after this. */
  refund_pending_ms: number;
  /** 11 months. */
  refund_window_ms: number;
  token_life_ms: number;
  /** The settlement day ends so long before midnight. */
  cut_off_ms: number;
  /** The file of a settlement day is there so long after the day's end. */
  file_ready_ms: number;
  /** The merchant must encrypt card number, phone, CVN2 and expiry. */
  encryption: boolean;
  /** How card numbers come back: "encrypted" to the merchant's certificate, "masked" or "none". */
  acc_no: string;
  /** Consumptions of credit cards must carry CVN2 and expiry; without them 65. */
  credit_elements: boolean;
  /** YYMM of the test cards that are not expired; "" for December three years from now. */
  card_expiry: string;
  /** What a test card has on it at first. */
  card_balance_fen: number;
  /** A query of one transaction sooner than this after another is refused with 37; 0: never. */
  query_gap_ms: number;
  /** More requests a second than this are answered by the black list's plain sentence; 0: no limit. */
  max_tps: number;
  fee_bp: number;
}

export interface Settings {
  merchant_name: string;
  wechat: WechatSettings;
  alipay: AlipaySettings;
  unionpay: UnionpaySettings;
}

/**
 * Sources: docs/channels.md 1.3, 1.6, 1.7, 1.8, 2.5-2.8, 3.5-3.8. refund_ms, notify_first_ms, fee_bp and, at UnionPay,
 * txn_time_skew_ms and what scripts wait for are ours: the banks promise nothing.
 */
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
  unionpay: {
    notify_first_ms: 300,
    notify_timeout_ms: 10 * SECOND,
    notify_retry_ms: [0, MINUTE, 2 * MINUTE, 4 * MINUTE],
    notify_failures: false,
    txn_time_skew_ms: 30 * MINUTE,
    sms_life_ms: 5 * MINUTE,
    sms_gap_ms: 0,
    fixed_code: '',
    settle_ms: 1500,
    late_ms: MINUTE,
    hours_ms: 3 * HOUR,
    hidden_ms: 4 * MINUTE,
    refund_ms: 2 * SECOND,
    refund_pending_ms: DAY,
    refund_window_ms: 334 * DAY,
    token_life_ms: 5 * 365 * DAY,
    cut_off_ms: HOUR,
    file_ready_ms: 10 * HOUR,
    encryption: true,
    acc_no: 'encrypted',
    credit_elements: false,
    card_expiry: '',
    card_balance_fen: 5_000_000,
    query_gap_ms: 0,
    max_tps: 0,
    fee_bp: 60,
  },
};

/** Settings as somebody writes them: what is left out keeps its value. */
export type SomeSettings = {
  merchant_name?: string;
  wechat?: Partial<WechatSettings>;
  alipay?: Partial<AlipaySettings>;
  unionpay?: Partial<UnionpaySettings>;
};

export function withSettings(base: Settings, some: SomeSettings): Settings {
  return {
    merchant_name: some.merchant_name ?? base.merchant_name,
    wechat: { ...base.wechat, ...some.wechat },
    alipay: { ...base.alipay, ...some.alipay },
    unionpay: { ...base.unionpay, ...some.unionpay },
  };
}
