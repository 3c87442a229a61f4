/** After this the number never takes money: POST .../close. */
import type { Evidence } from '../port.ts';
import { CLOSED, NOT_THERE, PAID, PAYING } from './codes.ts';
import type { WechatConfig } from './config.ts';
import type { Wire } from './wire.ts';

export async function close(config: WechatConfig, wire: Wire, number: string): Promise<Evidence> {
  const target = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(number)}/close`;
  const answer = await wire.call('POST', target, JSON.stringify({ mchid: config.mchid }));
  const origin = { source: 'close', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  if (answer.status === 204 || CLOSED.has(answer.code)) return { ...origin, kind: 'shut' };
  // Paid in the meantime, or still being worked on: the query tells.
  if (answer.status === 202 || PAID.has(answer.code) || answer.code === PAYING) return { ...origin, kind: 'pending' };
  if (answer.status === 404 && NOT_THERE.has(answer.code)) return { ...origin, kind: 'absent' };
  return { ...origin, kind: 'silent', why: answer.code || 'status-' + answer.status };
}
