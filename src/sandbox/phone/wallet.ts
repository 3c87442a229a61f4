/** A bank's app on the phone: the result of scanning a code, and of paying. */
import type { Code } from '../db/records.ts';
import type { User } from './users.ts';

export type ScanResult =
  | { kind: 'payable'; code: string; channel: string; merchant: string; subject: string; amount_fen: number }
  | { kind: 'refused'; reason: RefusalReason; text: string };

export type PayResult = { kind: 'paid'; trade_no: string; amount_fen: number } | { kind: 'refused'; reason: RefusalReason; text: string };

export const REFUSAL_TEXTS = {
  'unknown-code': '无法识别的二维码',
  'code-expired': '二维码已过期，请在电视上换一个码',
  'code-replaced': '二维码已失效，请扫描电视上最新的码',
  'order-expired': '订单已过期，请重新下单',
  closed: '订单已关闭',
  paid: '订单已支付，请勿重复付款',
  'other-user': '订单信息错误：此码已被其他用户扫描',
  busy: '系统繁忙，请稍后再试',
  inconsistent: '交易信息被篡改，请重新下单',
} as const;
export type RefusalReason = keyof typeof REFUSAL_TEXTS;

export function refuse(reason: RefusalReason): { kind: 'refused'; reason: RefusalReason; text: string } {
  return { kind: 'refused', reason, text: REFUSAL_TEXTS[reason] };
}

export interface Wallet {
  /** The payer's means, as the scan page names it. */
  pays_from: string;
  /** Ties the order to the user. */
  scan(code: Code, user: User): ScanResult;
  /** Scans and pays. */
  pay(code: Code, user: User): PayResult;
  /** The bank's words for states, in the payer's language. */
  state_words: { readonly [state: string]: string };
  /** States in which an order can become paid. */
  waiting_states: readonly string[];
}
