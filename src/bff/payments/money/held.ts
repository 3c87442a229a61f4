/** A person's word on held money: it goes back to the viewer, or it pays the order after all. */
import type { Draft } from '../draft.ts';
import { payee } from './escrow.ts';
import { book, ledger } from './ledger.ts';
import { addNotice } from './notices.ts';
import { winOrder } from './order.ts';
import { refundSurplus } from './refunds/refunds.ts';

export function judgeHeld(d: Draft, txn: string, verdict: 'accept' | 'give-back'): void {
  const receipt = d.p.receipts.find((r) => r.txn === txn && r.role === 'held');
  if (!receipt) return;
  const a = receipt.amount_fen;
  const final = d.p.order.state === 'paid' || d.p.order.state === 'closed';
  if (verdict === 'accept') {
    if (final || a !== d.p.order.amount_fen || receipt.currency !== 'CNY') return;
    receipt.role = 'won';
    winOrder(d);
    book(d, 'held-accepted', [
      [ledger.held(receipt.channel), a],
      [payee(d.p.order), -a],
    ]);
    addNotice(d, 'order.paid');
    return;
  }
  receipt.role = 'given-back';
  book(d, 'held-given-back', [
    [ledger.held(receipt.channel), a],
    [ledger.viewers, -a],
  ]);
  refundSurplus(d, receipt, 'given back');
}
