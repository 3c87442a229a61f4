/** The state of the cards: money, open or not, scenarios. */
import { beijing } from '../../../protocol/world.ts';
import type { Context } from './context.ts';
import { CARDS } from './cards.ts';
import type { CardData } from './cards.ts';
import { scenarioOf } from './scenarios.ts';
import type { Behaviour, Moment, ScenarioName } from './scenarios.ts';

const KIND = 'unionpay-card';

interface CardScenario {
  script: ScenarioName;
  once: boolean;
}

interface Kept {
  balance_fen: number;
  open: boolean;
  scripts: Partial<Record<Moment, CardScenario>>;
  pin_misses: number;
}

export interface Card extends Omit<CardData, 'balance_fen'>, Kept {
  /** YYMM; debit cards have none. */
  expiry?: string;
}

function atFirst(context: Context, card: CardData): Kept {
  const { script } = card;
  return {
    balance_fen: card.balance_fen ?? context.settings().card_balance_fen,
    open: !card.closed,
    scripts: script ? { [scenarioOf(script).at]: { script, once: false } } : {},
    pin_misses: 0,
  };
}

function kept(context: Context, card: CardData): Kept {
  return context.db.kv.get<Kept>(KIND, card.id) ?? atFirst(context, card);
}

function expiryOf(context: Context, card: CardData): string | undefined {
  if (card.type === 'debit') return undefined;
  const year = Number(beijing(context.world.now()).slice(2, 4)) + 3;
  return card.expires ?? (context.settings().card_expiry || `${year}12`);
}

export function cardNow(context: Context, card: CardData): Card {
  const expiry = expiryOf(context, card);
  return { ...card, ...kept(context, card), ...(expiry ? { expiry } : {}) };
}

export function allCards(context: Context): Card[] {
  return CARDS.map((card) => cardNow(context, card));
}

export function changeCard(context: Context, card: CardData, change: Partial<Kept>): void {
  context.db.kv.put(KIND, card.id, { ...kept(context, card), ...change });
}

/** Back to how it was at first. */
export function resetCard(context: Context, card: CardData): void {
  context.db.kv.put(KIND, card.id, atFirst(context, card));
}

/** "ok" takes all scenarios away. */
export function setScenario(context: Context, card: CardData, script: ScenarioName, once: boolean): void {
  const { scripts } = kept(context, card);
  changeCard(context, card, { scripts: script === 'ok' ? {} : { ...scripts, [scenarioOf(script).at]: { script, once } } });
}

/** The card's behaviour at this moment; one set "once" is then spent. */
export function takeBehaviour(context: Context, card: CardData, at: Moment): Behaviour | undefined {
  const { scripts } = kept(context, card);
  const current = scripts[at];
  if (current?.once) {
    const { [at]: _spent, ...rest } = scripts;
    changeCard(context, card, { scripts: rest });
  }
  return current && scenarioOf(current.script).behaviour;
}

export function addToCard(context: Context, card: CardData, amount_fen: number): void {
  changeCard(context, card, { balance_fen: kept(context, card).balance_fen + amount_fen });
}
