/** A trade at Alipay, as tests read it. */
import { codeOrderFacts } from '../../control/order-facts.ts';
import type { OrderFacts } from '../../control/order-facts.ts';
import type { Code, Order } from '../../db/records.ts';
import type { Context } from './context.ts';
import { tradeByNumber, tradeStatus } from './order.ts';

/** A trade outlives the code it was made of. */
function isPayable(context: Context, trade: Order | undefined, code: Code | undefined): boolean {
  const now = context.world.now();
  if (code === undefined) return false;
  if (trade) return trade.state === 'waiting' && now < trade.expires_ms;
  return now < code.expires_ms && now < (code.offer?.time_expire_ms ?? Infinity);
}

export function orderFacts(context: Context, number: string): OrderFacts | undefined {
  return codeOrderFacts(
    context,
    number,
    tradeByNumber(context, number),
    (trade) => tradeStatus(context, trade),
    (trade, code) => isPayable(context, trade, code),
  );
}
