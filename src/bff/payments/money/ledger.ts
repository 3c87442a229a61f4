/** The ledger: accounts by name, and lines that sum to zero. Source: docs/money.md 7. */
import type { Draft } from '../draft.ts';
import type { Holder } from '../payment.ts';

/** + is debit, - is credit. */
export const ledger = {
  /** Held for us at the channel. */
  channel: (channel: string) => 'channel:' + channel,
  /** Payable to the merchant. */
  merchant: (merchant_id: string) => 'merchant:' + merchant_id,
  /** A bill's, until its merchant settles or refunds it. */
  escrow: (merchant_id: string) => 'escrow:' + merchant_id,
  fees: 'fees',
  /** To be given back. */
  viewers: 'viewers',
  /** A refund was asked for and is not proven. */
  transit: (channel: string) => 'transit:' + channel,
  /** In doubt: a person decides. */
  held: (channel: string) => 'held:' + channel,
  /** Our own bank account. */
  bank: 'bank',
} as const;

export type Line = readonly [account: string, amount_fen: number];

/** The lines of one cause. Throws when they do not sum to zero. */
export function book(d: Draft<Holder>, cause: string, lines: readonly Line[]): void {
  const sum = lines.reduce((total, line) => total + line[1], 0);
  if (sum !== 0) throw new Error('entries of ' + cause + ' do not sum to zero');
  for (const [account, amount_fen] of lines) {
    d.entries.push({ order_id: d.id, version: d.p.version + 1, line: d.entries.length + 1, account, amount_fen, cause });
  }
}
