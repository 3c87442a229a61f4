/** The acts on money: the facts each rests on, and the event that carries it out. */
import { yuan } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import type { NewEvent } from '../payments/engine/service.ts';
import type { ByHand, Operator, Rules } from '../payments/events.ts';
import type { Orphan } from '../payments/money/orphans.ts';
import { byHandRefused } from '../payments/money/refunds/by-hand.ts';
import type { Payment, Receipt } from '../payments/payment.ts';
import type { ActKind, Facts } from './acts.ts';

export interface ActOn {
  /** `ok` only where `event` will change something. */
  facts(subject: Payment | Orphan, item: string, rules: Rules): Facts;
  event(item: string, by: Operator): NewEvent | { type: 'give-back'; by: Operator };
}

export type ActKinds = { readonly [kind in ActKind]: ActOn };

export const ACTS: ActKinds = {
  'held-give-back': {
    facts: (subject, txn) => (isPayment(subject) ? heldFacts(subject, txn) : noOrder),
    event: (txn, by) => ({ type: 'held', txn, verdict: 'give-back', by }),
  },
  'held-accept': {
    facts: (subject, txn) => (isPayment(subject) ? acceptFacts(subject, txn) : noOrder),
    event: (txn, by) => ({ type: 'held', txn, verdict: 'accept', by }),
  },
  'orphan-give-back': {
    facts: (subject, txn) => (isPayment(subject) ? refused('This money has an order.') : heldFacts(subject, txn)),
    event: (_txn, by) => ({ type: 'give-back', by }),
  },
  'refund-send-on': {
    facts: (subject, refund, rules) => refundFacts(subject, refund, 'send-on', rules),
    event: (refund, by) => ({ type: 'refund-by-hand', refund, act: 'send-on', by }),
  },
  'refund-paid-by-hand': {
    facts: (subject, refund, rules) => refundFacts(subject, refund, 'paid', rules),
    event: (refund, by) => ({ type: 'refund-by-hand', refund, act: 'paid', by }),
  },
  'refund-release': {
    facts: (subject, refund, rules) => refundFacts(subject, refund, 'release', rules),
    event: (refund, by) => ({ type: 'refund-by-hand', refund, act: 'release', by }),
  },
};

function isPayment(subject: Payment | Orphan): subject is Payment {
  return 'order' in subject;
}

const noOrder = refused('This money has no order.');

function heldFacts({ receipts, version }: Pick<Payment, 'receipts' | 'version'>, txn: string): Facts {
  const receipt = receipts.find((one) => one.txn === txn);
  if (!receipt) return refused('There is no money in the books under the transaction ' + txn + '.');
  if (receipt.role !== 'held') return refused('The money under ' + txn + ' is not held; it is ' + receipt.role + '.');
  return { ok: true, amount_fen: receipt.amount_fen, version, seen: wordsOf(receipt) };
}

function wordsOf({ amount_fen, currency, why }: Receipt): string {
  return 'held ' + yuan(amount_fen) + ' ' + currency + ' (' + why + ')';
}

/** As in money/held.ts: only an order that is not over, and only its own amount. */
function acceptFacts(payment: Payment, txn: string): Facts {
  const facts = heldFacts(payment, txn);
  const { state, amount_fen } = payment.order;
  if (!facts.ok) return facts;
  const receipt = payment.receipts.find((one) => one.txn === txn);
  if (state === 'paid' || state === 'closed') return refused('The order is ' + state + ' already: its held money can only be given back.');
  if (facts.amount_fen !== amount_fen || receipt?.currency !== 'CNY')
    return refused('The order is about ' + yuan(amount_fen) + ' CNY, and this money is not: it can only be given back.');
  return facts;
}

function refundFacts(subject: Payment | Orphan, id: string, act: ByHand, rules: Rules): Facts {
  const refund = subject.refunds.find((one) => one.id === id);
  if (!refund) return refused('There is no refund ' + id + '.');
  const why = byHandRefused(subject, refund, act, rules);
  if (why !== undefined) return refused('The refund ' + id + ' stays as it is: ' + why + '.');
  const { amount_fen, state, tries } = refund;
  const seen = state + ' ' + yuan(amount_fen as Fen) + ', number ' + tries.length;
  return { ok: true, amount_fen, version: subject.version, seen };
}

function refused(message: string): Facts {
  return { ok: false, message };
}
