/** The step that asks for the payment password. */
import type { StepBody } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import type { Beside } from './beside.ts';
import type { Question } from '../payments/dialogue/question.ts';

type Asks = Extract<Question, { kind: 'pay-password' }>;

export function payPassword(
  question: Asks,
  named: { channel: string; channel_name: string },
  words: ServerWords,
  { cards, can_ask }: Beside,
): StepBody {
  const { note, left = 0, card_id, consent, quick, sms } = question;
  const card = cards.find((one) => one.id === card_id);
  return {
    kind: 'pay-password',
    ...named,
    ...(card ? { card } : {}),
    ...(quick ? { pays: words.pass_pays } : {}),
    ...(note ? { note: fill(words[`pass_${note}`], { n: left }) } : {}),
    // A parent's word lifts a lock; where there is none it pays nothing.
    ...(sms ? { instead: 'by-sms' } : can_ask ? { instead: 'ask-consent' } : {}),
    ...(consent ? { asked: fill(words[`consent_${consent.state}`], { tail: consent.tail }) } : {}),
  };
}
