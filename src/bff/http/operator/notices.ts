/** Notices to merchants that were not taken, and sending one once more. */
import type { FastifyInstance } from 'fastify';
import { findOrders, oneOrder } from '../../operators/find-orders.ts';
import { noticeItems } from '../../operators/items.ts';
import { OperatorRefusal } from '../../operators/refusal.ts';
import { resendNotice } from '../../operators/resend.ts';
import type { Payment } from '../../payments/payment.ts';
import type { CommandDeps } from './deps.ts';
import { ActBody, NoticeQuery } from './schemas.ts';

/** A notice's id is its order's and its number. */
const NOTICE_ID = /^([0-9a-z]+)-\d+$/;

export function noticeCommands(app: FastifyInstance, deps: CommandDeps): void {
  const { store } = deps;

  app.get<{ Querystring: NoticeQuery }>('/notices', { schema: { querystring: NoticeQuery } }, async ({ query: { order, undelivered } }) => {
    const found = order === undefined ? await waiting(deps) : [await oneOrder(store, order)];
    const notices = found.flatMap(noticeItems);
    const all = order !== undefined && !undelivered;
    return { notices: notices.filter((one) => all || one.delivered_ms === undefined) };
  });

  app.post<{ Body: ActBody }>('/notices/resend', { schema: { body: ActBody } }, async ({ body: { id, actor } }) => {
    const { payment, notice } = await meant(deps, id);
    deps.note('notice-resend', actor, { notice });
    await resendNotice(deps, payment, notice, actor);
    return { notice, taken: true };
  });
}

async function waiting({ store }: CommandDeps) {
  const payments = await Promise.all((await store.idsWith('notice')).map((id) => store.read({ id })));
  return payments.filter((one) => one !== undefined);
}

/** A notice by its id, or the first one of an order that was not delivered. */
async function meant({ store }: CommandDeps, text: string): Promise<{ payment: Payment; notice: string }> {
  const order_id = NOTICE_ID.exec(text)?.[1];
  const owner = order_id === undefined ? undefined : await store.read({ id: order_id });
  if (owner) return { payment: owner, notice: text };
  const [found] = await findOrders(store, text);
  if (!found) throw new OperatorRefusal('ITEM_NOT_FOUND', 'There is no notice "' + text + '": lezhong notice list shows them.');
  const payment = await oneOrder(store, text);
  const notice = payment.notices.find((one) => one.delivered_ms === undefined);
  if (notice) return { payment, notice: notice.id };
  throw new OperatorRefusal('ITEM_NOT_FOUND', 'Every notice of this order was delivered: name one by its id to send a copy.');
}
