/** UnionPay's times and limits. */
import type { BankSettings } from '../../server/context.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../server/spans.ts';

export interface UnionpaySettings extends BankSettings {
  /** Callbacks also for transactions that fail after they were accepted; UnionPay's own papers disagree. */
  notify_failures: boolean;
  /** txnTime may be off by this; the code's life and a viewer's typing must fit in. */
  txn_time_skew_ms: number;
  sms_life_ms: number;
  /** A second text for one card sooner than this is refused with 37; 0: never. */
  sms_gap_ms: number;
  /** Six digits every text then carries instead of random ones; "" for random. */
  fixed_code: string;
  /** The merchant's contract wants the text's code with a token; false: a token pays also without one. */
  token_sms: boolean;
  /** From "accepted" to the end of a consumption or void. */
  settle_ms: number;
  /** The same by scenarios that settle late, and by those that settle hours later. */
  late_ms: number;
  hours_ms: number;
  /** Scenarios that hide a transaction from queries do so this long. */
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
  /** The third part of the signing certificate's common name, as 00040000:SIGN in UnionPay's test environment; "": as the key folder has it, 中国银联股份有限公司. */
  signer_name: string;
  /** The merchant must encrypt card number, phone, CVN2 and expiry. */
  encryption: boolean;
  /** Card numbers in answers: "encrypted" to the merchant's certificate, "masked" or "none". */
  acc_no: string;
  /** Consumptions of credit cards must carry CVN2 and expiry; without them 65. */
  credit_elements: boolean;
  /** YYMM of the test cards that are not expired; "" for December three years from now. */
  card_expiry: string;
  /** A test card's balance at first. */
  card_balance_fen: number;
  /** A query of one transaction sooner than this after another is refused with 37; 0: never. */
  query_gap_ms: number;
  /** More requests a second than this are answered by the black list's plain sentence; 0: no limit. */
  max_tps: number;
  fee_bp: number;
}

/** Sources: docs/channels.md 3.5-3.8. notify_first_ms, fee_bp, txn_time_skew_ms and the waits of scenarios are ours: UnionPay promises nothing. */
export const SETTINGS: UnionpaySettings = {
  notify_first_ms: 300,
  notify_timeout_ms: 10 * SECOND,
  notify_retry_ms: [0, MINUTE, 2 * MINUTE, 4 * MINUTE],
  notify_failures: false,
  txn_time_skew_ms: 30 * MINUTE,
  sms_life_ms: 5 * MINUTE,
  sms_gap_ms: 0,
  fixed_code: '',
  token_sms: true,
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
  signer_name: '',
  encryption: true,
  acc_no: 'encrypted',
  credit_elements: false,
  card_expiry: '',
  card_balance_fen: 5_000_000,
  query_gap_ms: 0,
  max_tps: 0,
  fee_bp: 60,
};
