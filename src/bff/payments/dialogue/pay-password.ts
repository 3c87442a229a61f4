/** What the payment password does, once its account has judged it. Source: docs/money.md 16. */
import type { Draft } from '../draft.ts';
import type { CardEvent, QuickWish } from '../events.ts';
import type { AskedPassword, Pass } from '../guarding.ts';
import { isGuarded } from '../money/guard.ts';
import { payQuick } from '../money/kinds/card.ts';
import { quickOf } from '../money/quick.ts';
import { obstacle, start } from './answers.ts';
import { refuse, showCheck } from './card-view.ts';

type Said = Extract<CardEvent, { type: 'pay-password' }>;

/** The way that was chosen goes on where nothing of a card is needed: a remembered card pays by it, or its own answer follows. */
export function passwordSaid(d: Draft, { checked, has_cards, quick }: Said): void {
  const { dialogue } = d.p;
  const { asks } = dialogue;
  if (!asks) return;
  const guarded = isGuarded(d, asks);
  const asked = guarded || (asks.quick === true && d.guard?.quick !== undefined);
  if (guarded && checked.kind === 'locked') {
    delete dialogue.asks;
    return refuse(d, 'PASSWORD_LOCKED');
  }
  // Changed in between: what was checked is not what is asked now.
  if (asked && d.guard?.rev !== checked.rev) return ask(d, 'changed');
  if (asked && checked.kind === 'wrong') return ask(d, 'wrong', checked.left);
  if (checked.kind === 'right') return right(d, asks, quick, has_cards);
  // No lock guards it: its card's own code may pay.
  if (asked && asks.sms) return ask(d, 'locked');
  // The lock went away in between, with its account or without: what was asked for was not said, so the next choice begins, not this one.
  delete dialogue.asks;
}

/** Begun and sent in this commit where its screen said so, and nothing that it may not has come in between. */
function right(d: Draft, asks: AskedPassword, quick: QuickWish | undefined, has_cards: boolean): void {
  const { channel, card_id } = asks;
  const pays = asks.quick && quick?.card.card_id === card_id && quick && quickOf(d, channel, quick.card).may;
  if (!pays || !quick) return grant(d, 'password', has_cards);
  const refusal = obstacle(d, channel);
  if (refusal) {
    delete d.p.dialogue.asks;
    return refuse(d, refusal);
  }
  word(d, asks, 'password');
  showCheck(d, channel, quick.card, has_cards);
  d.p.dialogue.attempt = payQuick(d, channel, quick).n;
}

function word(d: Draft, { channel, card_id }: AskedPassword, by: Pass['by']): void {
  const { dialogue } = d.p;
  delete dialogue.asks;
  dialogue.passes = (dialogue.passes ?? 0) + 1;
  const of = { channel, ...(card_id === undefined ? {} : { card_id }) };
  dialogue.pass = { no: dialogue.passes, ...of, by, until_ms: d.now_ms + d.rules.times.pass_ms };
}

/** The viewer's word for the way that was chosen. */
export function grant(d: Draft, by: Pass['by'], has_cards: boolean): void {
  const { dialogue } = d.p;
  const { asks } = dialogue;
  if (!asks) return;
  word(d, asks, by);
  const { channel, card_id } = asks;
  if (card_id === undefined && dialogue.card?.channel !== channel) start(d, channel, has_cards);
}

function ask(d: Draft, note: NonNullable<AskedPassword['note']>, left?: number): void {
  const { asks } = d.p.dialogue;
  if (!asks) return;
  asks.note = note;
  asks.rev += 1;
  if (left === undefined) delete asks.left;
  else asks.left = left;
}
