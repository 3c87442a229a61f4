/** Ways back among a card's own questions. */
import { leave } from '../money/attempts.ts';
import type { Draft } from '../draft.ts';
import type { AttemptEnd, CardDialogue } from '../payment.ts';
import type { Question } from './question.ts';
import { hasTrait } from './steps.ts';

/** Only cards are remembered; of an account at a bank nothing is. */
export function remembers(d: Draft, channel: string): boolean {
  return d.rules.channels[channel]?.kind === 'card';
}

export function giveUp(d: Draft, why: AttemptEnd): void {
  const attempt = d.p.attempts[d.p.dialogue.attempt - 1];
  if (attempt) leave(d, attempt, why);
  d.p.dialogue.attempt = 0;
  delete d.p.dialogue.refusal;
  delete d.p.dialogue.asks;
}

/** Back among the card's own screens: a code that waits is given up, nothing was sent under it. */
export function toCard(d: Draft, question: Question, at: CardDialogue['at'], why: AttemptEnd, has_list: boolean): void {
  const { card } = d.p.dialogue;
  if (!card || !hasTrait(question.kind, 'to_card')) return;
  giveUp(d, why);
  delete card.note;
  delete card.note_field;
  if (!remembers(d, card.channel)) return toAccount(card, at);
  card.has_list = has_list;
  // A remembered card may need nothing typed: there is no check to go back to.
  const nothing = at === 'check' && !card.need?.length;
  card.at = nothing ? (has_list ? 'list' : 'number') : at;
  if (card.at !== 'check') for (const name of ['face', 'hash', 'need', 'card_id'] as const) delete card[name];
}

/** An account at a bank: back to how its holder can prove himself, or to its number. */
function toAccount(card: CardDialogue, at: CardDialogue['at']): void {
  card.at = at === 'check' && card.methods ? 'method' : 'number';
  if (card.at === 'number') for (const name of ['face', 'hash', 'methods'] as const) delete card[name];
}
