/** The state of a transaction by our channel_no: it can be asked before and after payment. */
import type { Evidence } from '../port.ts';
import { readObject } from '../shared/json.ts';
import { NOT_THERE } from './codes.ts';
import type { WechatConfig } from './config.ts';
import { foreignPart, tradeEvidence } from './evidence.ts';
import type { Ours } from './evidence.ts';
import { text } from './wire.ts';
import type { Wire } from './wire.ts';

/** An account may change its app; attempts of the former one are still told under it. */
function idsOf(config: WechatConfig, prepay_body: string | undefined): Ours {
  const sent = prepay_body === undefined ? undefined : readObject(prepay_body);
  return { mchid: config.mchid, appids: [(sent && text(sent, 'appid')) || config.appid] };
}

export async function query(config: WechatConfig, wire: Wire, number: string, prepay_body?: string): Promise<Evidence> {
  const answer = await wire.call('GET', `/v3/pay/transactions/out-trade-no/${encodeURIComponent(number)}?mchid=${config.mchid}`);
  const origin = { source: 'query', asked_at_ms: answer.asked_at_ms } as const;
  if (answer.kind === 'silent') return { ...origin, kind: 'silent', why: answer.why };
  if (answer.status === 404 && NOT_THERE.has(answer.code)) return { ...origin, kind: 'absent' };
  // A refused question says nothing of the transaction.
  if (answer.status !== 200) return { ...origin, kind: 'silent', why: answer.code || 'status-' + answer.status };
  const foreign =
    foreignPart(idsOf(config, prepay_body), answer.fields) ?? (text(answer.fields, 'out_trade_no') === number ? undefined : 'number');
  return foreign ? { ...origin, kind: 'silent', why: 'foreign ' + foreign } : tradeEvidence(origin, answer.fields);
}
