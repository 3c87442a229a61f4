/** The screens on which a card or a password is typed. */
import type { CardScreens, Entry } from '../entry-contract.ts';
import { bankMethod } from './bank-method.tsx';
import { bankPassword } from './bank-password.tsx';
import { byPhone } from './by-phone.tsx';
import { cardCheck } from './card-check.tsx';
import { cardList } from './card-list.tsx';
import { cardNumber } from './card-number.tsx';
import { payPassword } from './pay-password.tsx';
import { smsCode } from './sms-code.tsx';

/** `today` is the box's clock, which may be wrong: hints only. */
export function cardScreens(entry: Entry, today: () => Date = () => new Date()): CardScreens {
  return {
    'card-list': cardList,
    'card-number': byPhone(cardNumber(entry)),
    'card-check': byPhone(cardCheck(entry, today)),
    'sms-code': byPhone(smsCode(entry)),
    'bank-method': bankMethod(entry),
    'bank-password': bankPassword(entry),
    'pay-password': payPassword(entry),
  };
}
