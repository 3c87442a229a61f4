/** ICBC's times, limits and open points of its papers. */
import type { BankSettings } from '../../server/context.ts';
import { MINUTE, SECOND } from '../../server/spans.ts';

export interface IcbcSettings extends BankSettings {
  /** Life of a code whose request has no expire_time. */
  code_life_ms: number;
  /** timestamp may be off by this. */
  clock_skew_ms: number;
  /** A refund caught by the fault `refund_pending` stays pending so long. */
  refund_ms: number;
  /** Hash of the signatures of answers: "RSA" is SHA-1, "RSA2" is SHA-256. */
  answer_sign: string;
  /** The same for callbacks. */
  callback_sign: string;
  /** msg_id in the merchant's answer to a callback: "same" as the callback's, "new" each time, or "any": the papers disagree. */
  answer_msg_id: string;
  /** Life of a challenge. */
  challenge_ms: number;
  /** A confirm that answered UNKNOWN has its end so much later. */
  unknown_ms: number;
  /** The scenario `slow` answers so late. */
  slow_ms: number;
  /** Which wallets pay a code: one digit each for ICBC, UnionPay, WeChat, Alipay. */
  support_app_type: string;
  /** The bank's own discount on every payment: the payer pays so much less, the merchant gets everything. */
  discount_fen: number;
}

/**
 * Sources: docs/channels.md 4.2, 4.5 to 4.8: three sendings within ten minutes; answers and callbacks signed with SHA-1.
 * The gaps, clock_skew_ms, code_life_ms, refund_ms and notify_first_ms are ours.
 */
export const SETTINGS: IcbcSettings = {
  notify_first_ms: 300,
  notify_timeout_ms: 5 * SECOND,
  notify_retry_ms: [3 * MINUTE, 6 * MINUTE],
  code_life_ms: 20 * MINUTE,
  clock_skew_ms: 10 * MINUTE,
  refund_ms: 3 * SECOND,
  answer_sign: 'RSA',
  callback_sign: 'RSA',
  answer_msg_id: 'any',
  challenge_ms: 5 * MINUTE,
  unknown_ms: 30 * SECOND,
  slow_ms: 60 * SECOND,
  support_app_type: '1010',
  discount_fen: 0,
};
