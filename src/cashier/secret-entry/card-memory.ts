/** The card that was typed and sent: in memory alone, until the result, at most five minutes without a key. */
import { signal } from '@preact/signals';
import type { SecretAnswer, TypedCard } from '../../protocol/answer.ts';
import type { CardElement } from '../../protocol/card.ts';
import type { Step } from '../../protocol/step.ts';
import type { Clock } from '../../tv/clock.ts';
import type { FieldStore } from './fields.ts';
import type { CardStep, CardMemory } from './entry-contract.ts';

/** Design: at most 5 minutes. */
export const MEMORY_MS = 5 * 60_000;

/** Steps on which a card that was typed may still be wanted; on any other it is over. */
const WANTED: { readonly [kind in Step['kind']]?: true } = {
  'card-check': true,
  'sms-code': true,
  'bank-method': true,
  'bank-password': true,
  'pay-password': true,
  preparing: true,
  checking: true,
  refused: true,
};

export interface CardMemoryStore extends CardMemory {
  /** Called with each answer about to be sent on `step`. */
  sent(step: Step, answer: SecretAnswer): void;
  /** Called with every new question before it is shown. */
  stepped(next: Step): void;
  /** Any key: the five minutes begin anew. */
  pressed(): void;
  wipe(): void;
}

const tailOf = (step: Step): string => ('card' in step ? step.card.tail : '');

/** `onIdle` is called after the five minutes. `times`: longer for elder viewers. */
export function createCardMemory(clock: Clock, fields: FieldStore, onIdle: () => void, times = 1): CardMemoryStore {
  let pan: string | undefined;
  /** Fields of the last card check, and the tail of its card: another TV may be at another card. */
  let card: TypedCard | undefined;
  let tail = '';
  let order: string | undefined;
  let before: Step['kind'] | undefined;
  let cancel: (() => void) | undefined;
  /** Makes `has` something to draw again for. */
  const changes = signal(0);

  function forget(): void {
    pan = card = undefined;
    tail = '';
    changes.value = changes.peek() + 1;
  }

  function wipe(): void {
    forget();
    fields.reset();
    if (cancel) cancel();
    cancel = undefined;
  }

  /** The five minutes begin anew: at any key, and when fields are filled in again. */
  function begin(): void {
    if (cancel) cancel();
    cancel = clock.after(MEMORY_MS * times, () => {
      wipe();
      onIdle();
    });
  }

  const panOf = (step: Step): string | undefined => (pan !== undefined && pan.slice(-4) === tailOf(step) ? pan : undefined);
  const cardOf = (step: Step): TypedCard | undefined => (card && tail === tailOf(step) ? card : undefined);

  function has(step: CardStep): boolean {
    void changes.value;
    if (step.kind === 'card-check') return !step.needs_pan || panOf(step) !== undefined;
    if (step.kind === 'bank-method') return panOf(step) !== undefined;
    return step.kind !== 'sms-code' || !step.needs_typed || cardOf(step) !== undefined;
  }

  function fromFields(need: readonly CardElement[], number: string | undefined, remember: boolean): TypedCard {
    const made: TypedCard = { fields: {}, remember };
    if (number !== undefined) made.pan = number;
    for (const id of need) made.fields[id] = fields.of(id).peek();
    return made;
  }

  return {
    has,
    number: (step) => panOf(step) || '',
    knows: (step) => (void changes.value, panOf(step) !== undefined),
    card(step) {
      if (step.kind === 'card-check') {
        const remember = step.can_remember && fields.remember.peek();
        return fromFields(step.need, step.needs_pan ? panOf(step) : undefined, remember);
      }
      return cardOf(step) || { fields: {}, remember: false };
    },
    sent(step, answer) {
      if (answer.kind === 'card-number') {
        forget();
        pan = answer.pan;
      } else if (answer.kind === 'card-check') {
        card = { fields: answer.fields, remember: answer.remember };
        if (answer.pan !== undefined) card.pan = answer.pan;
        tail = tailOf(step);
      }
    },
    stepped(next) {
      const no = next.order && next.order.short_no;
      const same = order === undefined || no === order;
      // Back from the check: the number is still there to be mended.
      const number = same && next.kind === 'card-number' && (before === 'card-check' || before === 'bank-method') ? pan : undefined;
      if (!WANTED[next.kind] || !same) wipe();
      order = no;
      before = next.kind;
      if (number !== undefined) {
        fields.reset(undefined, number);
        return begin();
      }
      // The same card again, after "not right": its fields keep their text.
      fields.reset(next.kind === 'card-check' ? cardOf(next) : undefined);
    },
    pressed: begin,
    wipe,
  };
}
