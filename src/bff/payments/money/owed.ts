import type { Refund } from '../payment.ts';
import { ledger } from './ledger.ts';

/** Whose money a refund is, line by line: taken when it is made, given back when it fails. */
export function owedBy({
  merchant_id,
  amount_fen,
  escrow_fen = 0,
}: Pick<Refund, 'merchant_id' | 'amount_fen' | 'escrow_fen'>): [string, number][] {
  if (merchant_id === undefined) return [[ledger.viewers, amount_fen]];
  const lines: [string, number][] = [
    [ledger.escrow(merchant_id), escrow_fen],
    [ledger.merchant(merchant_id), amount_fen - escrow_fen],
  ];
  return lines.filter(([, fen]) => fen !== 0);
}
