/** The merchant's side: create or find an order, read it, close it, refund it. */
import Type from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fenFromDigits } from '../../../protocol/money.ts';
import type { Fields } from '../../../protocol/paysign-v2.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { checkOrder, checkSignature } from '../../merchants/verify.ts';
import { orderJson, refundJson } from '../../merchants/order-json.ts';
import { sameContent } from '../../payments/create.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Payment } from '../../payments/payment.ts';
import type { WaitingRoom } from '../../payments/engine/waiting.ts';
import { askedBy, Flat, pathOf } from './asked.ts';
import type { AskedDeps } from './asked.ts';
import { linkFields } from './link-fields.ts';
import type { LinkQuery } from './link-fields.ts';
import { SHAPES } from './shapes.ts';

export interface OrderDeps extends AskedDeps {
  payments: Payments;
  waiting: WaitingRoom;
  /** By which expires_at and the age of events are judged; `now` judges signatures. */
  wall: () => number;
  public_url: string;
  /** An order must live at least so long. */
  min_life_ms: number;
  /** How long close and refund wait for their end before they answer with what is so far. */
  answer_wait_ms: number;
}

const No = Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' });
const RefundNo = Type.Object({ order_no: No, refund_no: No });
const OrderNo = Type.Object({ order_no: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }) });

export function orderRoutes(app: FastifyInstance, deps: OrderDeps): void {
  app.get<{ Querystring: LinkQuery }>('/pay', { config: { page: true } }, async (request, reply) => {
    const path = pathOf(request).replace(/\/+/g, '/').replace(/\/$/, '');
    const payment = await open(deps, 'GET', path, linkFields(deps, path, request.query));
    return reply.header('cache-control', 'no-store').redirect('/c/' + payment.order.token, 303);
  });

  app.post<{ Body: Flat }>('/v2/orders', { schema: { body: Flat }, config: { shape: SHAPES.create } }, async (request) => {
    const payment = await open(deps, 'POST', pathOf(request), request.body);
    return orderJson(payment, deps.public_url);
  });

  app.get<{ Params: { order_no: string }; Querystring: Flat }>(
    '/v2/orders/:order_no',
    { schema: { params: OrderNo, querystring: Flat }, config: { shape: SHAPES.order } },
    async (request) => {
      const key = check(deps, request, request.query, request.params.order_no);
      const payment = await deps.payments.read(key);
      if (!payment) throw new Refusal('ORDER_NOT_FOUND');
      return orderJson(payment, deps.public_url);
    },
  );

  app.post<{ Params: { order_no: string }; Body: Flat }>(
    '/v2/orders/:order_no/close',
    { schema: { params: OrderNo, body: Flat }, config: { shape: SHAPES.close } },
    async (request) => {
      const key = check(deps, request, request.body, request.params.order_no);
      const payment = await deps.payments.commit(key, { type: 'close-asked' });
      if (!payment) throw new Refusal('ORDER_NOT_FOUND');
      return orderJson(await settled(deps, payment, (p) => p.order.state !== 'closing'), deps.public_url);
    },
  );

  app.post<{ Params: { order_no: string }; Body: Flat }>(
    '/v2/orders/:order_no/refunds',
    { schema: { params: OrderNo, body: Flat }, config: { shape: SHAPES.refund } },
    async (request) => {
      const key = check(deps, request, request.body, request.params.order_no);
      const { refund_no = '', reason = '', request_id } = request.body;
      const amount_fen = fenFromDigits(request.body['amount_fen'] ?? '');
      if (!/^[0-9A-Za-z_-]{1,64}$/.test(refund_no)) throw new Refusal('FIELD_BAD', 'refund_no');
      if (!amount_fen) throw new Refusal('AMOUNT_BAD', 'amount_fen');
      if (!/^[^\p{Cc}]{0,80}$/u.test(reason)) throw new Refusal('FIELD_BAD', 'reason');
      const payment = await deps.payments.refund(key, { refund_no, amount_fen, reason, ...(request_id ? { request: request_id } : {}) });
      return orderJson(payment, deps.public_url);
    },
  );

  app.get<{ Params: { order_no: string; refund_no: string }; Querystring: Flat }>(
    '/v2/orders/:order_no/refunds/:refund_no',
    { schema: { params: RefundNo, querystring: Flat }, config: { shape: SHAPES.one_refund } },
    async (request) => {
      const payment = await deps.payments.read(check(deps, request, request.query, request.params.order_no));
      if (!payment) throw new Refusal('ORDER_NOT_FOUND');
      const refund = payment.refunds.find((one) => one.refund_no === request.params.refund_no);
      if (!refund) throw new Refusal('REFUND_NOT_FOUND');
      return refundJson(refund);
    },
  );

  app.post<{ Params: { order_no: string }; Body: Flat }>(
    '/v2/orders/:order_no/delivered',
    { schema: { params: OrderNo, body: Flat }, config: { shape: SHAPES.delivered } },
    async (request) => {
      const key = check(deps, request, request.body, request.params.order_no);
      const payment = await deps.payments.commit(key, { type: 'delivered' });
      if (!payment) throw new Refusal('ORDER_NOT_FOUND');
      if (payment.order.state !== 'paid') throw new Refusal('ORDER_NOT_PAID');
      return orderJson(payment, deps.public_url);
    },
  );
}

async function open(deps: OrderDeps, method: string, path: string, given: Fields): Promise<Payment> {
  const { merchant, stale } = checkSignature(deps.merchants, method, path, given, deps.now());
  deps.admit(merchant.id);
  const known = await deps.payments.read({ merchant_id: merchant.id, order_no: given['order_no'] ?? '' });
  if (merchant.on_hold && !known) throw new Refusal('MERCHANT_ON_HOLD');
  const { fields, amount_fen } = checkOrder(merchant, given, deps.wall(), deps.min_life_ms, known !== undefined);
  // A known order may be opened again with an old address: nothing is made by it.
  if (stale && (!known || !sameContent(known.order, fields))) throw new Refusal('TIMESTAMP_STALE');
  return deps.payments.open(fields, amount_fen);
}

function check(deps: OrderDeps, request: FastifyRequest, fields: Fields, order_no: string): { merchant_id: string; order_no: string } {
  return { merchant_id: askedBy(deps, request, fields).id, order_no };
}

async function settled(deps: OrderDeps, payment: Payment, done: (payment: Payment) => boolean): Promise<Payment> {
  if (done(payment)) return payment;
  return (await deps.waiting.until({ id: payment.order.id }, done, deps.answer_wait_ms)) ?? payment;
}
