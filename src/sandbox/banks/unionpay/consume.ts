/** 01/01: a consumption. 00 only says that it is accepted. */
import type { Context } from './context.ts';
import { answer, refuse } from './answer.ts';
import type { AcpAnswer } from './answer.ts';
import { PLAIN, TOKEN } from './call.ts';
import type { AcpCall } from './call.ts';
import { disagreement, lacksFace } from './holder-check.ts';
import type { Code } from './codes.ts';
import { readCustomer } from './customer.ts';
import type { Customer } from './customer.ts';
import type { Fields } from './fields.ts';
import { findPayer } from './payer.ts';
import { takeBehaviour } from './card-state.ts';
import type { Card } from './card-state.ts';
import { PAYS } from './scenarios.ts';
import type { Behaviour } from './scenarios.ts';
import { spendCode } from './sms.ts';
import { readAcpTime } from './time.ts';
import { begin, isTaken } from './txn.ts';
import type { NewTxn } from './txn.ts';
import { cardFields } from './txn-fields.ts';

function newTxnOf(fields: Fields, card: string): NewTxn {
  const { orderId = '', txnTime = '', bizType = '', backUrl = '', reqReserved, payTimeout } = fields;
  const pay_timeout_ms = payTimeout ? readAcpTime(payTimeout) : undefined;
  return {
    order_id: orderId,
    txn_time: txnTime,
    kind: 'consume',
    biz_type: bizType,
    amount_fen: Number(fields['txnAmt']),
    card,
    back_url: backUrl,
    ...(reqReserved ? { req_reserved: reqReserved } : {}),
    ...(pay_timeout_ms === undefined ? {} : { pay_timeout_ms }),
  };
}

/** A token alone: what its card's phone said when it was opened is enough for this merchant. */
function needsCode(context: Context, biz_type: string | undefined): boolean {
  return biz_type !== TOKEN || context.settings().token_sms;
}

/** The code of a refusal, or undefined. The code from the phone is spent on the way. */
function objection(context: Context, asked: NewTxn, card: Card, customer: Customer): Code | undefined {
  if (!card.open) return '77';
  const { order_id, txn_time, amount_fen } = asked;
  const code = customer.smsCode;
  if (code === undefined && !needsCode(context, asked.biz_type)) return late(context, asked);
  if (!spendCode(context, { order_id, txn_time, purpose: 'consume', card, amount_fen }, code ?? '')) return '71';
  if (context.settings().credit_elements && lacksFace(card, customer)) return '65';
  const wrong = disagreement(context, card, customer);
  if (wrong) return wrong;
  return late(context, asked);
}

function late(context: Context, { pay_timeout_ms }: NewTxn): Code | undefined {
  return pay_timeout_ms !== undefined && context.world.now() > pay_timeout_ms ? '69' : undefined;
}

/** The card's behaviour; 64 when its balance is too small. */
function behaviourOf(context: Context, card: Card, amount_fen: number): Behaviour {
  const behaviour = takeBehaviour(context, card, 'consume') ?? PAYS;
  const pays = behaviour.steps?.some((step) => step.money === 'in') ?? false;
  return pays && card.balance_fen < amount_fen ? { answer: '64' } : behaviour;
}

function run(context: Context, fields: Fields): AcpAnswer {
  const { orderId = '', txnTime = '' } = fields;
  const about = { number: orderId, amount_fen: Number(fields['txnAmt']) };
  if (isTaken(context, orderId, txnTime)) return refuse('12', '', about);
  const payer = findPayer(context, fields);
  if ('refusal' in payer && payer.refusal.code !== '61') return { ...payer.refusal, about };
  const read = readCustomer(context, fields);
  if ('words' in read) return { ...read, about };
  if (!read.customer.smsCode && needsCode(context, fields['bizType']))
    return refuse('13', fields['customerInfo'] ? 'smsCode' : 'customerInfo', about);
  const asked = newTxnOf(fields, 'card' in payer ? payer.card.id : '');
  if ('refusal' in payer) {
    begin(context, asked, { answer: '61' });
    return { ...payer.refusal, about };
  }
  const wrong = objection(context, asked, payer.card, read.customer);
  const behaviour = wrong ? { answer: wrong } : behaviourOf(context, payer.card, asked.amount_fen);
  const txn = begin(context, asked, behaviour);
  if (behaviour.answer === 'silent') return { ...answer('00', {}, about), silent: true };
  const result = { queryId: txn.query_id, ...cardFields(context, txn) };
  return answer(behaviour.answer, behaviour.answer === '12' ? {} : result, about);
}

export const consume: AcpCall = {
  name: 'consume',
  endpoint: 'back',
  types: ['01/01'],
  biz_types: [PLAIN, TOKEN],
  needs: ['orderId', 'channelType', 'txnAmt', 'currencyCode', 'backUrl'],
  run,
};
