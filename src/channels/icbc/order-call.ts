/** orderqry/V1, which queries (deal_flag 0) and closes (1). Each caller maps pay_status with a table of its own. Source: docs/channels.md 4.6. */
import type { Evidence } from '../port.ts';
import { text } from './answer-text.ts';
import { DONE, NOT_THERE } from './codes.ts';
import type { IcbcConfig } from './config.ts';
import { foreignPart, moneyIn } from './evidence.ts';
import type { Call } from './wire.ts';

/** pay_status -> what it is evidence of. One that is not in the table is silence. */
export type StateTable = ReadonlyMap<string, 'paid' | 'unpaid' | 'shut' | 'pending'>;

export interface OrderCall {
  source: 'query' | 'close';
  deal_flag: '0' | '1';
  table: StateTable;
}

export async function orderCall(config: IcbcConfig, call: Call, number: string, how: OrderCall): Promise<Evidence> {
  const answer = await call(
    'order',
    JSON.stringify({
      mer_id: config.mer_id,
      out_trade_no: number,
      deal_flag: how.deal_flag,
      icbc_appid: config.app_id,
      mer_prtcl_no: config.mer_prtcl_no,
    }),
  );
  const origin = { source: how.source, asked_at_ms: answer.asked_at_ms };
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  const { code, fields } = answer;
  const told = text(fields, 'out_trade_no');
  const foreign = foreignPart(config, fields) ?? (told === '' || told === number ? undefined : 'number');
  if (foreign) return { ...origin, kind: 'silent', why: 'foreign ' + foreign };
  if (code === NOT_THERE) return { ...origin, kind: 'absent' };
  if (code !== DONE) return { ...origin, kind: 'silent', why: 'code-' + code };
  const kind = how.table.get(text(fields, 'pay_status'));
  // Money only under a number that is told: an answer that names none could be another order's.
  if (kind === 'paid') return told === number ? moneyIn(origin, fields) : { ...origin, kind: 'silent', why: 'paid-without-number' };
  return kind ? { ...origin, kind } : { ...origin, kind: 'silent', why: 'unknown-state' };
}
