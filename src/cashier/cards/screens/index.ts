/** The four screens on which a card is typed. Until they are drawn: the calm word of the first script. */
import { cardsComing } from '../../screens/cards-coming.ts';
import type { CardScreens, Desk } from '../kit.ts';

export function cardScreens(_desk: Desk): CardScreens {
  return { 'card-list': cardsComing, 'card-number': cardsComing, 'card-check': cardsComing, 'sms-code': cardsComing };
}
