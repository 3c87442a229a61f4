/** 04/00: a refund, whole or in part. 31/00: a void, of the whole, on the settlement day itself. */
import type { Context } from '../../server/context.ts';
import type { Txn } from '../../db/records.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { findCard } from './cards.ts';
import type { Code } from './codes.ts';
import type { Fields } from './fields.ts';
import { takeCourse } from './card-state.ts';
import { GIVES_BACK } from './scenarios.ts';
import type { Course } from './scenarios.ts';
import { settleDay } from './time.ts';
import { begin, isTaken } from './txn.ts';
import { cardFields } from './txn-fields.ts';

type Kind = 'void' | 'refund';

/** Given back, or on its way. */
function returnedFen(context: Context, original: Txn): number {
  const live = context.truth.txns.returns(original.query_id).filter((txn) => txn.moved_ms !== undefined || txn.steps.some((s) => s.money));
  return live.reduce((sum, txn) => sum + txn.amount_fen, 0);
}

function wrongDay(context: Context, kind: Kind, moved_ms: number): boolean {
  const now = context.world.now();
  if (kind === 'void') return settleDay(context, now) !== settleDay(context, moved_ms);
  return now > moved_ms + context.settings().unionpay.refund_window_ms;
}

function objection(context: Context, kind: Kind, original: Txn | undefined, amount_fen: number): Code | undefined {
  if (original?.kind !== 'consume' || original.moved_ms === undefined) return '35';
  const returned_fen = returnedFen(context, original);
  if (original.bounced_ms !== undefined || returned_fen >= original.amount_fen) return '45';
  if (wrongDay(context, kind, original.moved_ms)) return '35';
  if (kind === 'void' && (amount_fen !== original.amount_fen || returned_fen > 0)) return '36';
  if (returned_fen + amount_fen > original.amount_fen) return '36';
  return kind === 'refund' && context.faults.takeAnswer('unionpay', 'refund_not_enough') ? '90' : undefined;
}

function courseOf(context: Context, kind: Kind, original: Txn): Course {
  if (kind === 'void') return { ...GIVES_BACK, steps: [{ after: 'settle_ms', code: '00', money: 'out', tell: true }] };
  const card = findCard(original.card);
  const course = (card && takeCourse(context, card, 'refund')) ?? GIVES_BACK;
  if (!context.faults.takeAnswer('unionpay', 'refund_pending')) return course;
  return { ...GIVES_BACK, steps: [{ after: 'refund_pending_ms', code: '00', money: 'out', tell: true }] };
}

function run(context: Context, fields: Fields, kind: Kind): AcpAnswer {
  const { orderId = '', txnTime = '', origQryId = '', bizType = '', backUrl = '', reqReserved } = fields;
  const amount_fen = Number(fields['txnAmt']);
  const original = context.truth.txns.byQueryId(origQryId);
  const about = { number: original?.order_id ?? orderId, refund_no: orderId, amount_fen };
  if (isTaken(context, orderId, txnTime)) return refuse('12', '', about);
  const wrong = objection(context, kind, original, amount_fen);
  if (original && original.biz_type !== bizType) return refuse('36', 'bizType', about);
  const course: Course = wrong || !original ? { answer: wrong ?? '35' } : courseOf(context, kind, original);
  const wish = { order_id: orderId, txn_time: txnTime, kind, biz_type: bizType, amount_fen, card: original?.card ?? '', back_url: backUrl };
  const txn = begin(context, { ...wish, orig_query_id: origQryId, ...(reqReserved ? { req_reserved: reqReserved } : {}) }, course);
  if (course.answer === 'silent') return { ...answer('00', {}, about), silent: true };
  return answer(course.answer, { queryId: txn.query_id, origQryId, ...cardFields(context, txn) }, about);
}

const NEEDS = ['orderId', 'channelType', 'origQryId', 'txnAmt', 'backUrl'] as const;

export const refund: AcpCall = {
  name: 'refund',
  door: 'back',
  types: ['04/00'],
  biz_types: [PLAIN, TOKEN],
  needs: NEEDS,
  run: (context, fields) => run(context, fields, 'refund'),
};

export const voiding: AcpCall = {
  name: 'void',
  door: 'back',
  types: ['31/00'],
  biz_types: [PLAIN, TOKEN],
  needs: NEEDS,
  run: (context, fields) => run(context, fields, 'void'),
};
