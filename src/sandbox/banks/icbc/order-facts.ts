/** An order at ICBC, as tests read it: its state is pay_status. */
import { codeOrderFacts } from '../../control/order-facts.ts';
import type { OrderFacts } from '../../control/order-facts.ts';
import type { Context } from './context.ts';
import { orderByNumber, payStatus } from './order.ts';

export function orderFacts(context: Context, number: string): OrderFacts | undefined {
  return codeOrderFacts(context, number, orderByNumber(context, number), payStatus, (order) => order?.state === 'waiting');
}
