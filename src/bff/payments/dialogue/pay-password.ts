/** What the payment password does, once its account has judged it. Source: docs/money.md 16. */
import type { Draft } from '../draft.ts';
import type { CardEvent } from '../events.ts';
import type { Pass } from '../guarding.ts';
import { isGuarded } from '../money/guard.ts';
import { start } from './answers.ts';
import { refuse } from './card-view.ts';

type Said = Extract<CardEvent, { type: 'pay-password' }>;

/** The way that was chosen goes on where nothing of a card is needed: a remembered card's own answer follows. */
export function passwordSaid(d: Draft, { checked, has_cards }: Said): void {
  const { dialogue } = d.p;
  const { asks } = dialogue;
  if (!asks) return;
  const asked = isGuarded(d, asks);
  if (asked && checked.kind === 'locked') {
    delete dialogue.asks;
    return refuse(d, 'PASSWORD_LOCKED');
  }
  // Changed in between: what was checked is not what is asked now.
  if (asked && d.guard?.rev !== checked.rev) return ask(d, 'changed');
  if (asked && checked.kind === 'wrong') return ask(d, 'wrong', checked.left);
  if (checked.kind === 'right') return grant(d, 'password', has_cards);
  // The lock went away in between, with its account or without: what was asked for was not said, so the next choice begins, not this one.
  delete dialogue.asks;
}

/** The viewer's word for the way that was chosen. */
export function grant(d: Draft, by: Pass['by'], has_cards: boolean): void {
  const { dialogue } = d.p;
  if (!dialogue.asks) return;
  const { channel, card_id } = dialogue.asks;
  delete dialogue.asks;
  dialogue.passes = (dialogue.passes ?? 0) + 1;
  const of = { channel, ...(card_id === undefined ? {} : { card_id }) };
  dialogue.pass = { no: dialogue.passes, ...of, by, until_ms: d.now_ms + d.rules.times.pass_ms };
  if (card_id === undefined && dialogue.card?.channel !== channel) start(d, channel, has_cards);
}

function ask(d: Draft, note: 'wrong' | 'changed', left?: number): void {
  const { asks } = d.p.dialogue;
  if (!asks) return;
  asks.note = note;
  asks.rev += 1;
  if (left === undefined) delete asks.left;
  else asks.left = left;
}
