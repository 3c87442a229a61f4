/** 04/00: a refund, whole or in part. 31/00: a void, of the whole, on the settlement day itself. */
import type { Context } from './context.ts';
import type { Txn } from './txns.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { findCard } from './cards.ts';
import type { Code } from './codes.ts';
import type { Fields } from './fields.ts';
import { takeBehaviour } from './card-state.ts';
import { REFUNDS } from './scenarios.ts';
import type { Behaviour } from './scenarios.ts';
import { settleDay } from './time.ts';
import { begin, isTaken } from './txn.ts';
import { cardFields } from './txn-fields.ts';

type Kind = 'void' | 'refund';

/** Given back, or on its way. */
function returnedFen(context: Context, original: Txn): number {
  const live = context.txns.returns(original.query_id).filter((txn) => txn.moved_ms !== undefined || txn.steps.some((s) => s.money));
  return live.reduce((sum, txn) => sum + txn.amount_fen, 0);
}

function wrongDay(context: Context, kind: Kind, moved_ms: number): boolean {
  const now = context.world.now();
  if (kind === 'void') return settleDay(context, now) !== settleDay(context, moved_ms);
  return now > moved_ms + context.settings().refund_window_ms;
}

function objection(context: Context, kind: Kind, original: Txn | undefined, amount_fen: number): Code | undefined {
  if (original?.kind !== 'consume' || original.moved_ms === undefined) return '35';
  const returned_fen = returnedFen(context, original);
  if (original.bounced_ms !== undefined || returned_fen >= original.amount_fen) return '45';
  if (wrongDay(context, kind, original.moved_ms)) return '35';
  if (kind === 'void' && (amount_fen !== original.amount_fen || returned_fen > 0)) return '36';
  if (returned_fen + amount_fen > original.amount_fen) return '36';
  return kind === 'refund' && context.faults.takeAnswer('refund_not_enough') ? '90' : undefined;
}

function behaviourOf(context: Context, kind: Kind, original: Txn): Behaviour {
  if (kind === 'void') return { ...REFUNDS, steps: [{ after: 'settle_ms', code: '00', money: 'out', tell: true }] };
  const card = findCard(original.card);
  const behaviour = (card && takeBehaviour(context, card, 'refund')) ?? REFUNDS;
  if (!context.faults.takeAnswer('refund_pending')) return behaviour;
  return { ...REFUNDS, steps: [{ after: 'refund_pending_ms', code: '00', money: 'out', tell: true }] };
}

function run(context: Context, fields: Fields, kind: Kind): AcpAnswer {
  const { orderId = '', txnTime = '', origQryId = '', bizType = '', backUrl = '', reqReserved } = fields;
  const amount_fen = Number(fields['txnAmt']);
  const original = context.txns.byQueryId(origQryId);
  const about = { number: original?.order_id ?? orderId, refund_no: orderId, amount_fen };
  if (isTaken(context, orderId, txnTime)) return refuse('12', '', about);
  const wrong = objection(context, kind, original, amount_fen);
  if (original && original.biz_type !== bizType) return refuse('36', 'bizType', about);
  const behaviour: Behaviour = wrong || !original ? { answer: wrong ?? '35' } : behaviourOf(context, kind, original);
  const asked = {
    order_id: orderId,
    txn_time: txnTime,
    kind,
    biz_type: bizType,
    amount_fen,
    card: original?.card ?? '',
    back_url: backUrl,
  };
  const txn = begin(context, { ...asked, orig_query_id: origQryId, ...(reqReserved ? { req_reserved: reqReserved } : {}) }, behaviour);
  if (behaviour.answer === 'silent') return { ...answer('00', {}, about), silent: true };
  return answer(behaviour.answer, { queryId: txn.query_id, origQryId, ...cardFields(context, txn) }, about);
}

const NEEDS = ['orderId', 'channelType', 'origQryId', 'txnAmt', 'backUrl'] as const;

export const refund: AcpCall = {
  name: 'refund',
  endpoint: 'back',
  types: ['04/00'],
  biz_types: [PLAIN, TOKEN],
  needs: NEEDS,
  run: (context, fields) => run(context, fields, 'refund'),
};

export const voiding: AcpCall = {
  name: 'void',
  endpoint: 'back',
  types: ['31/00'],
  biz_types: [PLAIN, TOKEN],
  needs: NEEDS,
  run: (context, fields) => run(context, fields, 'void'),
};
