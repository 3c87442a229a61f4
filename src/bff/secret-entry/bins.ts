/** Whose card is it? The longest prefix wins; not knowing is allowed. Data: the npm package `bankcard` (MIT), kept up to date there. */
import { cards } from 'bankcard';
import type { CardKind } from '../../protocol/card.ts';

export interface BinFact {
  /** The bank's code, "CCB"; empty when not known. */
  bank: string;
  /** The bank's own name in simplified Chinese, as the table has it. */
  bank_name: string;
  kind: CardKind;
  /** How long these cards' numbers are. */
  length: number;
}

/** SCC is a credit card that may also hold money: it is checked like a credit card. */
const KINDS: { [type: string]: CardKind } = { DC: 'debit', CC: 'credit', SCC: 'credit', PC: 'prepaid' };

const PREFIX_MAX = 10;

function indexed(): Map<string, BinFact[]> {
  const index = new Map<string, BinFact[]>();
  for (const card of cards) {
    const fact = { bank: card.bankCode, bank_name: card.bankName, kind: KINDS[card.cardType] ?? 'unknown', length: card.len };
    index.set(card.cardBin, [...(index.get(card.cardBin) ?? []), fact]);
  }
  return index;
}

const INDEX = indexed();

/** `length`: of the whole number when it is known. Among equal prefixes the one of that length is meant. */
export function lookUp(digits: string, length?: number): BinFact | undefined {
  for (let n = Math.min(PREFIX_MAX, digits.length); n >= 3; n--) {
    const found = INDEX.get(digits.slice(0, n));
    if (!found?.[0]) continue;
    const fits = length === undefined ? undefined : found.find((one) => one.length === length);
    if (fits) return fits;
    // Cards of one prefix and two kinds: the kind is not known before the length is.
    if (found.some((one) => one.kind !== found[0]?.kind)) return { ...found[0], kind: 'unknown' };
    return found[0];
  }
  return undefined;
}
