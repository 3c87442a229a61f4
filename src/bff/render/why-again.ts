/** Why a remembered card is asked for again. */
import type { ServerWords } from '../../protocol/texts/words.ts';

export function whyAgain(need: readonly string[], words: ServerWords): string {
  return need.includes('cvn2') || need.includes('expiry') ? words.card_why_again : words.card_why_id_again;
}
