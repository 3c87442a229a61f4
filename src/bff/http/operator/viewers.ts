/** A viewer who called: whether he has a payment password and child lock, and forgetting both once it is clear who he is. */
import type { FastifyInstance } from 'fastify';
import { oneOrder } from '../../operators/find-orders.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import type { ShownViewer } from '../../operators/viewers.ts';
import type { CommandDeps } from './deps.ts';
import { OrderBody, OrderQuery } from './schemas.ts';

export function viewerCommands(app: FastifyInstance, { store, accounts, note }: CommandDeps): void {
  async function viewerOf(text: string) {
    const { order } = await oneOrder(store, text);
    if (!accounts) throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'This BFF has no viewers with passwords: its settings have no "cards".');
    if (order.viewer_key === undefined)
      throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'This order has no viewer whom a portal knows: there is no account behind it.');
    return { accounts, order_no: order.order_no, viewer: order.viewer_key };
  }

  app.get<{ Querystring: OrderQuery }>('/viewers', { schema: { querystring: OrderQuery } }, async ({ query }): Promise<ShownViewer> => {
    const { accounts: all, order_no, viewer } = await viewerOf(query.order);
    return { order_no, ...(await all.view(viewer)) };
  });

  app.post<{ Body: OrderBody }>('/viewers/reset', { schema: { body: OrderBody } }, async ({ body }): Promise<ShownViewer> => {
    const { accounts: all, order_no, viewer } = await viewerOf(body.order);
    if (!(await all.reset(viewer, body.actor.name)))
      throw new OperatorRefusal('ACT_NOT_POSSIBLE', 'This viewer has no payment password: there is nothing to forget.');
    note('viewer-reset', body.actor, { order_no });
    return { order_no, ...(await all.view(viewer)) };
  });
}
