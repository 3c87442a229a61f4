/** What a step shows beside its payment. */
import type { CardTile } from '../../protocol/card.ts';

/** `cards`: the viewer's remembered ones, where `showsCards` says so; `is_locked`: his password comes first; `can_ask`: a parent's phone can be asked instead. */
export interface Beside {
  cards: readonly CardTile[];
  is_locked: boolean;
  can_ask: boolean;
}
export const NOTHING_BESIDE: Beside = { cards: [], is_locked: false, can_ask: false };
