/** What changes of a test card: its scenario, its coordinates, wrong passwords, locked ways. */
import type { Context } from '../context.ts';
import { CARDS } from './cards.ts';
import type { DirectCard, Method, Scenario } from './cards.ts';
import { twoCells } from './passwords.ts';

interface CardState {
  id: string;
  scenario: Scenario;
  /** The scenario is over after one use. */
  once: boolean;
  /** The same until they have been answered rightly. */
  cells?: [string, string];
  /** Wrong passwords in a row. */
  wrong: Partial<Record<Method, number>>;
}

const STATES = 'icbc-direct-card';
/** Wrong ones in a row lock a way. Ours. */
const LOCKS_AFTER = 6;

export function stateOf({ db }: Context, card: DirectCard): CardState {
  return db.kv.get<CardState>(STATES, card.id) ?? { id: card.id, scenario: card.scenario, once: card.scenario === 'wrong-once', wrong: {} };
}

function put(context: Context, card: DirectCard, change: Partial<CardState>): void {
  context.db.kv.put(STATES, card.id, { ...stateOf(context, card), ...change });
}

export function setScenario(context: Context, card: DirectCard, scenario: Scenario, once: boolean): void {
  put(context, card, { scenario, once });
}

export function reset(context: Context, card: DirectCard): void {
  context.db.kv.put(STATES, card.id, { id: card.id, scenario: card.scenario, once: card.scenario === 'wrong-once', wrong: {} });
}

/** The scenario of this use; one that is meant once is over then. */
export function takeScenario(context: Context, card: DirectCard): Scenario {
  const { scenario, once } = stateOf(context, card);
  if (once) put(context, card, { scenario: 'ok', once: false });
  return scenario;
}

export function cellsOf(context: Context, card: DirectCard): [string, string] {
  const known = stateOf(context, card).cells;
  if (known) return known;
  const cells = twoCells(context.world.random);
  put(context, card, { cells });
  return cells;
}

export function noteRight(context: Context, card: DirectCard, method: Method): void {
  const { cells: _answered, wrong, ...kept } = stateOf(context, card);
  context.db.kv.put(STATES, card.id, { ...kept, wrong: { ...wrong, [method]: 0 } });
}

export function noteWrong(context: Context, card: DirectCard, method: Method): void {
  const { wrong } = stateOf(context, card);
  put(context, card, { wrong: { ...wrong, [method]: (wrong[method] ?? 0) + 1 } });
}

/** The scenario locks the card's first way. */
export function isLocked(context: Context, card: DirectCard, method: Method): boolean {
  const { scenario, wrong } = stateOf(context, card);
  return (wrong[method] ?? 0) >= LOCKS_AFTER || (scenario === 'locked' && card.methods[0] === method);
}

export function allCards(context: Context): (DirectCard & CardState)[] {
  return CARDS.map((card) => ({ ...card, ...stateOf(context, card) }));
}
