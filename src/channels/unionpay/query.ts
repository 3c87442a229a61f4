/** The state of a transaction, known by orderId and txnTime together. */
import { queried } from './evidence.ts';
import type { Evidence } from '../port.ts';
import { txnTime } from './wire.ts';
import type { Answer, Wire } from './wire.ts';

/** `txn_type`: of what is asked for; an answer about another kind of transaction is none. */
export async function ask(wire: Wire, number: string, created_at_ms: number, txn_type: '01' | '04'): Promise<Answer> {
  const answer = await wire('queryTrans.do', {
    bizType: '000000',
    txnType: '00',
    txnSubType: '00',
    orderId: number,
    txnTime: txnTime(created_at_ms),
  });
  if (answer.kind === 'silent') return answer;
  const told = answer.fields['txnType'] ?? '00';
  return told === '00' || told === txn_type ? answer : { kind: 'silent', asked_at_ms: answer.asked_at_ms, why: 'foreign-txnType' };
}

export async function query(wire: Wire, number: string, created_at_ms: number): Promise<Evidence> {
  return queried(await ask(wire, number, created_at_ms, '01'));
}
