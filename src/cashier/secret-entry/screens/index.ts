/** The four screens on which a card is typed. */
import type { CardScreens, Entry } from '../entry-contract.ts';
import { cardCheck } from './card-check.tsx';
import { cardList } from './card-list.tsx';
import { cardNumber } from './card-number.tsx';
import { smsCode } from './sms-code.tsx';

/** `today` is the box's clock, which may be wrong: hints only. */
export function cardScreens(entry: Entry, today: () => Date = () => new Date()): CardScreens {
  return { 'card-list': cardList, 'card-number': cardNumber(entry), 'card-check': cardCheck(entry, today), 'sms-code': smsCode(entry) };
}
