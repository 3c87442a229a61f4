/** WeChat's error codes by what they say. One meaning may have several spellings. Source: docs/channels.md 1.9. */

/** The channel_no, or the refund's, is unknown there. */
export const NOT_THERE: ReadonlySet<string> = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS']);

/** Will never take money under this channel_no. */
export const CLOSED: ReadonlySet<string> = new Set(['ORDER_CLOSED', 'ORDERCLOSED']);

/** Paid already; the query tells. */
export const PAID: ReadonlySet<string> = new Set(['ORDERPAID', 'ORDER_PAID']);

/** In use with other contents, or a payer is at it; the query tells. */
export const IN_USE = 'OUT_TRADE_NO_USED';
export const PAYING = 'USERPAYING';

/** Our balance is short, or we ask too often: the same refund again later. */
export const REFUND_SHORT: ReadonlySet<string> = new Set(['NOT_ENOUGH', 'FREQUENCY_LIMITED']);

/** A rule that asking again cannot mend. */
export const REFUND_FINAL = 'USER_ACCOUNT_ABNORMAL';

/** General codes under which WeChat tells a final rule in words only. */
const IN_WORDS: ReadonlySet<string> = new Set(['INVALID_REQUEST', 'RULE_LIMIT', 'TRADE_ERROR']);

/** Whole sentences; a part of one, or a number in it, says nothing. Source: docs/channels.md 1.7. */
const FINAL_SENTENCES: ReadonlySet<string> = new Set([
  '订单已经超过可退款的最大期限',
  '订单已经超过可退款的最大期限(支付后一年内可退款)',
  '交易时间超过一年的订单无法提交退款',
  '每个支付订单的部分退款次数不能超过50次',
  '一笔订单最多退款50次',
]);

/** The order went back in full already, whoever asked for it. */
const RETURNED_SENTENCES: ReadonlySet<string> = new Set(['订单已全额退款', '该订单已全额退款']);

export function saysReturned(code: string, message: string): boolean {
  return IN_WORDS.has(code) && RETURNED_SENTENCES.has(message.trim().replace(/。$/, ''));
}

/** Words are no code: a query has to confirm what they say. */
export function saysFinal(code: string, message: string): boolean {
  return IN_WORDS.has(code) && FINAL_SENTENCES.has(message.trim().replace(/。$/, '').replaceAll('（', '(').replaceAll('）', ')'));
}
