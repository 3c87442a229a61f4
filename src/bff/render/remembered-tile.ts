import type { CardTile } from '../../protocol/card.ts';
import type { ChannelTile } from '../../protocol/step.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import { hasTried } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';

/** The card used last, one press away. Its code is typed on the TV, so it needs what card entry needs. */
export function rememberedTile(
  payment: Payment,
  tiles: readonly ChannelTile[],
  words: ServerWords,
  card: CardTile | undefined,
): ChannelTile[] {
  const way = tiles.find((tile) => tile.types_card && !tile.down);
  if (!way || !card || hasTried(payment)) return [];
  const bank = card.bank || way.name;
  const name = words.card_tile.replace('{bank}', bank).replace('{kind}', card.kind_text).replace('{tail}', card.tail);
  return [{ channel: way.channel, types_card: true, card, name, tag: words.last_used }];
}
