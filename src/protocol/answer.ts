/** What the viewer's page may say to the BFF. It never says what was paid: it asks. */
import type { BankMethod } from './bank.ts';
import type { CardElement } from './card.ts';

export type Answer =
  /** `card`: pay with this remembered card. */
  | { kind: 'choose'; channel: string; card?: string }
  /** 已完成支付: ask the channel now (at most once in 3 s). */
  | { kind: 'ask-paid' }
  /** 换个方式: the shown code goes to closing, back to choose. */
  | { kind: 'change' }
  /** 换一个码: a new attempt on the same channel. */
  | { kind: 'new-code' }
  /** On refused/unavailable: do the recommended next step. */
  | { kind: 'retry' }
  /** To the recent cards. */
  | { kind: 'cards' }
  /** To the card number, emptied of the card before; a code that waits is given up. */
  | { kind: 'other-card' }
  /** Back to the check of the same card; a code that waits is given up. */
  | { kind: 'recheck' }
  /** Forget a remembered card. */
  | { kind: 'forget-card'; card: string }
  /** The page no longer has what was typed (reload, power): start again at the card. */
  | { kind: 'card-lost' }
  /** 允许这部手机输入: the phone that asks may be the keypad of what is typed now. */
  | { kind: 'admit-phone' }
  /** 改用遥控器: the phone is no keypad any more. */
  | { kind: 'use-remote' }
  /** 请家长同意: the viewer's bound phone is asked instead of the password. */
  | { kind: 'ask-consent' }
  /** 用短信验证码: the remembered card's own code instead of the payment password. */
  | { kind: 'by-sms' }
  /** Confirmed "leave the cashier". The order stays open. */
  | { kind: 'leave' };

/** What was typed of a card. Sealed, always; the page sends all of it each time. */
export interface TypedCard {
  /** Digits only; absent for a remembered card. */
  pan?: string;
  /** phone: digits; id: digits and X; expiry: MMYY as on the card. */
  fields: { [name in CardElement]?: string };
  /** 记住这张卡 */
  remember: boolean;
}

/** Answers with secrets: they only travel sealed (seal.ts). */
export type SecretAnswer =
  | { kind: 'card-number'; pan: string }
  | ({ kind: 'card-check' } & TypedCard)
  | ({ kind: 'sms-code'; code: string } & TypedCard)
  /** 重新发送: a new attempt with a new code. */
  | ({ kind: 'sms-again' } & TypedCard)
  /** The bank is asked for a challenge of this kind; again on its own screen: a new attempt with a new challenge. */
  | { kind: 'bank-method'; method: BankMethod; pan: string }
  | { kind: 'bank-password'; password: string }
  /** The viewer's own payment password, six digits. */
  | { kind: 'pay-password'; password: string };

/** Body of POST /c/:token/answer. An answer to another version changes nothing and gets the current step. */
export interface AnswerBody {
  version: number;
  answer: Answer;
}

/**
 * The same with secrets inside: `sealed` opens to a SecretAnswer. The reply is `{ sealed }` (the Step), or 409
 * `{ seal: "renew", step }` when it was sealed to a key that is no longer ours: seal to the step's key and send again.
 */
export interface SealedBody {
  version: number;
  key_id: string;
  /** The page's public key of this visit, base64. */
  page_key: string;
  sealed: string;
}

/** Body of POST /c/:token/bank, sealed the same way: whose card is it? `prefix` is the first 6 to 10 digits typed so far. */
export interface BankQuestion {
  prefix: string;
  /** How many digits are typed. */
  length: number;
}
