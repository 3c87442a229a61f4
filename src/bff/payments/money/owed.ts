import type { Refund } from '../payment.ts';
import { ledger } from './ledger.ts';

type Owed = Pick<Refund, 'merchant_id' | 'amount_fen' | 'escrow_fen' | 'unfunded'>;

/** Of its merchant's payable money; the rest is in escrow, or the viewer's already. */
export function ownPart({ merchant_id, amount_fen, escrow_fen = 0 }: Owed): number {
  return merchant_id === undefined ? 0 : amount_fen - escrow_fen;
}

/** Whose money a refund is, line by line: taken when it is made, given back when it fails. What waits for its merchant's money has not taken that. */
export function owedBy(refund: Owed): [string, number][] {
  const { merchant_id, amount_fen, escrow_fen = 0, unfunded } = refund;
  if (merchant_id === undefined) return [[ledger.viewers, amount_fen]];
  const lines: [string, number][] = [
    [ledger.escrow(merchant_id), escrow_fen],
    [ledger.merchant(merchant_id), unfunded ? 0 : ownPart(refund)],
  ];
  return lines.filter(([, fen]) => fen !== 0);
}
