/** I22, counted apart from the store: after each refund that took a merchant's money it owes no more than its limit. Source: docs/money.md 18. */
import type { Entry, Payment } from '../payments/payment.ts';

/** Causes of our own debits; a channel may take back more. */
const OWN_DEBITS: ReadonlySet<string> = new Set(['refund', 'refund-funded']);
const MERCHANT = 'merchant:';

/** `entries`: those of the order up to this commit. `creditOf`: how much a merchant may owe, in fen. */
export function creditBooks(creditOf: (merchant_id: string) => number) {
  const owed = new Map<string, number>();
  return (after: Payment, before: Payment | undefined, entries: readonly Entry[]): string[] => {
    const lines = entries.filter((one) => one.version > (before?.version ?? 0) && one.account.startsWith(MERCHANT));
    return lines.flatMap(({ account, amount_fen, cause }) => {
      const merchant_id = account.slice(MERCHANT.length);
      const now_fen = (owed.get(merchant_id) ?? 0) + amount_fen;
      owed.set(merchant_id, now_fen);
      const own = amount_fen > 0 && OWN_DEBITS.has(cause);
      return own && now_fen > creditOf(merchant_id) ? ['I22: ' + merchant_id + ' owes ' + now_fen + ' after ' + after.order.id] : [];
    });
  };
}
