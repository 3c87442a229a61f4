/** Draws a step, loading first what it shows beside the payment. */
import type { CardTile } from '../../protocol/card.ts';
import type { Lang } from '../../protocol/order.ts';
import type { Step } from '../../protocol/step.ts';
import type { Order, Payment } from '../payments/payment.ts';
import { langOf, showsCards, stepOf } from './step.ts';
import type { StepDeps } from './step.ts';

export type DrawStep = (payment: Payment) => Promise<Step>;
export type LoadTiles = (order: Order, lang: Lang) => Promise<CardTile[]>;

/** Cards are asked for only where the step shows them. */
export function drawer(deps: StepDeps, tiles: LoadTiles | undefined): DrawStep {
  return async (payment) => {
    if (!tiles || !showsCards(deps, payment)) return stepOf(deps, payment);
    return stepOf(deps, payment, await tiles(payment.order, langOf(deps, payment)));
  };
}
