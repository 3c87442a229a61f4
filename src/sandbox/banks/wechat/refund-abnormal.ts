/** POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund. Source: docs/channels.md 1.7. */
import { fail, succeed } from './answer.ts';
import type { WechatCall } from './call.ts';
import { findProblem, paramError } from './fields.ts';
import type { Fields } from './fields.ts';
import { REFUND_JOB, refundRef } from './refund-job.ts';
import { refundObject } from './refund-object.ts';

const FIELDS: Fields = {
  out_refund_no: { type: 'text', max: 64, required: true },
  type: { type: 'word', words: ['USER_BANK_CARD', 'MERCHANT_BANK_CARD'], required: true },
  bank_type: { type: 'text', max: 16 },
  bank_account: { type: 'text', max: 1024 },
  real_name: { type: 'text', max: 1024 },
};

interface Body {
  out_refund_no: string;
  type: 'USER_BANK_CARD' | 'MERCHANT_BANK_CARD';
  bank_type?: string;
  bank_account?: string;
  real_name?: string;
}

export const refundAbnormal: WechatCall = {
  name: 'refund-abnormal',
  method: 'POST',
  path: '/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
  run(context, { path, body }) {
    const problem = findProblem(body, FIELDS);
    if (problem) return paramError(problem);
    const asked = body as Body;
    const refund = context.db.refunds.byNo(asked.out_refund_no);
    const order = refund && context.db.orders.get(refund.number);
    if (!refund || !order || refund.refund_id !== path['refund_id']) return fail('RESOURCE_NOT_EXISTS', '退款单不存在');
    const about = { number: order.number, refund_no: refund.refund_no, amount_fen: refund.amount_fen };
    if (asked.type === 'USER_BANK_CARD' && !(asked.bank_type && asked.bank_account && asked.real_name))
      return fail('PARAM_ERROR', '退款至用户银行卡时，开户行、账号、姓名必填', about);
    if (refund.state !== 'ABNORMAL') return fail('INVALID_REQUEST', '该退款不是异常状态', about);
    const sent = { ...refund, state: 'PROCESSING', ends: 'SUCCESS' } as const;
    context.db.refunds.put(sent);
    context.scheduler.add(REFUND_JOB, refundRef(sent), context.world.now() + context.settings().refund_ms);
    return succeed(refundObject(order, sent), about);
  },
};
