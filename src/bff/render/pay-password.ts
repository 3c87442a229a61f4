/** The step that asks for the payment password. */
import type { CardTile } from '../../protocol/card.ts';
import type { StepBody } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import type { Question } from '../payments/dialogue/question.ts';

type Asks = Extract<Question, { kind: 'pay-password' }>;

export function payPassword(
  question: Asks,
  named: { channel: string; channel_name: string },
  words: ServerWords,
  cards: readonly CardTile[],
): StepBody {
  const { note, left = 0, card_id } = question;
  const card = cards.find((one) => one.id === card_id);
  return {
    kind: 'pay-password',
    ...named,
    ...(card ? { card } : {}),
    ...(note ? { note: fill(note === 'wrong' ? words.pass_wrong : words.pass_changed, { n: left }) } : {}),
  };
}
