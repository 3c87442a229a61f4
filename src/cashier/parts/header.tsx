import type { Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { live } from '../../tv/ui/live.ts';
import type { Cashier, Screen, ScreenProps } from '../contract.ts';

type ClockWords = 'time_order' | 'time_code';

/** The house and the screen's name at the left; the amount and the time left at the right, which take the room they need first. */
export function Header({ screen, props }: { screen: Screen<Step>; props: ScreenProps<Step> }) {
  const { on, words, step } = props;
  const { ribbon, due, clock } = screen;
  const { order } = step;
  return (
    <div class={due ? 'header with-due' : 'header'}>
      <div class="header-right">
        {due && order ? (
          <span class="due">
            {words.pay} <span class="strong">{fill(words.amount, { yuan: order.amount_text })}</span>
          </span>
        ) : null}
        {clock ? <Clock on={on} text={clock} /> : null}
      </div>
      <div class="header-left">
        <span class="mark m-brand" />
        <span class="house">{words.brand}</span>
        <span class="ribbon">{ribbon ? ribbon(props) : words.cashier}</span>
      </div>
    </div>
  );
}

const SOON_S = 60;

/** Ticks alone, once a second. */
const Clock = live(({ on, text }: { on: Cashier; text: ClockWords }) => {
  const { words } = on.boot;
  const left = on.left.value;
  if (left === undefined) return null;
  const soon = left <= SOON_S;
  const [before, after] = (soon ? words.time_soon : words[text]).split('{time}');
  const s = left % 60;
  const time = left < SOON_S ? fill(words.time_s, { s }) : fill(words.time, { m: (left - s) / 60, s: (s < 10 ? '0' : '') + s });
  return (
    <span class={soon ? 'clock soon' : 'clock'}>
      <span class="icon i-clock" />
      <span class="word">{before}</span>
      <span class="strong">{time}</span>
      <span class="word">{after}</span>
    </span>
  );
});
