/** Which questions a phone may be the keypad of. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { CardElement } from '../../protocol/card.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';

export const KeypadSettings = Type.Object(
  {
    enabled: Type.Boolean({ default: true }),
    /** Secrets that may be typed on a phone as well. Source: THREATS.md. */
    secrets: Type.Array(Type.Union([Type.Literal('cvn2'), Type.Literal('pin')]), { uniqueItems: true, default: [] }),
  },
  { additionalProperties: false, default: {} },
);
export type KeypadSettings = Static<typeof KeypadSettings>;

/** Never on a phone unless the settings say so: with these a number alone is money. */
const GUARDED: ReadonlySet<CardElement> = new Set<CardElement>(['cvn2', 'pin']);

/** What is asked now can be typed on a phone. `isCard`: the channel of a card's number is one of cards, not of accounts. */
export function canBePhone(settings: KeypadSettings, question: Question, isCard: (channel: string) => boolean): boolean {
  if (!settings.enabled) return false;
  switch (question.kind) {
    case 'card-number':
      return isCard(question.channel);
    case 'card-check':
      return question.need.every((one) => !GUARDED.has(one) || settings.secrets.some((allowed) => allowed === one));
    case 'sms-code':
      return true;
    default:
      return false;
  }
}

/** A phone that comes to this question has all that it needs: nothing that was typed on the TV before. */
export function canJoin(question: Question, { attempts }: Pick<Payment, 'attempts'>): boolean {
  if (question.kind === 'card-check') return question.card_id !== undefined;
  if (question.kind !== 'sms-code') return true;
  const attempt = attempts[question.attempt - 1];
  return attempt?.kind === 'card' && attempt.card.card_id !== undefined && attempt.card.need.length === 0;
}
