/** A transaction in queries and callbacks. */
import type { Context } from './context.ts';
import type { Txn } from './txns.ts';
import { TOKEN } from './call.ts';
import { findCard, maskPan } from './cards.ts';
import type { Fields } from './fields.ts';
import { encrypt } from './secret.ts';
import { acpTime, settleDate } from './time.ts';

export const KIND_TYPES = { consume: ['01', '01'], void: ['31', '00'], refund: ['04', '00'] } as const;

/** The card's kind, and its number as the settings let it out; whoever pays by token does not learn it. */
export function cardFields(context: Context, txn: Txn): Fields {
  const card = findCard(txn.card);
  if (!card) return {};
  const kind = { payCardType: card.type === 'debit' ? '01' : '02' };
  const { acc_no } = context.settings();
  if (acc_no === 'none' || txn.biz_type === TOKEN) return kind;
  return { ...kind, accNo: acc_no === 'masked' ? maskPan(card.pan) : encrypt(card.pan, context.keys.merchant_public) };
}

export function txnFields(context: Context, txn: Txn): Fields {
  const [txnType, txnSubType] = KIND_TYPES[txn.kind];
  return {
    merId: context.keys.mer_id,
    orderId: txn.order_id,
    txnTime: txn.txn_time,
    txnType,
    txnSubType,
    bizType: txn.biz_type,
    accessType: '0',
    txnAmt: String(txn.amount_fen),
    currencyCode: '156',
    queryId: txn.query_id,
    traceNo: txn.trace_no,
    traceTime: acpTime(txn.made_ms).slice(4),
    ...(txn.orig_query_id ? { origQryId: txn.orig_query_id } : {}),
    ...(txn.req_reserved ? { reqReserved: txn.req_reserved } : {}),
    ...(txn.moved_ms === undefined ? {} : settled(context, txn, txn.moved_ms)),
    ...cardFields(context, txn),
  };
}

function settled(context: Context, txn: Txn, moved_ms: number): Fields {
  return { settleAmt: String(txn.amount_fen), settleCurrencyCode: '156', settleDate: settleDate(context, moved_ms) };
}
