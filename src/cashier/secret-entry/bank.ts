/** The bank of a card number: asked while it is typed, sealed, one question at a time. */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { CARD_LENGTHS } from '../../protocol/card.ts';
import type { CardFace } from '../../protocol/card.ts';
import type { Clock } from '../../tv/clock.ts';

const PREFIX_MIN = 6;
const PREFIX_MAX = 10;
/** No question while digits still follow one another within this. */
const PAUSE_MS = 300;

/** Asks for the bank of a number that begins like this; calls `done` once, undefined when nothing could be learnt. */
export type AskBank = (prefix: string, length: number, done: (face: CardFace | null | undefined) => void) => void;

/** Undefined below PREFIX_MIN digits and for an unknown bank. From the shortest card on the length is asked too: the BIN table goes by it. */
export function createFace(clock: Clock, pan: ReadonlySignal<string>, ask: AskBank): ReadonlySignal<CardFace | undefined> {
  const face = signal<CardFace | undefined>(undefined);
  let asked = '';
  let open = false;
  let cancel: (() => void) | undefined;

  /** The part of the number that the answer depends on. */
  function question(): string {
    const text = pan.peek();
    if (text.length < PREFIX_MIN) return '';
    return text.slice(0, PREFIX_MAX) + (text.length >= CARD_LENGTHS.pan_min ? ':' + text.length : '');
  }

  function now(): void {
    cancel = undefined;
    const what = question();
    if (open || !what || what === asked) return;
    open = true;
    asked = what;
    const text = pan.peek();
    ask(text.slice(0, PREFIX_MAX), text.length, (found) => {
      open = false;
      if (question() === what) {
        if (found !== undefined) face.value = found || undefined;
        return;
      }
      later();
    });
  }

  function later(): void {
    if (cancel) cancel();
    cancel = clock.after(PAUSE_MS, now);
  }

  effect(() => {
    const text = pan.value;
    if (text.length < PREFIX_MIN) {
      face.value = undefined;
      asked = '';
    } else later();
  });
  return face;
}
