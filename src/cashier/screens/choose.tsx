import type { ChannelTile, Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';
import type { Control, Screen, ScreenProps, StepOf } from '../contract.ts';
import { helpControl } from '../parts/help.tsx';
import { Qr } from '../parts/qr.tsx';
import { askLeave } from './common.ts';
import { columnOf, tileControl, tileId } from './tile.tsx';

type Choose = StepOf<'choose'>;

/** The ways to pay, the last used first. */
export const choose: Screen<Choose> = {
  draw: ({ step, words, boot }) => (
    <div>
      {step.order ? <OrderLine order={step.order} words={words} /> : null}
      {step.note ? <div class="at note warn line">{step.note}</div> : null}
      {boot.elder ? null : step.qr ? (
        <Qr qr={step.qr} size={boot.size} picture={boot.base + '/qr.png'} alt={words.qr_alt} />
      ) : step.order ? (
        <Summary order={step.order} words={words} />
      ) : null}
    </div>
  ),
  controls: (props) => {
    const { step, boot } = props;
    const rows: Control[][] = [];
    step.channels.forEach((tile, i) => {
      const control = tileControl(tile, i, step.channels, boot, off(tile, props));
      if (columnOf(i, step.channels) % 2) (rows[rows.length - 1] as Control[]).push(control);
      else rows.push([control]);
    });
    // Above the ways where they take the whole width, below where there is room beside them.
    return boot.elder ? [[helpControl('help-elder')], ...rows] : [...rows, [helpControl('open-help')]];
  },
  /** The way the server names, where it works; else the first that does. */
  initial: (props) => {
    const { focus, channels } = props.step;
    const up = channels.filter((tile) => !off(tile, props)).map(tileId);
    return focus !== undefined && up.indexOf(focus) >= 0 ? focus : up[0];
  },
  back: askLeave,
  help: () => ({ picture: 'remote' }),
  ok: 'does_pay',
  ribbon: ({ words }) => words.choose_title,
  clock: 'time_order',
};

/** The reason why this way cannot be taken now. */
function off(tile: ChannelTile, { words, entry_script }: ScreenProps<Choose>): string | undefined {
  return tile.down || (tile.types_card && entry_script === 'never' ? words.card_no_crypto : undefined);
}

interface OrderProps {
  order: NonNullable<Step['order']>;
  words: Words;
}

function OrderLine({ order, words }: OrderProps) {
  const { merchant_name, subject } = order;
  return (
    <div>
      <div class="at order-line line">{merchant_name ? merchant_name + ' · ' + subject : subject}</div>
      <div class="at order-sum big">{fill(words.amount, { yuan: order.amount_text })}</div>
    </div>
  );
}

/** Fills the place of one code for both wallets. */
function Summary({ order, words }: OrderProps) {
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
