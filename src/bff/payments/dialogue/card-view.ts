/** What the viewer sees of a card or an account that is not an attempt yet. */
import type { RefusalCode } from '../../../protocol/refusal.ts';
import type { Draft } from '../draft.ts';
import type { KnownCard } from '../events.ts';
import type { CardDialogue } from '../payment.ts';

export function cardView(d: Draft, channel: string, has_list: boolean): CardDialogue {
  d.p.dialogue.card ??= { at: 'number', channel, has_list, list_rev: 0, note_rev: 0 };
  d.p.dialogue.card.channel = channel;
  d.p.dialogue.card.has_list = has_list;
  return d.p.dialogue.card;
}

export function forget(card: CardDialogue): void {
  delete card.note;
  delete card.note_field;
}

export function note(d: Draft, text: NonNullable<CardDialogue['note']>, field: CardDialogue['note_field']): void {
  const card = d.p.dialogue.card;
  if (!card) return;
  forget(card);
  card.note = text;
  if (field) card.note_field = field;
  card.note_rev += 1;
}

export function refuse(d: Draft, code: RefusalCode): void {
  d.p.dialogue.refusal = code;
}

export function showCheck(d: Draft, channel: string, known: KnownCard, has_list: boolean): void {
  const card = cardView(d, channel, has_list);
  forget(card);
  card.at = 'check';
  card.face = known.face;
  card.hash = known.hash;
  card.need = known.need;
  if (known.card_id) card.card_id = known.card_id;
  else delete card.card_id;
  d.p.dialogue.attempt = 0;
}
