/** What the help shows for each field: a picture with an arrow to the place, and its sentences. */
import type { Words } from '../../protocol/texts/words.ts';
import type { FieldId } from './kit.ts';

/** Without a word in them: public/help, three sizes each. */
export const CARD_PICTURES = ['card-front', 'card-expiry', 'card-back', 'id-card', 'card-phone', 'sms'] as const;
export type CardPicture = (typeof CARD_PICTURES)[number];

type HelpText = 'help_pan' | 'help_phone' | 'help_id' | 'help_id_last6' | 'help_expiry' | 'help_cvn2' | 'help_pin' | 'help_code';

const HELP: { readonly [id in FieldId]: readonly [CardPicture, HelpText] } = {
  pan: ['card-front', 'help_pan'],
  phone: ['card-phone', 'help_phone'],
  id: ['id-card', 'help_id'],
  id_last6: ['id-card', 'help_id_last6'],
  expiry: ['card-expiry', 'help_expiry'],
  cvn2: ['card-back', 'help_cvn2'],
  pin: ['card-front', 'help_pin'],
  code: ['sms', 'help_code'],
};

/** The first line of the text is its title. */
export function fieldHelp(id: FieldId, words: Words): { picture: CardPicture; title: string; lines: readonly string[] } {
  const [picture, text] = HELP[id];
  const [title = '', ...lines] = words[text].split('\n');
  return { picture, title, lines };
}
