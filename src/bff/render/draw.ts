/** Draws a step, loading first what it shows beside the payment. */
import type { CardTile } from '../../protocol/card.ts';
import type { Lang } from '../../protocol/order.ts';
import type { Step } from '../../protocol/step.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import type { Order, Payment } from '../payments/payment.ts';
import { langOf, showsCards, stepOf } from './step.ts';
import type { StepDeps } from './step.ts';

export type DrawStep = (payment: Payment) => Promise<Step>;
export type LoadTiles = (order: Order, lang: Lang) => Promise<CardTile[]>;

/** Each is asked for only where the step shows it. */
export function drawer(deps: StepDeps, tiles: LoadTiles | undefined): DrawStep {
  return async (payment) => {
    const { order } = payment;
    const { kind } = questionOf(payment);
    const [cards = [], hides_code, can_ask = false, reset_ms] = await Promise.all([
      tiles && showsCards(deps, payment) ? tiles(order, langOf(deps, payment)) : undefined,
      kind === 'choose' ? deps.hidesCode?.(order) : undefined,
      kind === 'pay-password' ? deps.canAsk?.(order) : undefined,
      kind === 'choose' ? deps.news?.of(order) : undefined,
    ]);
    return stepOf(deps, payment, {
      cards,
      ...(hides_code ? { hides_code } : {}),
      can_ask,
      ...(reset_ms === undefined ? {} : { reset_ms }),
    });
  };
}
