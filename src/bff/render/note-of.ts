/** The word about what was typed, as a step carries it. */
import type { ServerWords } from '../../protocol/texts/words.ts';
import type { CardDialogue } from '../payments/payment.ts';

export function noteOf(question: Pick<CardDialogue, 'note' | 'note_field'>, words: ServerWords) {
  return {
    ...(question.note ? { note: words[question.note] } : {}),
    ...(question.note_field ? { note_field: question.note_field } : {}),
  };
}
