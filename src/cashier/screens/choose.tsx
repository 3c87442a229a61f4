import type { ChannelTile, Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';
import { HELP } from '../controls.ts';
import type { Cashier } from '../controller.ts';
import { Button } from '../parts/button.tsx';
import { HelpButton } from '../parts/help.tsx';
import { Qr } from '../parts/qr.tsx';
import type { Act, EntryScript, Choice, Screen, StepOf, View } from '../contract.ts';

/** How many ways fit as big rows, and as full rows; more of them stand in two columns. */
const BIG_MAX = 2;
const WIDE_MAX = 3;
/** Letters of a card's name on one line of a whole row; Chinese names are shorter and fit. */
const LINE_MAX = 26;

/** The letter on a way's mark, and its colour; a way this page does not know wears the first letter of its name. */
const MARKS: { readonly [channel: string]: readonly [letter: string, look: string] | undefined } = {
  wechat: ['微', 'wechat'],
  alipay: ['支', 'alipay'],
  unionpay: ['银', 'unionpay'],
};

/** Which way to pay? The last used first. */
export const choose: Screen<StepOf<'choose'>> = {
  draw: ({ step, words, boot, entry_script }, on) => (
    <div>
      {step.order ? <What order={step.order} words={words} /> : null}
      {step.channels.map((tile, i) => (
        <Tile key={idOf(tile)} on={on} tile={tile} off={off(tile, words, entry_script)} at={place(i, step.channels, boot.elder)} />
      ))}
      {step.note ? <div class="at note warn line">{step.note}</div> : null}
      {boot.elder ? null : step.qr ? (
        <Qr qr={step.qr} size={boot.size} picture={boot.base + '/qr.png'} alt={words.qr_alt} />
      ) : step.order ? (
        <Summary order={step.order} words={words} />
      ) : null}
      <HelpButton on={on} at={boot.elder ? 'help-elder' : 'open-help'} />
    </div>
  ),
  rows: ({ step, boot, words, entry_script }) => {
    const rows: Choice[][] = [];
    step.channels.forEach((tile, i) => {
      const id = idOf(tile);
      const choice: Choice = off(tile, words, entry_script) ? { id } : { id, act: chosen(tile) };
      if (cell(i, step.channels) % 2) (rows[rows.length - 1] as Choice[]).push(choice);
      else rows.push([choice]);
    });
    // Above the ways where they take the whole width, below where there is room beside them.
    return boot.elder ? [[HELP], ...rows] : [...rows, [HELP]];
  },
  initial: opensOn,
  back: () => ({ kind: 'ask-leave' }),
  help: () => 'remote',
  ok: 'does_pay',
  ribbon: ({ words }) => words.choose_title,
  clock: 'time_order',
};

/** What the server says, where it works; else the first that does. */
function opensOn(step: StepOf<'choose'>, { words, entry_script }: View<unknown>): string | undefined {
  const up = step.channels.filter((tile) => !off(tile, words, entry_script)).map(idOf);
  return step.focus !== undefined && up.indexOf(step.focus) >= 0 ? step.focus : up[0];
}

/** A channel stands once for itself, and once for each card it remembers. */
function idOf({ channel, card }: ChannelTile): string {
  return card ? channel + ':' + card.id : channel;
}

function chosen({ channel, card }: ChannelTile): Act {
  return card ? { kind: 'choose', channel, card: card.id } : { kind: 'choose', channel };
}

/** Why this way cannot be taken now. */
function off(tile: ChannelTile, words: Words, entry_script: EntryScript): string | undefined {
  return tile.down || (tile.types_card && entry_script === 'never' ? words.card_no_crypto : undefined);
}

/** Which half of the two columns; even ones begin a row. A card's long name takes a whole row. */
function cell(i: number, tiles: readonly ChannelTile[]): number {
  if (tiles.length <= WIDE_MAX) return 2 * i;
  return i && (tiles[0] as ChannelTile).card ? i + 1 : i;
}

function place(i: number, tiles: readonly ChannelTile[], elder: boolean): string {
  const at = cell(i, tiles);
  if (tiles.length > WIDE_MAX && (i || !(tiles[0] as ChannelTile).card)) return (elder ? 'narrow g' : 'narrow n') + at;
  return (elder ? 'e' : tiles.length > BIG_MAX ? 'w' : 'b') + at / 2;
}

function What({ order, words }: { order: NonNullable<Step['order']>; words: Words }) {
  const { merchant_name, subject } = order;
  return (
    <div>
      <div class="at what line">{merchant_name ? merchant_name + ' · ' + subject : subject}</div>
      <div class="at sum big">{fill(words.amount, { yuan: order.amount_text })}</div>
    </div>
  );
}

function Tile({ on, tile, at, off: why }: { on: Cashier; tile: ChannelTile; at: string; off: string | undefined }) {
  const { card } = tile;
  const [letter, look] = MARKS[tile.channel] || [tile.name.charAt(0), 'other'];
  // A card's name and number stand below one another where one line is too short.
  const two = card && !why && (on.boot.size === 'sd' || tile.name.length > LINE_MAX);
  const tail = two ? on.boot.words.card_tail + ' ' + card.tail : '';
  const tag = why || (tail && tile.tag ? tail + ' · ' + tile.tag : tail || tile.tag);
  return (
    <Button on={on} id={idOf(tile)} at={'tile ' + (card && (two || why) ? 'narrow ' : '') + at + (why ? ' down' : '')}>
      {card && card.mark ? (
        <span class="mark" style={why ? '' : 'background:' + card.color}>
          {card.mark}
        </span>
      ) : (
        <span class={'mark ' + look}>{letter}</span>
      )}
      <span class={tag ? 'name lifted' : 'name'}>{two ? card.bank + ' ' + card.kind_text : tile.name}</span>
      {tag ? <span class="tag">{tag}</span> : null}
    </Button>
  );
}

/** Stands where one code for both wallets will. */
function Summary({ order, words }: { order: NonNullable<Step['order']>; words: Words }) {
  const rows = [
    [words.order_merchant, order.merchant_name],
    [words.order_goods, order.subject],
    [words.order_detail, order.detail],
  ];
  return (
    <div class="at side panel">
      <div>{words.order_title}</div>
      {rows.map(([label, value]) =>
        value ? (
          <div class="row" key={label}>
            <div class="quiet">{label}</div>
            <div class="value">{value}</div>
          </div>
        ) : null,
      )}
    </div>
  );
}
