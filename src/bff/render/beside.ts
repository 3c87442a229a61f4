/** What a step shows beside its payment. */
import type { CardTile } from '../../protocol/card.ts';
import type { HidesCode } from '../payments/guarding.ts';

/** `cards`: the viewer's remembered ones, where `showsCards` says so; `hides_code`: why no phone may begin to pay; `can_ask`: a parent's phone can be asked instead; `reset_ms`: the password was reset then, which this box has not said yet. */
export interface Beside {
  cards: readonly CardTile[];
  hides_code?: HidesCode;
  can_ask: boolean;
  reset_ms?: number;
}
export const NOTHING_BESIDE: Beside = { cards: [], can_ask: false };
