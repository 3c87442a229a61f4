/** Alipay's codes and sub-codes, without their "ACQ.", by what they say. Source: docs/channels.md 2.5, 2.6. */

const codes = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const DONE = '10000';

/** Before the scan there is no trade yet. */
export const NOT_THERE = 'TRADE_NOT_EXIST';

/** Precreate: the channel_no is in use, paid or with other contents; the query tells which. */
export const IN_USE = codes('TRADE_HAS_SUCCESS TRADE_HAS_FINISHED CONTEXT_INCONSISTENT');

export const CLOSED = 'TRADE_HAS_CLOSE';

/** Close: not waiting for its buyer any more, paid or closed; the query tells which. */
export const NOT_OPEN = codes('TRADE_STATUS_ERROR REASON_TRADE_STATUS_INVALID TRADE_HAS_SUCCESS TRADE_HAS_FINISHED TRADE_HAS_CLOSE');

/** Says "refused before anything was made"; one we have unknown here does not. */
export function isRefusal(code: string): boolean {
  return /^(2000[1-9]|4000\d)$/.test(code);
}

export const REFUND_SHORT = 'SELLER_BALANCE_NOT_ENOUGH';

/** Rules that asking again cannot mend: window over, trade ended, more than is left, a voucher that cannot be split, no such account any more. */
export const REFUND_FINAL = codes(
  'TRADE_HAS_FINISHED TRADE_HAS_CLOSE TRADE_NOT_ALLOW_REFUND NOT_ALLOW_PARTIAL_REFUND REASON_TRADE_REFUND_FEE_ERR ' +
    'REFUND_AMT_NOT_EQUAL_TOTAL REFUND_FEE_ERROR ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND BUYER_NOT_EXIST',
);

/** Called too often: 40005, isv.app-call-limited, isv.access-limited. */
export function isBusy(code: string, sub_code: string): boolean {
  return code === '40005' || /^isv\..*-limited$/.test(sub_code);
}

/** The gateway or the system behind it does not know how it went. */
export function isUnknown(code: string, sub_code: string): boolean {
  return !code || code === '20000' || /(^|\.)(SYSTEM_ERROR|unknow-error)$/.test(sub_code) || sub_code.startsWith('isp.');
}
