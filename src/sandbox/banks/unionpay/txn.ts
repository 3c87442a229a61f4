/** A transaction's life: it begins with a behaviour, and its steps come when they are due, over restarts too. */
import type { Context } from './context.ts';
import { digits } from '../../server/random.ts';
import type { UnionpaySettings } from './settings.ts';
import type { Step, Txn } from './txns.ts';
import { findCard } from './cards.ts';
import { isCode } from './codes.ts';
import { addTxnCallback } from './callback.ts';
import { addToCard } from './card-state.ts';
import type { Behaviour } from './scenarios.ts';
import { acpTime, settleDay } from './time.ts';

const STEP_JOB = 'unionpay-step';

/** The members of a new transaction that come from its request. */
export type NewTxn = Pick<
  Txn,
  'order_id' | 'txn_time' | 'kind' | 'biz_type' | 'amount_fen' | 'card' | 'back_url' | 'req_reserved' | 'orig_query_id' | 'pay_timeout_ms'
>;

/** 21 digits, as in published answers: "12", YYMMDDhhmmss, seven more. */
function newQueryId(context: Context): string {
  return '12' + acpTime(context.world.now()).slice(2) + digits(context.world.random, 7);
}

/** True when the orderId is taken on this settlement day, whatever txnTime it has. */
export function isTaken(context: Context, order_id: string, txn_time: string): boolean {
  const today = settleDay(context, context.world.now());
  return context.txns.of(order_id).some((txn) => txn.txn_time === txn_time || settleDay(context, txn.made_ms) === today);
}

/** Puts it on the books under this behaviour. What a card pays is taken off it at once, so that it cannot pay twice. */
export function begin(context: Context, asked: NewTxn, behaviour: Behaviour): Txn {
  const { world, txns, scheduler } = context;
  const [now, waits] = [world.now(), context.settings()];
  const query_id = newQueryId(context);
  const txn: Txn = {
    ...asked,
    query_id,
    trace_no: query_id.slice(-6),
    made_ms: now,
    code: behaviour.meanwhile ?? (behaviour.answer === 'silent' ? '05' : behaviour.answer),
    visible_ms: now + (behaviour.hidden ? waits[behaviour.hidden] : 0),
    blind: behaviour.blind ?? false,
    steps: planned(behaviour, now, waits),
  };
  if (behaviour.absent) return txn;
  txns.put(txn);
  for (const { at_ms } of txn.steps) scheduler.add(STEP_JOB, `${txn.order_id} ${txn.txn_time}`, at_ms);
  const card = findCard(txn.card);
  if (card && txn.steps.some((step) => step.money === 'in')) addToCard(context, card, -txn.amount_fen);
  return txn;
}

/** Each wait begins where the step before it ended. */
function planned(behaviour: Behaviour, now: number, waits: UnionpaySettings): Step[] {
  let at_ms = now;
  return (behaviour.steps ?? []).map(({ after, ...step }) => {
    at_ms += waits[after];
    return { ...step, at_ms };
  });
}

/** The consumption a void or refund belongs to. */
export function originalOf(context: Context, txn: Txn): Txn | undefined {
  return txn.orig_query_id === undefined ? undefined : context.txns.byQueryId(txn.orig_query_id);
}

function move(context: Context, txn: Txn, money: NonNullable<Step['money']>): Txn {
  const now = context.world.now();
  const { order_id } = originalOf(context, txn) ?? txn;
  context.db.entries.add({
    at_ms: now,
    number: order_id,
    kind: money === 'in' ? 'charge' : 'refund',
    ref: money === 'out' ? txn.order_id : txn.query_id,
    user: txn.card,
    amount_fen: money === 'in' ? txn.amount_fen : -txn.amount_fen,
  });
  const card = findCard(txn.card);
  if (card && money !== 'in') addToCard(context, card, txn.amount_fen);
  return money === 'back' ? { ...txn, bounced_ms: now } : { ...txn, moved_ms: now };
}

/** Debited after payTimeout it is late, whatever the behaviour says. */
function codeOf(context: Context, txn: Txn, step: Step): string {
  const late = step.money === 'in' && txn.pay_timeout_ms !== undefined && context.world.now() > txn.pay_timeout_ms;
  return late && step.code === '00' ? '42' : (step.code ?? txn.code);
}

function apply(context: Context, txn: Txn, step: Step): Txn {
  const moved = step.money ? move(context, txn, step.money) : txn;
  const done: Txn = { ...moved, code: codeOf(context, txn, step), steps: txn.steps.slice(1) };
  const failed = step.code !== undefined && step.money === undefined;
  if (step.tell || (failed && context.settings().notify_failures)) addTxnCallback(context, done);
  return done;
}

function runDue(context: Context, order_id: string, txn_time: string): void {
  context.db.change(() => {
    let txn = context.txns.get(order_id, txn_time);
    while (txn?.steps[0] && txn.steps[0].at_ms <= context.world.now()) txn = apply(context, txn, txn.steps[0]);
    if (txn) context.txns.put(txn);
  });
}

/** Ends it now with this code; money that such a code means moves, if it has not. False when there is nothing under way. */
export function endTxn(context: Context, txn: Txn, end_code = '00'): boolean {
  const under_way = ['03', '04', '05', '83'].includes(txn.code);
  if (!under_way || !isCode(end_code)) return false;
  const moves = ['00', 'A6', '42', '74', '75'].includes(end_code) && txn.moved_ms === undefined;
  const held = txn.steps.some((step) => step.money === 'in');
  const card = findCard(txn.card);
  const way = txn.kind === 'consume' ? 'in' : 'out';
  if (card && way === 'in' && moves !== held) addToCard(context, card, moves ? -txn.amount_fen : txn.amount_fen);
  const step: Step = { at_ms: context.world.now(), code: end_code, tell: moves, ...(moves ? { money: way } : {}) };
  context.txns.put({ ...apply(context, txn, step), steps: [] });
  return true;
}

export function startSteps(context: Context): void {
  context.scheduler.on(STEP_JOB, (ref) => {
    const [order_id = '', txn_time = ''] = ref.split(' ');
    runDue(context, order_id, txn_time);
    return undefined;
  });
}
