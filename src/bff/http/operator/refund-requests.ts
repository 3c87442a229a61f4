/** Viewers who call the hotline and want money back, and how their requests were answered. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import { requestJson, requestsIn } from '../../merchants/refund-requests.ts';
import { oneOrder } from '../../operators/find-orders.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import type { OperatorRefusalCode } from '../../operators/refusal.ts';
import type { Requested } from '../../payments/engine/service.ts';
import type { ListedRequest } from '../../../protocol/refund-request.ts';
import type { CommandDeps } from './deps.ts';
import { DeclineBody, RequestBody, RequestQuery } from './schemas.ts';

const WHY_NOT: { readonly [code: string]: readonly [OperatorRefusalCode, string] } = {
  ORDER_NOT_PAID: ['ACT_NOT_POSSIBLE', 'This order is not paid: there is nothing to give back.'],
  REQUEST_NOT_FOUND: ['ITEM_NOT_FOUND', 'There is no such request: lezhong refund-request list shows them.'],
  REQUEST_ENDED: ['ACT_NOT_POSSIBLE', 'It was granted before.'],
  REFUND_TOO_MUCH: ['ACT_NOT_POSSIBLE', 'Everything of this order was given back, or is on its way.'],
};

/** Runs it, and says in a sentence why it cannot be. */
async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const why = error instanceof Refusal ? WHY_NOT[error.code] : undefined;
    throw why ? new OperatorRefusal(...why) : error;
  }
}

const itemOf = ({ payment, request }: Requested): ListedRequest => ({
  merchant_id: payment.order.merchant_id,
  ...requestJson(payment, request),
});

export function refundRequestCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { store, payments } = deps;

  app.get<{ Querystring: RequestQuery }>('/refund-requests', { schema: { querystring: RequestQuery } }, async ({ query }) => ({
    requests: await requestsIn(store, { state: query.state, max: query.last }),
  }));

  app.post<{ Body: DeclineBody }>('/refund-requests/decline', { schema: { body: DeclineBody } }, async ({ body: { id, text, actor } }) => {
    const key = { id: id.split('-')[0] ?? '' };
    const made = await told(payments.declineRequest(key, { request: id, ...(text ? { text } : {}) }));
    deps.note('refund-request-decline', actor, { request: id });
    return itemOf(made);
  });

  app.post<{ Body: RequestBody }>('/refund-requests', { schema: { body: RequestBody } }, async ({ body: { order, reason, actor } }) => {
    const { id } = (await oneOrder(store, order)).order;
    const made = await told(payments.requestRefund({ id }, { reason, by: actor }));
    deps.note('refund-request', actor, { request: made.request.id });
    return itemOf(made);
  });
}
