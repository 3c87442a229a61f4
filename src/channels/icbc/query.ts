/** The state of an order: orderqry/V1 with deal_flag 0. */
import type { Evidence } from '../port.ts';
import type { IcbcConfig } from './config.ts';
import { orderCall } from './order-call.ts';
import type { StateTable } from './order-call.ts';
import type { Call } from './wire.ts';

/** A failed order may be paid again until it is closed or over; the core knows when that is. Source: docs/money.md 2. */
export const QUERY_STATES: StateTable = new Map([
  ['0', 'paid'],
  ['1', 'unpaid'],
  ['2', 'pending'],
]);

export function query(config: IcbcConfig, call: Call, number: string): Promise<Evidence> {
  return orderCall(config, call, number, { source: 'query', deal_flag: '0', table: QUERY_STATES });
}
