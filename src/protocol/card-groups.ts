/** Typed digits as the screen shows them. */
import type { CardElement } from './card.ts';

/** `code`, `password`: not grouped. */
type FieldId = CardElement | 'pan' | 'code' | 'password' | 'pass';

const GROUPS: { readonly [id in FieldId]?: readonly number[] } = {
  pan: [4, 4, 4, 4, 3],
  phone: [3, 4, 4],
  id: [6, 4, 4, 4],
  expiry: [2, 2],
};

/** Cards in fours, phones 3-4-4, ID numbers 6-4-4-4, the expiry as month and year; never an empty group. */
export function grouped(id: FieldId, text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const length of GROUPS[id] || []) {
    if (from < text.length) parts.push(text.slice(from, from + length));
    from += length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/**
 * CVN2 and PIN as dots, but for the digit typed last, by which a slip of the thumb is seen. Once all
 * digits are there it is a dot as well. The PIN shows nothing.
 */
export function masked(id: FieldId, text: string, full: boolean): string {
  if (id !== 'cvn2' && id !== 'pin') return text;
  const open = id === 'cvn2' && !full && text ? 1 : 0;
  const hidden = text.length - open;
  return text.slice(0, hidden).replace(/./g, '●') + text.slice(hidden);
}
