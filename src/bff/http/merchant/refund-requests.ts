/** A merchant's answers to viewers who want money back. A refund that names the request answers it too (orders.ts). */
import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';
import { REQUEST_STATES } from '../../../protocol/refund-request.ts';
import { requestJson, requestsIn } from '../../merchants/refund-requests.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Store } from '../../store/port.ts';
import { askedBy, Flat } from './asked.ts';
import type { AskedDeps } from './asked.ts';
import { SHAPES } from './shapes.ts';

export interface RequestDeps extends AskedDeps {
  store: Pick<Store, 'idsWith' | 'read'>;
  payments: Payments;
}

const RequestId = Type.Object({ id: Type.String({ pattern: '^[0-9a-z]{20}-[0-9]{1,6}$' }) });
const LISTED_MAX = 100;

export function refundRequestRoutes(app: FastifyInstance, deps: RequestDeps): void {
  app.get<{ Querystring: Flat }>(
    '/v2/refund-requests',
    { schema: { querystring: Flat }, config: { shape: SHAPES.requests } },
    async (request) => {
      const { id: merchant_id } = askedBy(deps, request, request.query);
      const wanted = request.query['state'] || 'open';
      const state = REQUEST_STATES.find((one) => one === wanted);
      if (!state) throw new Refusal('FIELD_BAD', 'state');
      const all = await requestsIn(deps.store, { state, merchant_id, max: LISTED_MAX });
      return { requests: all.map(({ merchant_id: _own, ...one }) => one) };
    },
  );

  app.post<{ Params: { id: string }; Body: Flat }>(
    '/v2/refund-requests/:id/decline',
    { schema: { params: RequestId, body: Flat }, config: { shape: SHAPES.request } },
    async (request) => {
      const merchant = askedBy(deps, request, request.body);
      const { text = '' } = request.body;
      if (!/^[^\p{Cc}]{0,60}$/u.test(text)) throw new Refusal('FIELD_BAD', 'text');
      const { id } = request.params;
      const key = { id: id.split('-')[0] ?? '' };
      if ((await deps.payments.read(key))?.order.merchant_id !== merchant.id) throw new Refusal('REQUEST_NOT_FOUND');
      const made = await deps.payments.declineRequest(key, { request: id, ...(text ? { text } : {}) });
      return requestJson(made.payment, made.request);
    },
  );
}
