/** What an order is made of, as its merchant's price breaks down. */
import type { Step, StepLine } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { Words } from '../../protocol/texts/words.ts';

type Order = NonNullable<Step['order']>;

/** More lines than this have one row each. */
const ROOMY_MAX = 4;
/** Digits of an amount that leave room beside it. */
const AMOUNT_MAX = 7;

const row = (key: string, text: string, value: string, look = '') => (
  <div class={'row ' + look} key={key}>
    <div class={value && 'cut'}>{text}</div>
    <div class="value">{value}</div>
  </div>
);

const counted = ({ price_text, qty, unit }: StepLine, words: Words): string => fill(words.line_of, { price: price_text, qty, unit });

const off = ({ discount_text }: StepLine, words: Words) => (discount_text ? row('c', words.line_off, '-' + discount_text, 'jade') : null);

/** Beside the amount, two rows: where the one code has the place at the right. */
export function Price({ order, words }: { order: Order; words: Words }) {
  const { lines = [], amount_text } = order;
  const [first, second] = lines;
  if (!first || amount_text.length > AMOUNT_MAX) return null;
  return (
    <div class="at price">
      {row('a', second ? first.name : counted(first, words), second ? first.sum_text : '')}
      {second ? row('b', second.name, lines[2] ? '…' : second.sum_text) : off(first, words)}
    </div>
  );
}

/** The panel beside the ways to pay: every line, then what else the order says. */
export function Summary({ order, words }: { order: Order; words: Words }) {
  const { lines = [], subject, amount_text } = order;
  const roomy = lines.length <= ROOMY_MAX;
  return (
    <div class="at side panel">
      <div class="head">{words.order_title}</div>
      {lines.map((line, i) => (
        <div key={i}>
          {row('a', line.name, line.sum_text)}
          {roomy ? row('b', counted(line, words), '', 'quiet') : null}
          {roomy ? off(line, words) : null}
        </div>
      ))}
      {lines[0] ? null : row('a', subject, amount_text)}
      {(roomy ? [order.merchant_name, order.provider_text, order.period_text, order.dates_text, order.detail, order.renewal_text] : []).map(
        (text, i) =>
          text ? (
            <div class="wrap quiet" key={i}>
              {text}
            </div>
          ) : null,
      )}
    </div>
  );
}
