/** A card as it may be shown, in one language. */
import type { CardFace, CardKind } from '../../protocol/card.ts';
import type { Lang } from '../../protocol/order.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import { shownBank } from './banks.ts';
import { lookUp } from './bins.ts';

/** What is kept of a card: no language, nothing that could pay. */
export interface CardFacts {
  bank: string;
  bank_name: string;
  kind: CardKind;
  tail: string;
}

export function factsOf(pan: string): CardFacts {
  const bin = lookUp(pan, pan.length);
  return { bank: bin?.bank ?? '', bank_name: bin?.bank_name ?? '', kind: bin?.kind ?? 'unknown', tail: pan.slice(-4) };
}

export function faceOf(facts: CardFacts, lang: Lang): CardFace {
  const words = TEXTS[lang].server;
  const shown = facts.bank_name ? shownBank(facts.bank, facts.bank_name, lang) : { bank: '', mark: '', color: '' };
  return { ...shown, kind: facts.kind, kind_text: words[`card_${facts.kind}`], tail: facts.tail };
}

/** While the number is still being typed; null where nothing is known. `length` is what is typed so far. */
export function faceOfPrefix(prefix: string, lang: Lang, length: number): CardFace | null {
  const bin = lookUp(prefix, length >= 16 ? length : undefined);
  if (!bin) return null;
  return faceOf({ bank: bin.bank, bank_name: bin.bank_name, kind: bin.kind, tail: '' }, lang);
}
