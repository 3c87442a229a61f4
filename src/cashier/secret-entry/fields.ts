import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { STATIC_PASSWORD } from '../../protocol/bank.ts';
import { CARD_LENGTHS } from '../../protocol/card.ts';
import type { TypedCard } from '../../protocol/answer.ts';
import type { FieldId, Fields } from './entry-contract.ts';

const MOST: { readonly [id in FieldId]: number } = {
  pan: CARD_LENGTHS.pan_max,
  phone: CARD_LENGTHS.phone,
  id: CARD_LENGTHS.id,
  id_last6: CARD_LENGTHS.id_last6,
  expiry: CARD_LENGTHS.expiry,
  cvn2: CARD_LENGTHS.cvn2,
  pin: CARD_LENGTHS.pin,
  code: CARD_LENGTHS.code,
  password: STATIC_PASSWORD.max,
  pass: CARD_LENGTHS.pass,
};
const IDS = Object.keys(MOST) as FieldId[];

/** Fields with the method that only the entry calls. */
export interface FieldStore extends Fields {
  /** Empties all, then fills in `known`. */
  reset(known?: TypedCard, pan?: string): void;
}

/** An X stands only at the end of an ID number. */
function fits(id: FieldId, text: string, char: string): boolean {
  if (text.length >= MOST[id]) return false;
  if (id === 'password') return /^[0-9A-Za-z]$/.test(char);
  return /^\d$/.test(char) || (char === 'X' && (id === 'id' || id === 'id_last6') && text.length === MOST[id] - 1);
}

export function createFields(): FieldStore {
  const texts = {} as { [id in FieldId]: Signal<string> };
  for (const id of IDS) texts[id] = signal('');
  const remember = signal(false);
  return {
    of: (id) => texts[id],
    add(id, char) {
      const field = texts[id];
      if (!fits(id, field.peek(), char)) return false;
      field.value += char;
      return true;
    },
    remove(id) {
      const field = texts[id];
      if (!field.peek()) return false;
      field.value = field.peek().slice(0, -1);
      return true;
    },
    clear(id) {
      texts[id].value = '';
    },
    full: (id) => texts[id].value.length === MOST[id],
    remember,
    setRemember(yes) {
      remember.value = yes;
    },
    reset(known, pan) {
      for (const id of IDS)
        texts[id].value = (known && id !== 'pan' && id !== 'code' && id !== 'password' && id !== 'pass' && known.fields[id]) || '';
      texts.pan.value = pan || '';
      remember.value = !!known && known.remember;
    },
  };
}
