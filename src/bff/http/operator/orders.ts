/** Finding an order, its story, and the marks for a person. */
import type { FastifyInstance } from 'fastify';
import { findOrders, oneOrder } from '../../operators/find-orders.ts';
import { meaningOf } from '../../operators/flags.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import { storyOf } from '../../operators/story.ts';
import type { CommandDeps } from './deps.ts';
import { LastQuery, OrderQuery, TextQuery } from './schemas.ts';

export function orderCommands(app: FastifyInstance, { store }: CommandDeps): void {
  app.get<{ Querystring: TextQuery }>('/orders', { schema: { querystring: TextQuery } }, async ({ query: { text } }) => {
    const orders = await findOrders(store, text);
    if (orders.length) return { orders };
    throw new OperatorRefusal(
      'ORDER_NOT_FOUND',
      'Nothing has "' + text + '" as its id, token, short number, order number, channel number or bank transaction.',
    );
  });

  app.get<{ Querystring: OrderQuery }>('/orders/story', { schema: { querystring: OrderQuery } }, async ({ query }) => {
    const payment = await oneOrder(store, query.order);
    const { id } = payment.order;
    const [journal, entries] = await Promise.all([store.journal(id), store.entries(id)]);
    return storyOf(payment, journal, entries);
  });

  app.get<{ Querystring: LastQuery }>('/flags', { schema: { querystring: LastQuery } }, async ({ query }) => {
    const all = await store.flags();
    const flags = all.slice(-query.last).map(async (flag) => {
      const payment = await store.read({ id: flag.order_id });
      return { ...flag, order_no: payment?.order.order_no ?? '', ...meaningOf(flag.code, flag.order_id, flag.detail) };
    });
    return { count: all.length, flags: await Promise.all(flags) };
  });
}
