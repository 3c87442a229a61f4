/** The footer's entries, worked out from the controls themselves so that they never say anything else. */
import type { Words } from '../protocol/texts/words.ts';
import type { Act, Hint } from './contract.ts';

/** An act of Back that is also OK's has no entry: it is not said twice. */
const BACK: { readonly [kind in Act['kind']]?: keyof Words } = {
  change: 'does_change',
  'ask-leave': 'does_leave',
  history: 'does_leave',
  stay: 'does_close',
  // The question whether to: Back says no.
  leave: 'does_stay',
  cards: 'does_back',
  'other-card': 'does_back',
  recheck: 'does_back',
  'use-remote': 'does_back',
};

export function keyHints(
  rows: readonly (readonly unknown[])[],
  back: Act,
  ok?: keyof Words,
  help?: boolean,
  first: readonly Hint[] = [],
): Hint[] {
  const hints: Hint[] = first.slice();
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  const does = BACK[back.kind];
  // Where digits are typed there is no room to say that arrows move.
  if (count > 1 && !first.length)
    hints.push([rows.length === 1 ? 'key_left_right' : rows.length === count ? 'key_up_down' : 'key_arrows', 'does_move']);
  if (count > 0) hints.push(['key_ok', ok || (does ? 'does_ok' : 'does_return')]);
  if (does) hints.push(['key_back', does]);
  if (help) hints.push(['key_blue', 'does_help']);
  return hints;
}
