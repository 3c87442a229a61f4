/** Taking the money, at once or after an answer that knew nothing. */
import type { Order } from '../../../db/records.ts';
import { addPaymentCallback } from '../callback.ts';
import type { Context } from '../context.ts';
import type { DirectCard } from './cards.ts';
import { cardById } from './cards.ts';

const LATER = 'icbc-direct-later';

export function charge(context: Context, order: Order, card: DirectCard): Order {
  const { db, world } = context;
  const now = world.now();
  const paid: Order = { ...order, state: 'paid', buyer: card.id, paid_ms: now };
  db.orders.put(paid);
  const { number, trade_no = '', amount_fen } = order;
  db.entries.add({ at_ms: now, number, kind: 'charge', ref: trade_no, user: card.id, amount_fen });
  addPaymentCallback(context, paid);
  return paid;
}

/** The bank is still at it; until then its query says 2. */
export function payLater(context: Context, order: Order, pays: boolean): void {
  const due_ms = context.world.now() + context.settings().unknown_ms;
  context.db.orders.put({ ...order, expires_ms: due_ms + 60_000 });
  context.scheduler.add(LATER, JSON.stringify([order.number, pays]), due_ms);
}

export function startDirect(context: Context): void {
  context.scheduler.on(LATER, (ref) => {
    const [number, pays] = JSON.parse(ref) as [string, boolean];
    context.db.change(() => {
      const order = context.db.orders.get(number);
      if (order?.state !== 'waiting') return;
      const payer = cardById('unknown-paid');
      if (pays && payer) charge(context, order, payer);
      else context.db.orders.put({ ...order, state: 'closed', closed_ms: context.world.now() });
    });
    return undefined;
  });
}
