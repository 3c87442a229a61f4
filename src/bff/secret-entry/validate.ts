/** Reads what was typed of a card: secrets, or the one word about what is not right. The page has said it before; this counts. */
import type { CardSecrets } from '../../channels/port.ts';
import { CARD_LENGTHS } from '../../protocol/card.ts';
import type { CardElement } from '../../protocol/card.ts';
import { Secret } from '../../protocol/secret.ts';
import { beijing } from '../../protocol/world.ts';
import type { CardNote } from '../payments/payment.ts';

export type Reading = { fields: CardSecrets } | { note: CardNote; field: CardElement };

/** Luhn is not asked: a published test card fails it, and so do some real ones. */
export function isPan(text: unknown): text is string {
  return typeof text === 'string' && /^\d+$/.test(text) && text.length >= CARD_LENGTHS.pan_min && text.length <= CARD_LENGTHS.pan_max;
}

export function isCode(text: unknown): text is string {
  return typeof text === 'string' && /^\d{6}$/.test(text);
}

export function readFields(need: readonly CardElement[], typed: { [name: string]: unknown }, now_ms: number): Reading {
  const fields: CardSecrets = {};
  for (const field of need) {
    const value = typed[field];
    const note = typeof value === 'string' ? wrong(field, value, now_ms) : NOTE[field];
    if (note) return { note, field };
    fields[field === 'id_last6' ? 'id' : field] = new Secret((value as string).toUpperCase());
  }
  return { fields };
}

const NOTE: { readonly [field in CardElement]: CardNote } = {
  phone: 'note_phone',
  id: 'note_id',
  id_last6: 'note_id_last6',
  expiry: 'note_expiry',
  cvn2: 'note_cvn2',
  pin: 'note_pin',
};

const SHAPE: { readonly [field in CardElement]: RegExp } = {
  phone: /^1\d{10}$/,
  id: /^(\d{15}|\d{17}[\dXx])$/,
  id_last6: /^\d{5}[\dXx]$/,
  expiry: /^(0[1-9]|1[0-2])\d{2}$/,
  cvn2: /^\d{3}$/,
  pin: /^\d{6}$/,
};

function wrong(field: CardElement, value: string, now_ms: number): CardNote | undefined {
  if (!SHAPE[field].test(value)) return NOTE[field];
  if (field === 'id' && !isId(value)) return 'note_id';
  if (field === 'expiry' && isPast(value, now_ms)) return 'note_expired';
  return undefined;
}

/** Mainland ID: GB 11643, weights 2^(17-i) mod 11; the 15-digit numbers of before 1999 carry no check digit. */
function isId(value: string): boolean {
  if (value.length === 15) return true;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(value[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === value[17]?.toUpperCase();
}

/** MMYY: good until the end of that month, Beijing time. */
function isPast(value: string, now_ms: number): boolean {
  const today = beijing(now_ms);
  const now = today.slice(2, 4) + today.slice(5, 7);
  return value.slice(2) + value.slice(0, 2) < now;
}
