/** How typed digits are grouped on the screen. */
import type { FieldId } from './kit.ts';

const GROUPS: { readonly [id in FieldId]?: readonly number[] } = {
  pan: [4, 4, 4, 4, 3],
  phone: [3, 4, 4],
  id: [6, 4, 4, 4],
};

/** Cards in fours, phones 3-4-4, ID numbers 6-4-4-4, expiry as it stands on the card. */
export function grouped(id: FieldId, text: string): string {
  if (id === 'expiry') return text.length > 2 ? text.slice(0, 2) + ' / ' + text.slice(2) : text;
  const groups = GROUPS[id];
  if (!groups) return text;
  const parts: string[] = [];
  let from = 0;
  for (const length of groups) {
    if (from < text.length) parts.push(text.slice(from, from + length));
    from += length;
  }
  return parts.join(' ');
}

/** What nobody in the room should read over the shoulder; as many dots as digits. */
export function shown(id: FieldId, text: string): string {
  return id === 'cvn2' || id === 'pin' ? text.replace(/./g, '●') : grouped(id, text);
}
