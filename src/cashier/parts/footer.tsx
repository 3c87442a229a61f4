import type { Step } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Cashier } from '../cashier.ts';
import { legend } from '../legend.ts';
import type { Hint } from '../legend.ts';
import { live } from './live.ts';

/** Who to call at the left, what each key does now at the right. */
export function Footer({ on, step, hints }: { on: Cashier; step: Step; hints: readonly Hint[] }) {
  const { words } = on.boot;
  const { order, hotline } = step;
  const who = order ? fill(words.order_line, { no: order.short_no, hotline }) : fill(words.hotline_line, { hotline });
  return (
    <div class="foot">
      <div class="who">{who}</div>
      <Legend on={on} hints={hints} />
    </div>
  );
}

const Legend = live(({ on, hints }: { on: Cashier; hints: readonly Hint[] }) => {
  const { words } = on.boot;
  if (on.busy.value) return <div class="legend strong">{words.wait}</div>;
  const dialog = on.dialog();
  const shown = dialog ? legend(dialog, { kind: 'stay' }) : hints.filter(([key]) => key !== 'key_blue' || on.keymap.value.keys.Blue);
  return (
    <div class="legend">
      {shown.map(([key, does]) => (
        <span class={key} key={key}>
          <span class="cap">{words[key]}</span>
          {words[does]}
        </span>
      ))}
    </div>
  );
});
