/** The four screens on which a card is typed. */
import type { CardScreens, Desk } from '../kit.ts';
import { cardCheck } from './check.tsx';
import { cardList } from './list.tsx';
import { cardNumber } from './number.tsx';
import { smsCode } from './sms.tsx';

/** `today` is the box's clock, which may be wrong: hints only. */
export function cardScreens(desk: Desk, today: () => Date = () => new Date()): CardScreens {
  return { 'card-list': cardList, 'card-number': cardNumber(desk), 'card-check': cardCheck(desk, today), 'sms-code': smsCode(desk) };
}
