/** What was typed: in this page's memory alone, as strings that nothing writes down. */
import type { SecretAnswer, TypedCard } from '../../protocol/answer.ts';
import { CARD_LENGTHS } from '../../protocol/card.ts';
import type { CardElement } from '../../protocol/card.ts';
import { isRight } from '../../protocol/card-hints.ts';
import type { KeypadAsk, KeypadField } from '../../protocol/keypad.ts';

const MOST: { readonly [field in KeypadField]: number } = { ...CARD_LENGTHS, pan: CARD_LENGTHS.pan_max };

export const mostOf = (field: KeypadField): number => MOST[field];

export interface Memory {
  of(field: KeypadField): string;
  /** False: it does not fit there. */
  add(field: KeypadField, char: string): boolean;
  remove(field: KeypadField): void;
  set(field: KeypadField, text: string): void;
  /** As far as this page can say. */
  isWhole(field: KeypadField): boolean;
  firstOpen(ask: KeypadAsk): KeypadField | undefined;
  remember: boolean;
  /** Another question: what belongs to the former card goes. */
  asked(ask: KeypadAsk): void;
  /** It cannot answer: another page typed the card. */
  lacks(ask: KeypadAsk): boolean;
  answer(ask: KeypadAsk): SecretAnswer;
  again(): SecretAnswer;
  wipe(): void;
}

function fits(field: KeypadField, text: string, char: string): boolean {
  if (text.length >= MOST[field]) return false;
  return /^\d$/.test(char) || (char === 'X' && (field === 'id' || field === 'id_last6') && text.length === MOST[field] - 1);
}

export function createMemory(): Memory {
  let texts: { [field in KeypadField]?: string } = {};
  /** The card as its code was asked for, and its last digits. */
  let sent: TypedCard | undefined;
  let sent_tail = '';
  let version = -1;

  const of = (field: KeypadField): string => texts[field] || '';
  const panFits = ({ tail }: KeypadAsk): boolean => of('pan') !== '' && of('pan').slice(-4) === tail;

  function typed(ask: KeypadAsk): TypedCard {
    const made: TypedCard = { fields: {}, remember: ask.can_remember === true && self.remember };
    if (ask.needs_pan) made.pan = of('pan');
    for (const field of ask.fields) made.fields[field as CardElement] = of(field);
    return made;
  }

  const self: Memory = {
    remember: false,
    of,
    add(field, char) {
      if (!fits(field, of(field), char)) return false;
      texts[field] = of(field) + char;
      return true;
    },
    remove: (field) => void (texts[field] = of(field).slice(0, -1)),
    set: (field, text) => void (texts[field] = text),
    isWhole(field) {
      if (field === 'pan') return of('pan').length >= CARD_LENGTHS.pan_min;
      return field === 'code' ? of('code').length === CARD_LENGTHS.code : isRight(field, of(field));
    },
    firstOpen: ({ fields }) => fields.find((field) => !self.isWhole(field)),
    asked(ask) {
      if (ask.version === version) return;
      version = ask.version;
      delete texts.code;
      if (ask.kind !== 'card-number') return;
      texts = { pan: of('pan') };
      self.remember = false;
      sent = undefined;
    },
    lacks(ask) {
      if (ask.needs_pan && !panFits(ask)) return true;
      return ask.needs_typed === true && !(sent && sent_tail === ask.tail);
    },
    answer(ask) {
      if (ask.kind === 'card-number') return { kind: 'card-number', pan: of('pan') };
      if (ask.kind === 'sms-code') return { kind: 'sms-code', code: of('code'), ...(sent || { fields: {}, remember: false }) };
      sent = typed(ask);
      sent_tail = ask.tail || '';
      return { kind: 'card-check', ...sent };
    },
    again: () => ({ kind: 'sms-again', ...(sent || { fields: {}, remember: false }) }),
    wipe() {
      texts = {};
      sent = undefined;
      self.remember = false;
    },
  };
  return self;
}
