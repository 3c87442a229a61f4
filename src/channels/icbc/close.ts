/** After this the number never takes money: orderqry/V1 with deal_flag 1. */
import type { Evidence } from '../port.ts';
import type { IcbcConfig } from './config.ts';
import { orderCall } from './order-call.ts';
import type { StateTable } from './order-call.ts';
import type { Call } from './wire.ts';

/** Failed, answered to our close, is closed. Source: docs/money.md 2. */
export const CLOSE_STATES: StateTable = new Map([
  ['0', 'paid'],
  ['1', 'shut'],
  ['2', 'pending'],
]);

export function close(config: IcbcConfig, call: Call, number: string): Promise<Evidence> {
  return orderCall(config, call, number, { source: 'close', deal_flag: '1', table: CLOSE_STATES });
}
