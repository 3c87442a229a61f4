/** Traits of the questions, one row a kind: every set of kinds elsewhere is derived from this table. */
import type { Question } from './question.ts';

type Kind = Question['kind'];

interface Traits {
  /** The order is over: nothing is asked any more. */
  final?: true;
  /** Answers to it, or things typed on it, are sealed: its step carries a key. */
  sealed?: true;
  /** The next word of a channel changes it, in a moment. */
  waits?: true;
  /** The viewer may go back to choosing a way. */
  leaves?: true;
  /** Something of a card is typed on it. */
  types?: true;
  /** The viewer may go back to the card's own questions. */
  to_card?: true;
  /** A secret entry that has begun goes on over it. */
  entry?: true;
}

const STEPS: { readonly [kind in Kind]: Traits } = {
  choose: {},
  preparing: { waits: true, leaves: true, to_card: true, entry: true },
  scan: { leaves: true },
  ended: { leaves: true },
  'card-list': { sealed: true, leaves: true, to_card: true },
  'card-number': { sealed: true, leaves: true, types: true, to_card: true, entry: true },
  'card-check': { sealed: true, leaves: true, types: true, to_card: true, entry: true },
  'sms-code': { sealed: true, leaves: true, types: true, to_card: true, entry: true },
  'bank-method': { sealed: true, leaves: true, types: true, to_card: true, entry: true },
  'bank-password': { sealed: true, leaves: true, types: true, to_card: true, entry: true },
  'pay-password': { sealed: true, leaves: true },
  checking: { waits: true, entry: true },
  refused: { leaves: true, to_card: true, entry: true },
  paid: { final: true },
  closed: { final: true },
};

export function hasTrait(kind: Kind, trait: keyof Traits): boolean {
  return STEPS[kind][trait] === true;
}
