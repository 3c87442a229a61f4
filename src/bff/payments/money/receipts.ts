/** Money a channel says it took. Its role is given once, in the commit that makes the receipt. */
import type { Evidence } from '../../../channels/port.ts';
import { flag } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { payee } from './escrow.ts';
import { book, ledger } from './ledger.ts';
import { addNotice } from './notices.ts';
import { winOrder } from './order.ts';
import { refundSurplus } from './refunds/refunds.ts';
import { roleOf } from './transitions.ts';
import type { Attempt, Receipt } from '../payment.ts';

type Money = Extract<Evidence, { kind: 'paid' | 'defect' }>;

export function takeMoney(d: Draft, attempt: Attempt, money: Money): void {
  const known = d.p.receipts.find((r) => r.channel === attempt.channel && r.acquirer_id === attempt.acquirer_id && r.txn === money.txn);
  if (known) compare(d, known, money);
  else makeReceipt(d, attempt, money);
}

/** The same money again changes nothing; where it reads otherwise a person must look. */
function compare(d: Draft, receipt: Receipt, money: Money): void {
  if (money.amount_fen !== receipt.amount_fen) flag(d, 'receipt-amount-changed', receipt.txn);
  const returned = money.kind === 'paid' ? (money.returned_fen ?? 0) : 0;
  const ours = d.p.refunds.filter((r) => r.txn === receipt.txn && r.state !== 'failed').reduce((sum, r) => sum + r.amount_fen, 0);
  if (returned > ours) flag(d, 'returned-without-us', receipt.txn);
  receipt.returned_fen = Math.max(receipt.returned_fen, returned);
}

function makeReceipt(d: Draft, attempt: Attempt, money: Money): void {
  const { order } = d.p;
  const { role, why } = roleOf({
    differs: money.amount_fen !== order.amount_fen || money.currency !== 'CNY',
    unclear: money.kind === 'defect' && money.defect === 'unclear',
    already_returned: money.kind === 'paid' && (money.returned_fen ?? 0) > 0,
    no_attempt: false,
    late_debit: money.kind === 'defect' && money.defect === 'late-debit',
    has_winner: d.p.receipts.some((r) => r.role === 'won'),
    order_closed: order.state === 'closed',
  });
  const receipt: Receipt = {
    channel: attempt.channel,
    acquirer_id: attempt.acquirer_id,
    txn: money.txn,
    channel_no: attempt.channel_no,
    attempt: attempt.n,
    amount_fen: money.amount_fen,
    currency: money.currency,
    role,
    why,
    taken_ms: d.now_ms,
    returned_fen: money.kind === 'paid' ? (money.returned_fen ?? 0) : 0,
  };
  d.p.receipts.push(receipt);
  settle(d, receipt);
}

function settle(d: Draft, receipt: Receipt): void {
  const channel = ledger.channel(receipt.channel);
  const a = receipt.amount_fen;
  if (receipt.role === 'won') {
    winOrder(d);
    book(d, 'won', [
      [channel, a],
      [payee(d.p.order), -a],
    ]);
    addNotice(d, 'order.paid');
  } else if (receipt.role === 'surplus') {
    book(d, 'surplus', [
      [channel, a],
      [ledger.viewers, -a],
    ]);
    refundSurplus(d, receipt, 'surplus');
  } else {
    book(d, 'held', [
      [channel, a],
      [ledger.held(receipt.channel), -a],
    ]);
    flag(d, 'held', receipt.why + ' ' + receipt.txn);
  }
}
