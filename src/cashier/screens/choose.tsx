import type { ChannelTile } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Control, Dialog, Screen, ScreenProps, StepOf } from '../contract.ts';
import { drawingOf, ONE_CODE_PX } from '../canvas-sizes.ts';
import { cancelControl, helpControl } from '../parts/controls.tsx';
import { Price, Summary } from '../parts/lines.tsx';
import { Qr } from '../parts/qr.tsx';
import { askLeave } from './common.ts';
import { elderBox, pairs, tileBox, tileControl, tileId, tileRows } from './tile.tsx';

type Choose = StepOf<'choose'>;
type Props = ScreenProps<Choose>;

const WAYS = 'ways';
const OTHER: Control = { id: 'other-ways', act: { kind: 'open', dialog: WAYS }, place: 'button elder-other', label: 'button_other_ways' };

/** The ways to pay, the last used first. */
export const choose: Screen<Choose> = {
  draw: ({ step, words, boot }) => {
    const { order, qr, note } = step;
    return (
      <div>
        {order ? (
          <div>
            <div class="at order-title head line">{order.subject}</div>
            <div class={'at order-line hint line ' + (note ? 'warn' : 'quiet')}>
              {note ||
                [
                  order.merchant_name,
                  order.period_text || order.detail,
                  order.renewal_text,
                  order.box_tail && fill(words.box_tail, { tail: order.box_tail }),
                ]
                  .filter((one) => one)
                  .join('　')}
            </div>
            <div class="at order-sum big">{fill(words.amount, { yuan: order.amount_text })}</div>
          </div>
        ) : null}
        {qr && order && !boot.elder ? <Price order={order} words={words} /> : null}
        {qr ? (
          <div class="at paper one-code center">
            <Qr qr={qr} boot={boot} card={ONE_CODE_PX[drawingOf(boot)]} picture={boot.base + '/qr.png'} />
            <div class="code-says bold">{step.phone_pays ? words.code_paying : words.code_title + '　' + words.code_text}</div>
            <div class="wallets bold">
              {(step.wallets || []).map(({ channel, name, mark }) => (
                <span class="wallet" key={name}>
                  <span class={'mark m-' + channel} style={'background-color:' + mark.color}>
                    {mark.letter}
                  </span>
                  {name}
                </span>
              ))}
            </div>
          </div>
        ) : order ? (
          <Summary order={order} words={words} />
        ) : null}
      </div>
    );
  },
  controls: (props) => {
    const { step, words, boot } = props;
    const { channels } = step;
    if (boot.elder) return elderRows(props);
    const tiles = channels.map((tile, i) => tileControl(tile, tileBox(i, channels), words, off(tile, props)));
    return [...tileRows(channels, tiles), [helpControl('open-help'), cancelControl('cancel')]];
  },
  /** The way the server names, where it works; else the first that does. */
  initial: (props) => {
    const [first] = byUse(props);
    return first && tileId(first);
  },
  dialog: (props, name) => (name === WAYS ? waysDialog(props) : undefined),
  back: askLeave,
  help: () => ({ picture: 'remote' }),
  ok: () => 'does_pay',
  clock: 'time_order',
};

/** The reason why this way cannot be taken now. */
function off(tile: ChannelTile, { words, entry_script }: Props): string | undefined {
  return tile.down || (tile.types_card && entry_script === 'never' ? words.card_no_crypto : undefined);
}

/** Ways that work, the one to begin with first; then those that do not. Where wallets have the code beside the ways, a card is begun with. */
function byUse(props: Props): ChannelTile[] {
  const { channels, focus, qr } = props.step;
  const first = (tile: ChannelTile): boolean | undefined => (focus ? tileId(tile) === focus : qr && tile.types_card);
  const rank = (tile: ChannelTile): number => (off(tile, props) ? 2 : first(tile) ? 0 : 1);
  return [0, 1, 2].reduce<ChannelTile[]>((all, at) => all.concat(channels.filter((tile) => rank(tile) === at)), []);
}

/** One way, the others behind one button, and the way out. */
function elderRows(props: Props): Control[][] {
  const [first, ...rest] = byUse(props);
  const out = cancelControl(rest.length ? 'elder-cancel' : 'elder-alone', 'button_not_paying');
  return [...(first ? [[tileControl(first, 'elder-first', props.words, off(first, props))]] : []), rest.length ? [OTHER, out] : [out]];
}

function waysDialog(props: Props): Dialog {
  const rest = byUse(props).slice(1);
  const tiles = rest.map((tile, i) => tileControl(tile, elderBox(i, rest.length), props.words, off(tile, props)));
  return {
    controls: pairs(tiles, rest.length > 3 ? 2 : 1),
    draw: (drawn) => (
      <div class="shade">
        <div class="mid ways-title head">{props.words.choose_title}</div>
        {drawn}
      </div>
    ),
  };
}
