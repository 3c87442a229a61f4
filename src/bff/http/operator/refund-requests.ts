/** Viewers who call the hotline and want money back, and how their requests were answered. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import { requestJson, requestsIn } from '../../merchants/refund-requests.ts';
import { oneOrder } from '../../operators/find-orders.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import type { CommandDeps } from './deps.ts';
import { DeclineBody, RequestBody, RequestQuery } from './schemas.ts';

const WHY_NOT: { readonly [code: string]: string } = {
  ORDER_NOT_PAID: 'This order is not paid: there is nothing to give back.',
  REQUEST_NOT_FOUND: 'There is no such request: lezhong refund-request list shows them.',
  REQUEST_ENDED: 'It was granted before.',
  REFUND_TOO_MUCH: 'Everything of this order was given back, or is on its way.',
};

export function refundRequestCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { store, payments } = deps;

  app.get<{ Querystring: RequestQuery }>('/refund-requests', { schema: { querystring: RequestQuery } }, async ({ query }) => ({
    requests: await requestsIn(store, { state: query.state, max: query.last }),
  }));

  app.post<{ Body: DeclineBody }>('/refund-requests/decline', { schema: { body: DeclineBody } }, async ({ body: { id, text, actor } }) => {
    const key = { id: id.split('-')[0] ?? '' };
    try {
      const { payment, request } = await payments.declineRequest(key, { request: id, ...(text ? { text } : {}) });
      deps.note('refund-request-decline', actor, { request: id });
      return { merchant_id: payment.order.merchant_id, ...requestJson(payment, request) };
    } catch (error) {
      const why = error instanceof Refusal ? WHY_NOT[error.code] : undefined;
      throw why
        ? new OperatorRefusal(error instanceof Refusal && error.status === 404 ? 'ITEM_NOT_FOUND' : 'ACT_NOT_POSSIBLE', why)
        : error;
    }
  });

  app.post<{ Body: RequestBody }>('/refund-requests', { schema: { body: RequestBody } }, async ({ body: { order, reason, actor } }) => {
    const { id } = (await oneOrder(store, order)).order;
    try {
      const { payment, request } = await payments.requestRefund({ id }, { reason, by: actor });
      deps.note('refund-request', actor, { request: request.id });
      return { merchant_id: payment.order.merchant_id, ...requestJson(payment, request) };
    } catch (error) {
      const why = error instanceof Refusal ? WHY_NOT[error.code] : undefined;
      throw why ? new OperatorRefusal('ACT_NOT_POSSIBLE', why) : error;
    }
  });
}
