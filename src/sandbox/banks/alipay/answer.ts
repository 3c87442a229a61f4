/** The answer to an Alipay call, before it is signed. */
export interface AlipayAnswer {
  /** Flat or nested fields after code and msg. */
  body: { code: string; msg: string; sub_code?: string; sub_msg?: string; [name: string]: unknown };
  /** For the record of calls. */
  about: { number?: string; refund_no?: string; amount_fen?: number };
}

export function succeed(fields: Record<string, unknown>, about: AlipayAnswer['about'] = {}): AlipayAnswer {
  return { body: { code: '10000', msg: 'Success', ...fields }, about };
}

/** ACQ.* code -> what it says. The texts are ours. */
const BUSINESS = {
  'ACQ.TRADE_NOT_EXIST': '交易不存在',
  'ACQ.TRADE_HAS_SUCCESS': '交易已被支付',
  'ACQ.TRADE_HAS_CLOSE': '交易已经关闭',
  'ACQ.TRADE_HAS_FINISHED': '交易已完结',
  'ACQ.TRADE_STATUS_ERROR': '交易状态不合法',
  'ACQ.CONTEXT_INCONSISTENT': '交易信息被篡改',
  'ACQ.INVALID_PARAMETER': '参数无效',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': '退款金额超限',
  'ACQ.DISCORDANT_REPEAT_REQUEST': '不一致的请求',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': '卖家余额不足',
} as const;
export type BusinessCode = keyof typeof BUSINESS;

export function refuse(sub_code: BusinessCode, about: AlipayAnswer['about'] = {}, detail = ''): AlipayAnswer {
  const sub_msg = detail ? `${BUSINESS[sub_code]}：${detail}` : BUSINESS[sub_code];
  return { body: { code: '40004', msg: 'Business Failed', sub_code, sub_msg }, about };
}

/** The gateway itself refuses: 40001 missing, 40002 invalid. */
export function gatewayError(code: '40001' | '40002', sub_code: string, sub_msg: string): AlipayAnswer {
  return {
    body: { code, msg: code === '40001' ? 'Missing Required Arguments' : 'Invalid Arguments', sub_code, sub_msg },
    about: {},
  };
}

export function systemError(): AlipayAnswer {
  return {
    body: { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'isp.unknow-error', sub_msg: '系统繁忙' },
    about: {},
  };
}

export function rateLimited(): AlipayAnswer {
  return {
    body: { code: '40004', msg: 'Business Failed', sub_code: 'isv.access-limited', sub_msg: '接口调用过于频繁' },
    about: {},
  };
}
