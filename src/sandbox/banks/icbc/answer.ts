/** The answer to a call, before it is signed. */
import type { About } from '../../server/reply.ts';

export interface IcbcAnswer {
  /** 0: done. Negative: the result is unknown, ask. Otherwise refused. Business codes are texts: some begin with zeros. */
  return_code: number | string;
  return_msg: string;
  /** Members of response_biz_content beside return_code, returnCode, return_msg and msg_id. */
  fields: Record<string, unknown>;
  about: About;
  /** The answer leaves so much later. */
  delay_ms?: number;
}

/** Source of the first four: docs/channels.md 4.7; of order_absent: 4.6. 500018: docs/channels.md 4.2. The others are ours: no list of codes is published. */
const CODES = {
  bad_parameter: [400011, '参数错误'],
  bad_signature: [400017, '验签失败'],
  order_exists: ['00005031', '订单已存在'],
  not_encoded: [85502, '参数未进行URL编码'],
  access_refused: [500018, '访问被拒绝'],
  unknown_result: [-1, '系统异常，请查询'],
  order_absent: ['12001081', '订单不存在'],
  order_paid: ['00005033', '订单已支付，不能关闭'],
  order_not_paid: ['00005034', '订单未支付'],
  refund_too_large: ['00005035', '退货金额大于可退金额'],
  refund_differs: ['00005036', '退货流水号已用于另一笔退货'],
  refund_absent: ['00005037', '退货不存在'],
  card_absent: [93009, '卡号不存在'],
  method_locked: [93003, '验证方式已锁定'],
  balance_short: ['00005038', '商户账户余额不足'],
} as const;
export type Refusal = keyof typeof CODES;

export function succeed(fields: Record<string, unknown>, about: About = {}): IcbcAnswer {
  return { return_code: 0, return_msg: 'success', fields, about };
}

/** `detail` names the field. */
export function refuse(refusal: Refusal, about: About = {}, detail = ''): IcbcAnswer {
  const [return_code, text] = CODES[refusal];
  return { return_code, return_msg: detail ? `${text}：${detail}` : text, fields: {}, about };
}
