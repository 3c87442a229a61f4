/** What an order says beyond its subject, in the viewer's words. */
import { lineFen, readLines } from '../../protocol/lines.ts';
import type { OrderLine } from '../../protocol/lines.ts';
import { fen, yuan } from '../../protocol/money.ts';
import type { StepLine, StepSaid } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import { beijing } from '../../protocol/world.ts';
import { boxTail, shortNo } from '../payments/ids.ts';
import type { Order } from '../payments/payment.ts';

/** How every page of ours names an order. */
export function orderHead({ id, amount_fen, subject, box_id }: Pick<Order, 'id' | 'amount_fen' | 'subject' | 'box_id'>) {
  const box_tail = boxTail(box_id);
  return { short_no: shortNo(id), amount_text: yuan(amount_fen), subject, ...(box_tail === undefined ? {} : { box_tail }) };
}

export function saidOf({ says = {} }: Pick<Order, 'says'>, words: ServerWords): StepSaid {
  const lines = says.lines ? readLines(says.lines) : undefined;
  const dates_text = datesOf(says.starts_at, says.ends_at, words);
  return {
    ...(lines ? { lines: lines.map(drawn) } : {}),
    ...(says.period_text ? { period_text: says.period_text } : {}),
    ...(dates_text ? { dates_text } : {}),
    ...(says.provider ? { provider_text: fill(words.said_provider, { provider: says.provider }) } : {}),
    ...(says.renews ? { renewal_text: words[says.renews === 'true' ? 'said_renews' : 'said_ends'] } : {}),
  };
}

function drawn(line: OrderLine): StepLine {
  const { name, qty, unit, price_fen, discount_fen } = line;
  const off = discount_fen ? { discount_text: yuan(fen(discount_fen)) } : {};
  return { name, qty, unit, price_text: yuan(fen(price_fen)), ...off, sum_text: yuan(fen(lineFen(line))) };
}

function datesOf(starts_at: string | undefined, ends_at: string | undefined, words: ServerWords): string | undefined {
  const from = starts_at ? dayOf(starts_at) : undefined;
  const to = ends_at ? dayOf(ends_at) : undefined;
  if (from && to) return fill(words.said_from_to, { from, to });
  if (from) return fill(words.said_from, { from });
  return to ? fill(words.said_to, { to }) : undefined;
}

function dayOf(at: string): string {
  return beijing(Number(at)).slice(0, 10);
}

/** What became of what was paid for, as far as the merchant has said. */
export function toldText({ delivered_ms }: Pick<Order, 'delivered_ms'>, app: string | undefined, words: ServerWords): string {
  return delivered_ms === undefined ? fill(words.paid_telling, { app: app ?? '' }) : words.paid_delivered;
}
