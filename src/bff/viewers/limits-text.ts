/** The operator's limits as a viewer reads them. */
import type { Lang } from '../../protocol/order.ts';
import { fen, yuan } from '../../protocol/money.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../protocol/texts/me/index.ts';
import type { BffConfig } from '../config/schema.ts';

/** "500" for 50000; "500.50" for 50050. */
const short = (amount_fen: number): string => yuan(fen(amount_fen)).replace(/\.00$/, '');

export function limitsText({ payment_fen, day_fen, month_fen }: BffConfig['viewers']['limits'], lang: Lang): string[] {
  const words = ME_TEXTS[lang];
  const given = [
    [words.limit_payment, payment_fen],
    [words.limit_day, day_fen],
    [words.limit_month, month_fen],
  ] as const;
  return given.flatMap(([text, limit_fen]) => (limit_fen === undefined ? [] : [fill(text, { yuan: short(limit_fen) })]));
}
