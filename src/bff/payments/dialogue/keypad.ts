/**
 * One secret entry: number, check, code, as long as these follow one another; and the phone that is its keypad. The phone may type,
 * and nothing else: the TV's answers end it, and the clock. Source: docs/money.md 16.
 */
import type { Draft } from '../draft.ts';
import type { KeypadEvent, Rules } from '../events.ts';
import type { EntryDialogue, Payment } from '../payment.ts';
import { questionOf } from './question.ts';
import type { Question } from './question.ts';
import { hasTrait } from './steps.ts';
import { note } from './card-view.ts';
import { toCard } from './to-card.ts';

/** Numbers its entries, so that a code shown for one is none for the next. */
export function followEntry(d: Draft): void {
  const { dialogue } = d.p;
  const { kind } = questionOf(d.p);
  if (dialogue.entry?.open) {
    if (!hasTrait(kind, 'entry')) dialogue.entry = { n: dialogue.entry.n, open: false };
  } else if (hasTrait(kind, 'types')) dialogue.entry = { n: (dialogue.entry?.n ?? 0) + 1, open: true };
}

/** The phone of this entry that may still type, or asks to. */
export function livePhone(p: Payment, rules: Pick<Rules, 'times'>, now_ms: number): EntryDialogue['phone'] {
  const { entry } = p.dialogue;
  return entry?.open && entry.phone && now_ms < entry.phone.since_ms + rules.times.keypad_ms ? entry.phone : undefined;
}

export function mayType(p: Payment, rules: Pick<Rules, 'times'>, now_ms: number, of: { entry: number; visit: string }): boolean {
  const phone = livePhone(p, rules, now_ms);
  return p.dialogue.entry?.n === of.entry && phone?.visit === of.visit && phone.admitted;
}

/** Where a wrong try is counted against the viewer, the TV admits the phone first. */
export function countsTries({ kind }: Pick<Question, 'kind'>): boolean {
  return kind === 'sms-code' || kind === 'bank-password';
}

export function keypadEvent(d: Draft, event: KeypadEvent): void {
  const { entry } = d.p.dialogue;
  if (d.p.order.state !== 'open' || !entry?.open || entry.n !== event.entry) return;
  if (event.type === 'keypad-ends') {
    if (entry.phone?.visit !== event.visit) return;
    const question = questionOf(d.p);
    useRemote(d, question, d.p.dialogue.card?.has_list ?? false);
    if (event.note) note(d, event.note, undefined);
    return;
  }
  const question = questionOf(d.p);
  // The first phone keeps it; one that was here too long is not replaced: the TV turns to another entry.
  if (entry.phone || !hasTrait(question.kind, 'types')) return;
  entry.phone = { visit: event.visit, since_ms: d.now_ms, admitted: !countsTries(question) };
}

export function admitPhone(d: Draft): void {
  const phone = livePhone(d.p, d.rules, d.now_ms);
  if (phone) phone.admitted = true;
}

/** 改用遥控器: to where the TV has all it needs, under another code. */
export function useRemote(d: Draft, question: Question, has_cards: boolean): void {
  const { entry, card } = d.p.dialogue;
  if (!entry?.open || !entry.phone) return;
  const { admitted } = entry.phone;
  d.p.dialogue.entry = { n: entry.n + 1, open: true };
  if (!admitted || question.kind === 'bank-password') return;
  // Of a remembered card the number is here; what else it needs was typed on the phone.
  if (question.kind === 'sms-code' && card?.card_id !== undefined)
    return card.need?.length ? toCard(d, question, 'check', 'changed', has_cards) : undefined;
  if (question.kind === 'sms-code' || (question.kind === 'card-check' && question.card_id === undefined))
    toCard(d, question, 'number', 'changed', has_cards);
}
