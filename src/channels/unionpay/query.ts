/** What became of a transaction? Known by orderId and txnTime together. */
import { queried } from './evidence.ts';
import type { Evidence } from '../port.ts';
import { txnTime } from './wire.ts';
import type { Answer, Wire } from './wire.ts';

export function ask(wire: Wire, number: string, created_at_ms: number): Promise<Answer> {
  return wire('queryTrans.do', {
    bizType: '000000',
    txnType: '00',
    txnSubType: '00',
    orderId: number,
    txnTime: txnTime(created_at_ms),
  });
}

export async function query(wire: Wire, number: string, created_at_ms: number): Promise<Evidence> {
  return queried(await ask(wire, number, created_at_ms));
}
