/** Money of an order beside what paid it: paid twice or too late, which goes back by itself, or held until a person has looked. */
import type { MeBeside } from '../../../protocol/me.ts';
import { yuan } from '../../../protocol/money.ts';
import type { MeWords } from '../../../protocol/texts/me/index.ts';
import type { Payment, Receipt } from '../../payments/payment.ts';

export function besideOf(payment: Payment, words: MeWords): MeBeside[] {
  return payment.receipts.flatMap((one) => (one.role === 'won' ? [] : [drawn(payment, one, words)]));
}

function drawn(payment: Payment, receipt: Receipt, words: MeWords): MeBeside {
  const amount_text = yuan(receipt.amount_fen);
  if (receipt.role === 'held') return { text: words.held, amount_text, state_text: words.held_state, tone: 'warn' };
  const text = payment.receipts.some((one) => one.role === 'won') ? words.twice : words.late;
  const refund = payment.refunds.find((one) => one.auto && one.txn === receipt.txn);
  if (refund?.state === 'done') return { text, amount_text, state_text: words.beside_done, tone: 'ok' };
  const by_person = refund !== undefined && (refund.state === 'failed' || refund.state === 'landed' || refund.state === 'stuck');
  return { text, amount_text, state_text: by_person ? words.beside_person : words.beside_back, tone: 'warn' };
}
