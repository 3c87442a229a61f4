/** The help of each field: a picture with numbers at the places, and its sentences. */
import type { Words } from '../../protocol/texts/words.ts';
import type { FieldId } from './entry-contract.ts';

/** Without a word in them: public/help, three sizes each. One for each field. */
export const CARD_PICTURES = ['pan', 'phone', 'id', 'id_last6', 'expiry', 'cvn2', 'pin', 'code'] as const satisfies readonly FieldId[];
export type CardPicture = (typeof CARD_PICTURES)[number];

/** One for each way to prove oneself to a bank that has words of its own; an SMS code's is that of cards. */
export const BANK_PICTURES = ['bank_static', 'bank_coordinates', 'bank_token'] as const;
export type BankPicture = (typeof BANK_PICTURES)[number];

/** The first line of the text is its title. */
export function fieldHelp(id: CardPicture | BankPicture, words: Words): { title: string; lines: readonly string[] } {
  const lines = words[`help_${id}`].split('\n');
  return { title: lines[0] as string, lines: lines.slice(1) };
}
