/** The tile of one way to pay on the screen `choose`. */
import type { ChannelTile } from '../../protocol/step.ts';
import type { Words } from '../../protocol/texts/words.ts';
import { boxName } from '../../tv/ui/boxes.ts';
import type { Control } from '../contract.ts';

type Tiles = readonly ChannelTile[];

/** Most ways that stand as big rows, and as full rows; more of them stand in two columns. */
const BIG_MAX = 2;
const WIDE_MAX = 3;
/** Below a remembered card: more of them stand closer together. */
const LOW_MAX = 5;

/** A channel stands once for itself, and once for each card it remembers. */
export function tileId({ channel, card }: ChannelTile): string {
  return card ? channel + ':' + card.id : channel;
}

/** The box of each way; a remembered card that stands first has a row of its own. */
export function tileBox(i: number, tiles: Tiles): string {
  const count = tiles.length;
  if (count > 1 && (tiles[0] as ChannelTile).card)
    return i ? 'narrow ' + boxName(count > LOW_MAX ? 'tile-dense' : 'tile-low', i - 1) : 'tile-card-0';
  return count > WIDE_MAX ? 'narrow ' + boxName('tile-half', i) : boxName(count > BIG_MAX ? 'tile-row' : 'tile-big', i);
}

/** In elder mode the other ways stand in a dialog, across the screen. */
export const elderBox = (i: number, count: number): string => (count > WIDE_MAX ? boxName('tile-elder-half', i) : boxName('tile-elder', i));

/** Rows as they stand. */
export function tileRows(tiles: Tiles, controls: readonly Control[]): Control[][] {
  const count = tiles.length;
  const card = count > 1 && !!(tiles[0] as ChannelTile).card;
  return pairs(controls, card || count > WIDE_MAX ? 2 : 1, card);
}

/** Rows of `columns` each; the first may stand alone. */
export function pairs(controls: readonly Control[], columns: number, alone?: boolean): Control[][] {
  const rows: Control[][] = [];
  controls.forEach((control, i) => {
    if (alone ? i < 2 || i % 2 : i % columns === 0) rows.push([control]);
    else (rows[rows.length - 1] as Control[]).push(control);
  });
  return rows;
}

/** All of a bank's ways have its mark: a channel's name up to its first dash. `why`: the reason why it cannot be taken now, shown on it. */
export function tileControl(tile: ChannelTile, box: string, words: Words, why: string | undefined): Control {
  const { channel, card, mark } = tile;
  const tag = why || [card ? words.card_tail + ' ' + card.tail : '', tile.tag].filter((one) => one).join('　');
  const colour = (of: { color: string } | undefined): string => (of && of.color && !why ? 'background-color:' + of.color : '');
  const control: Control = {
    id: tileId(tile),
    place: 'tile ' + (card ? 'is-card ' : '') + box + (why ? ' off' : ''),
    label: () => [
      card ? (
        <span class="art" style={colour(card)} />
      ) : (
        <span class={'mark m-' + channel.replace(/-.*/, '')} style={colour(mark)}>
          {mark ? mark.letter : tile.name.charAt(0)}
        </span>
      ),
      <span class={tag ? 'name lifted' : 'name'}>{card ? card.bank + ' ' + card.kind_text : tile.name}</span>,
      tag ? <span class="tag">{tag}</span> : null,
      card && !why ? <span class="pay">{words.does_pay}</span> : null,
    ],
  };
  if (!why) control.act = card ? { kind: 'choose', channel, card: card.id } : { kind: 'choose', channel };
  return control;
}
