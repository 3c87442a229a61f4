/**
 * All that a card screen is given. A card screen is a Screen (../screen.ts) made by a function of the Entry, and
 * screens/index.ts makes all four: `export function cardScreens(entry: Entry): CardScreens`, each like
 * `export const cardNumber = (entry: Entry): Screen<StepOf<'card-number'>> => ({ draw, rows, back, type, dialog })`.
 * Buttons send by their act: `{ kind: 'secret', answer }` sealed, any Answer plainly, `{ kind: 'local', run }` stays here,
 * `{ kind: 'open', dialog }` opens one of the screen's own dialogs, which Back closes.
 * Other modules of the first script are imported as usual (Button, live, focusClass, Message, fill ...); what of them the build
 * shares stands in scripts/shared-modules.ts.
 * Only functions that an engine of 2011 has (no Array.from, find, includes, repeat, padStart): scripts/build-box.test.ts
 * runs the built scripts without the others. `computed` would cost the first script 300 bytes: `live` and plain functions do.
 */
import type { ReadonlySignal } from '@preact/signals';
import type { Answer, SecretAnswer, TypedCard } from '../../protocol/answer.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { CardElement, CardFace } from '../../protocol/card.ts';
import type { Step } from '../../protocol/step.ts';
import type { Clock } from '../../tv/clock.ts';
import type { Request } from '../../tv/request.ts';
import type { Send } from '../send.ts';
import type { Screen, StepOf } from '../contract.ts';

export type CardStepKind = 'card-list' | 'card-number' | 'card-check' | 'sms-code';
export type CardStep = StepOf<CardStepKind>;
export type CardScreens = { readonly [kind in CardStepKind]: Screen<StepOf<kind>> };

/** What digits are typed into. */
export type FieldId = CardElement | 'pan' | 'code';

/**
 * What is being typed, by field, as signals: a `live` component that reads one draws again when it changes. Emptied when
 * the question changes (step.version), filled again with what this page knows when the same card is checked again.
 */
export interface Fields {
  of(id: FieldId): ReadonlySignal<string>;
  /** One digit (or X, as the 18th of an ID) behind the others. False: it does not fit there. */
  add(id: FieldId, char: string): boolean;
  /** The last one away. False: there was none. */
  remove(id: FieldId): boolean;
  clear(id: FieldId): void;
  /** As long as it can be. */
  full(id: FieldId): boolean;
  /** 记住这张卡; false until the viewer says so: nothing is remembered unasked. */
  readonly remember: ReadonlySignal<boolean>;
  setRemember(remember: boolean): void;
}

/** What was typed and sent, kept in memory until the result. */
export interface CardMemory {
  /** Whether this page can answer `step`: false on a second TV, and where the step needs what is wiped. */
  has(step: CardStep): boolean;
  /** The fields of the step as an answer carries them: on card-check what stands in the fields, on sms-code what was sent before. */
  card(step: CardStep): TypedCard;
}

export interface Entry {
  readonly fields: Fields;
  readonly memory: CardMemory;
  /** The bank of the number being typed, asked for by itself from the sixth digit on; undefined while not known. */
  readonly face: ReadonlySignal<CardFace | undefined>;
  /** Whole seconds until another code can be asked for on sms-code; 0 when it can. On `wrong` the page then asks by itself. */
  readonly again: ReadonlySignal<number | undefined>;
  /** For what no button sends: a code that is full. False while another answer is on its way. */
  send(answer: SecretAnswer): boolean;
}

/** What the second script gets from the first. */
export interface EntryHost {
  clock: Clock;
  request: () => Request;
  /** "/c/<token>" */
  base: string;
  boot: Boot;
  step: ReadonlySignal<Step>;
  post: Send['post'];
  /** On the step that is shown; false while another one is on its way. */
  answer(answer: Answer): boolean;
  /** The rows of the screen may be others. */
  lay(): void;
}

/** What the second script brings to the page. */
export interface SecretEntry {
  readonly screens: CardScreens;
  send(answer: SecretAnswer): boolean;
  /** Every step that comes, before it is shown; also one that brings nothing new but the time left. */
  stepped(next: Step): void;
  /** Any key: the viewer is still there. */
  pressed(): void;
  wipe(): void;
}

export type MakeSecretEntry = (host: EntryHost) => SecretEntry;
