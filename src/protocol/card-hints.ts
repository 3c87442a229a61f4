/** Hints about a field while it is typed. The BFF decides. */
import { CARD_LENGTHS } from './card.ts';
import type { CardElement } from './card.ts';

/** Mod 10 (ISO 7812). A hint only: a published test card fails it, and so do some real ones. */
export function luhn(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = Number(text.charAt(text.length - 1 - i));
    const twice = digit * 2;
    sum += i % 2 ? (twice > 9 ? twice - 9 : twice) : digit;
  }
  return sum % 10 === 0;
}

/** Cards of mainland banks have 16 to 19 digits; shorter ones are few and not judged. */
const JUDGED_MIN = 16;

/** Worth a second look once the viewer says that the number is complete; before that any number looks wrong. */
export function looksMistyped(pan: string): boolean {
  return pan.length >= JUDGED_MIN && !luhn(pan);
}

export function isLongEnough(pan: string): boolean {
  return pan.length >= CARD_LENGTHS.pan_min;
}

const WEIGHTS: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643; numbers of 15 digits are from before 1999 and have no check digit. */
export function isId(text: string): boolean {
  if (/^\d{15}$/.test(text)) return true;
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = WEIGHTS.reduce((all, weight, i) => all + weight * Number(text.charAt(i)), 0);
  return '10X98765432'.charAt(sum % 11) === text.charAt(17);
}

const SHAPES: { readonly [id in CardElement]: RegExp } = {
  phone: /^1\d{10}$/,
  id: /^(\d{15}|\d{17}[\dX])$/,
  id_last6: /^\d{5}[\dX]$/,
  expiry: /^(0[1-9]|1[0-2])\d\d$/,
  cvn2: /^\d{3}$/,
  pin: /^\d{6}$/,
};

export function isRight(id: CardElement, text: string): boolean {
  return id === 'id' ? isId(text) : SHAPES[id].test(text);
}

/** Wrong already, however it goes on: worth saying before the field is full. */
export function isHopeless(id: CardElement, text: string): boolean {
  if (text.length === CARD_LENGTHS[id]) return !isRight(id, text);
  if (id === 'phone') return text.length > 0 && text.charAt(0) !== '1';
  return id === 'expiry' && text.length > 0 && !/^(0$|1$|0[1-9]|1[0-2])/.test(text);
}

/** Years in which a box's clock can be right; others start in 1970 or at their maker's. */
const CLOCK_YEARS = [2026, 2060] as const;

/** MMYY against the box's own clock, a month's grace: a hint and never a lock, because many boxes have a wrong clock. */
export function looksExpired(expiry: string, today: Date): boolean {
  if (!isRight('expiry', expiry)) return false;
  const year = today.getFullYear();
  if (year < CLOCK_YEARS[0] || year > CLOCK_YEARS[1]) return false;
  const months = (2000 + Number(expiry.slice(2))) * 12 + Number(expiry.slice(0, 2));
  return months + 1 < year * 12 + today.getMonth() + 1;
}
