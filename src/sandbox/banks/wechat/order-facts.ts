/** An order at WeChat, as tests read it. */
import { codeOrderFacts } from '../../control/order-facts.ts';
import type { OrderFacts } from '../../control/order-facts.ts';
import type { Code, Order } from '../../db/records.ts';
import type { Context } from './context.ts';
import { findOrder } from './order.ts';
import { transaction } from './transaction.ts';

function isPayable(context: Context, order: Order | undefined, code: Code | undefined): boolean {
  const now = context.world.now();
  return order?.state === 'waiting' && now < order.expires_ms && code !== undefined && now < code.expires_ms;
}

export function orderFacts(context: Context, number: string): OrderFacts | undefined {
  return codeOrderFacts(
    context,
    number,
    findOrder(context, number),
    (order) => String(transaction(context, order)['trade_state']),
    (order, code) => isPayable(context, order, code),
  );
}
