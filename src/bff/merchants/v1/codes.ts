/** What an answer of 2014 says. 300000 is the old client's own "data check failed"; the others are ours. Source: docs/paysign.md 5. */

export const CODES = {
  done: ['000000', '成功'],
  check: ['300000', '数据校验不通过'],
  merchant: ['300001', '商户未开通或已暂停'],
  'no-bill': ['300002', '支付单不存在'],
  'other-bill': ['300003', '订单号已用于另一支付单'],
  'not-paid': ['300004', '支付单未付款'],
  'not-what-is-left': ['300005', '结算额与退款额之和须等于未结算金额'],
  'too-much': ['300006', '退款额超过可退金额'],
  closing: ['300007', 'closing: 支付单正在关闭, 请稍后再试'],
  paid: ['300008', '支付单已付款, 不能关闭'],
  fast: ['300009', '请求过于频繁, 请稍后再试'],
  /** Nothing certain: the same request again is safe. */
  busy: ['500000', '系统繁忙, 请稍后重试'],
} as const satisfies { readonly [name: string]: readonly [code: string, text: string] };

export type V1Code = keyof typeof CODES;

/** `field` names what was not right, never its value. */
export function said(code: V1Code, field?: string): { flag: string; retCode: string; retMsg: string } {
  const [retCode, text] = CODES[code];
  return { flag: code === 'done' ? 'true' : 'false', retCode, retMsg: field ? text + ': ' + field : text };
}
