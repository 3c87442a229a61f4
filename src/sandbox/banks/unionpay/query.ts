/** 00/00: what became of a transaction, by merId, orderId and txnTime; 00/02: by queryId. */
import type { Context } from './context.ts';
import type { Txn } from './txns.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { isCode, message } from './codes.ts';
import type { Fields } from './fields.ts';
import { originalOf } from './txn.ts';
import { txnFields } from './txn-fields.ts';

/** Queries may lag behind the payment, and tell another amount. */
function asSeen(context: Context, txn: Txn): Txn {
  const { query_lag_ms, query_amount_fen } = context.faults.now().answer;
  const { moved_ms, ...unmoved } = txn;
  const hidden = moved_ms !== undefined && context.world.now() < moved_ms + query_lag_ms;
  const seen = hidden ? { ...unmoved, code: '05' } : txn;
  return query_amount_fen > 0 && txn.kind === 'consume' ? { ...seen, amount_fen: query_amount_fen } : seen;
}

function find(context: Context, fields: Fields): Txn | undefined {
  const { orderId = '', txnTime = '', queryId = '', txnSubType } = fields;
  const txn = txnSubType === '02' ? context.txns.byQueryId(queryId) : context.txns.get(orderId, txnTime);
  return txn && context.world.now() >= txn.visible_ms ? txn : undefined;
}

function tooSoon(context: Context, number: string, own: string): boolean {
  const { query_gap_ms } = context.settings();
  if (query_gap_ms === 0) return false;
  const last = context.db.calls.of(number).findLast((call) => call.call === 'query' && (call.refund_no ?? number) === own);
  return last !== undefined && context.world.now() < last.at_ms + query_gap_ms;
}

function run(context: Context, fields: Fields): AcpAnswer {
  const key = fields['txnSubType'] === '02' ? 'queryId' : 'orderId';
  if (!fields[key]) return refuse('13', key);
  const txn = find(context, fields);
  const own = txn?.order_id ?? fields['orderId'] ?? '';
  const original = txn && originalOf(context, txn);
  const about = { number: original?.order_id ?? own, ...(original ? { refund_no: own } : {}) };
  if (tooSoon(context, about.number, own)) return refuse('37', '', about);
  if (!txn) return refuse('34', '', about);
  if (txn.blind) return refuse('06', '', about);
  const seen = asSeen(context, txn);
  const orig = { origRespCode: seen.code, origRespMsg: isCode(seen.code) ? message(seen.code) : '' };
  return answer('00', { ...txnFields(context, seen), ...orig }, about);
}

export const query: AcpCall = {
  name: 'query',
  endpoint: 'query',
  types: ['00/00', '00/02'],
  biz_types: ['000000', PLAIN, TOKEN],
  needs: [],
  old_time: true,
  run,
};
