/** Which page a phone sees that opened the code of a secret entry. It learns no more than the TV shows. */
import type { KeypadAsk } from '../../../protocol/keypad.ts';
import type { Question } from '../../payments/dialogue/question.ts';
import type { EntryDialogue, Payment } from '../../payments/payment.ts';

export type KeypadView =
  | { kind: 'type'; ask: KeypadAsk; own?: 'types' | 'waits' }
  | { kind: 'taken' | 'wait' | 'look' | 'ended' | 'over' | 'here' | 'app' };

export interface KeypadFacts {
  entry: number;
  visit: string;
  question: Question;
  /** The phone that has it and may still type. */
  phone: EntryDialogue['phone'];
  /** What is asked now may be typed on a phone. */
  allowed: boolean;
  /** Of a wallet whose scanner people use to pay. */
  wrong_app: boolean;
  ask: () => KeypadAsk | undefined;
}

export function keypadView(p: Payment, { entry, visit, question, phone, allowed, wrong_app, ask }: KeypadFacts): KeypadView {
  const now = p.dialogue.entry;
  const is_current = p.order.state !== 'closed' && now?.n === entry && now.open;
  // Money may have moved: only the TV says how it stands.
  if (!is_current) return { kind: p.order.state === 'paid' ? 'ended' : 'over' };
  if (wrong_app && phone?.visit !== visit) return { kind: 'app' };
  if (now.phone && now.phone.visit !== visit) return { kind: 'taken' };
  if (now.phone && !phone) return { kind: 'over' };
  if (question.kind === 'preparing' || question.kind === 'checking') return { kind: 'wait' };
  if (question.kind === 'refused') return { kind: 'look' };
  const asked = allowed ? ask() : undefined;
  if (!asked) return { kind: 'here' };
  return { kind: 'type', ask: asked, ...(phone ? { own: phone.admitted ? 'types' : 'waits' } : {}) };
}
