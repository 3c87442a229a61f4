/** The tile of one way to pay on the screen `choose`. */
import type { Boot } from '../../protocol/boot.ts';
import type { ChannelTile } from '../../protocol/step.ts';
import { boxName } from '../../tv/ui/boxes.ts';
import type { Control } from '../contract.ts';

type Tiles = readonly ChannelTile[];

/** Most ways that stand as big rows, and as full rows; more of them stand in two columns. */
const BIG_MAX = 2;
const WIDE_MAX = 3;
/** Letters of a card's name on one line of a whole row; Chinese names are shorter and fit. */
const LINE_MAX = 26;

/** A channel stands once for itself, and once for each card it remembers. */
export function tileId({ channel, card }: ChannelTile): string {
  return card ? channel + ':' + card.id : channel;
}

/** Index of its half of two columns; even ones begin a row. A card's long name takes a whole row. */
export function columnOf(i: number, tiles: Tiles): number {
  if (tiles.length <= WIDE_MAX) return 2 * i;
  return i && (tiles[0] as ChannelTile).card ? i + 1 : i;
}

function boxOf(i: number, tiles: Tiles, elder: boolean): string {
  const column = columnOf(i, tiles);
  if (tiles.length > WIDE_MAX && (i || !(tiles[0] as ChannelTile).card))
    return 'narrow ' + boxName(elder ? 'tile-elder-half' : 'tile-half', column);
  return boxName(elder ? 'tile-elder' : tiles.length > BIG_MAX ? 'tile-row' : 'tile-big', column / 2);
}

/** `why`: the reason why it cannot be taken now, shown on it. */
export function tileControl(tile: ChannelTile, i: number, tiles: Tiles, { words, size, elder }: Boot, why: string | undefined): Control {
  const { channel, card } = tile;
  // A card's own mark, the way's, or the first letter of its name.
  const mark = card && card.mark ? { letter: card.mark, color: card.color } : tile.mark;
  // A card's name and number stand below one another where one line is too short.
  const two = card && !why && (size === 'sd' || tile.name.length > LINE_MAX);
  const tail = two ? words.card_tail + ' ' + card.tail : '';
  const tag = why || (tail && tile.tag ? tail + ' · ' + tile.tag : tail || tile.tag);
  const control: Control = {
    id: tileId(tile),
    place: 'tile ' + (card && (two || why) ? 'narrow ' : '') + boxOf(i, tiles, elder) + (why ? ' down' : ''),
    label: () => [
      <span class="mark" style={mark && !why ? 'background:' + mark.color : ''}>
        {mark ? mark.letter : tile.name.charAt(0)}
      </span>,
      <span class={tag ? 'name lifted' : 'name'}>{two ? card.bank + ' ' + card.kind_text : tile.name}</span>,
      tag ? <span class="tag">{tag}</span> : null,
    ],
  };
  if (!why) control.act = card ? { kind: 'choose', channel, card: card.id } : { kind: 'choose', channel };
  return control;
}
