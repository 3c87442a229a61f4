/** The sentence beside a field of the card's check, and above the keypad. */
import type { CardElement } from '../../../protocol/card.ts';
import type { Words } from '../../../protocol/texts/words.ts';
import { live } from '../../../tv/ui/live.ts';
import type { StepOf } from '../../contract.ts';
import type { FieldProps } from '../entry-parts.tsx';
import { isHopeless, isRight, looksExpired } from '../../../protocol/card-hints.ts';

interface Row extends FieldProps {
  step: StepOf<'card-check'>;
  id: CardElement;
  today: () => Date;
}

interface Verdict {
  text: string;
  /** A warning; else all is well. */
  warns: boolean;
}

/** An error as soon as it is sure, the bank's note until the field is touched, or that the field is done. */
function judge(words: Words, id: CardElement, text: string, asked: boolean, note: string | undefined, today: Date): Verdict | undefined {
  if (isHopeless(id, text) || (asked && !isRight(id, text))) return { text: words[`wrong_${id}`], warns: true };
  if (note) return { text: note, warns: true };
  if (!isRight(id, text)) return undefined;
  return id === 'expiry' && looksExpired(text, today)
    ? { text: words.maybe_expired, warns: true }
    : { text: words.field_done, warns: false };
}

function verdictOn({ on, entry, typing, step, id, today }: Row): Verdict | undefined {
  const text = entry.fields.of(id).value;
  // The bank's note stands until something else is typed.
  const note = step.note_field === id && !typing.touched(id).value ? step.note : undefined;
  return judge(on.boot.words, id, text, typing.asked.value, note, today());
}

export const FieldMessage = live(({ at, ...row }: Row & { at: string }) => {
  const verdict = verdictOn(row);
  return verdict ? <div class={'at field-message ' + (verdict.warns ? 'warn ' : 'good ') + at}>{verdict.text}</div> : null;
});

/** Above the keypad, which hides the messages beside the fields: the name of the field, or its warning. */
export const KeypadHead = live((row: Omit<Row, 'id'>) => {
  const id = row.typing.active.value as CardElement;
  const verdict = verdictOn({ ...row, id });
  return verdict && verdict.warns ? <span class="warn">{verdict.text}</span> : <span>{row.on.boot.words[`field_${id}`]}</span>;
});
