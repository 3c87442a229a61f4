/** Controls that stand on several screens. */
import type { Words } from '../../protocol/texts/words.ts';
import type { Control } from '../contract.ts';

const icon =
  (name: string, text: keyof Words): Control['label'] =>
  ({ boot }) => [<span class={'icon i-' + name} />, boot.words[text]];

/** For remotes without a blue key, and for viewers who do not know theirs. */
export const helpControl = (box: 'open-help' | 'help-scan'): Control => ({
  id: 'open-help',
  act: { kind: 'help' },
  place: 'button pill ' + box,
  label: icon('question', 'button_help'),
});

/** The way out, on every screen that asks for a confirmation. */
export const cancelControl = (box: string, label: keyof Words = 'button_cancel'): Control => ({
  id: 'cancel',
  act: { kind: 'ask-leave' },
  place: 'button ' + box,
  label,
});
