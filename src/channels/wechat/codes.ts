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

/** Rules that asking again cannot mend. WeChat says some of them only in words under a general code. */
export function isRefundFinal(code: string, message: string): boolean {
  if (code === 'USER_ACCOUNT_ABNORMAL') return true;
  return (code === 'INVALID_REQUEST' || code === 'RULE_LIMIT' || code === 'TRADE_ERROR') && /一年|365|超过.*期|次数|50/.test(message);
}
