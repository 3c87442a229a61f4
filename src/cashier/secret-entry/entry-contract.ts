/**
 * Everything a card screen is given. A card screen is a Screen (../contract.ts) made by a function of the Entry;
 * screens/index.ts makes all of them. Controls send by their act: `{ kind: 'secret', answer }` sealed, any Answer plainly,
 * `{ kind: 'local', run }` stays here, `{ kind: 'open', dialog }` opens one of the screen's dialogs, which Back closes.
 * Modules of the first script are imported as usual (live, message, helpDialog, fill ...); those that the build hands over
 * are listed in scripts/shared-modules.ts.
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
import type { MultiTap } from './multi-tap.ts';
import type { Screen, StepOf } from '../contract.ts';

export type CardStepKind = 'card-list' | 'card-number' | 'card-check' | 'sms-code' | 'bank-method' | 'bank-password' | 'pay-password';
export type CardStep = StepOf<CardStepKind>;
export type CardScreens = { readonly [kind in CardStepKind]: Screen<StepOf<kind>> };

/** A field that takes digits; a password takes letters as well. */
export type FieldId = CardElement | 'pan' | 'code' | 'password' | 'pass';

/**
 * The fields' texts as signals: a `live` component that reads one draws again when it changes. Emptied when
 * the question changes (step.version), filled again from CardMemory when the same card is checked again.
 */
export interface Fields {
  of(id: FieldId): ReadonlySignal<string>;
  /** One digit (or X, as the 18th of an ID) behind the others. False: it does not fit there. */
  add(id: FieldId, char: string): boolean;
  /** Removes the last one. False: there was none. */
  remove(id: FieldId): boolean;
  clear(id: FieldId): void;
  /** As long as it can be. */
  full(id: FieldId): boolean;
  /** 记住这张卡; false until the viewer says so: nothing is remembered unasked. */
  readonly remember: ReadonlySignal<boolean>;
  setRemember(remember: boolean): void;
}

/** The card that was typed and sent, kept in memory until the result. */
export interface CardMemory {
  /** Whether this page can answer `step`: false on a second TV, and once the card is wiped. */
  has(step: CardStep): boolean;
  /** The fields of the step as an answer carries them: on card-check the fields as they stand, on sms-code those sent before. */
  card(step: CardStep): TypedCard;
  /** An account's number is here; '' where it is not. */
  number(step: CardStep): string;
  knows(step: CardStep): boolean;
}

export interface Entry {
  readonly fields: Fields;
  readonly memory: CardMemory;
  /** The bank of the number being typed, asked for by itself from the sixth digit on; undefined while not known. */
  readonly face: ReadonlySignal<CardFace | undefined>;
  /** Whole seconds until another code can be asked for on sms-code; 0 when it can. On `wrong` the page then asks by itself. */
  readonly again: ReadonlySignal<number | undefined>;
  /** Seconds that a token's password is good for, counted from its first digit. */
  readonly minute: ReadonlySignal<number | undefined>;
  /** The character typed last of a static password is to be seen. */
  readonly lastShown: ReadonlySignal<boolean>;
  /** Letters on a remote's digits. */
  readonly tap: MultiTap;
  /** The same letters in another order each time. */
  shuffled(text: string): string;
  /** Seals and sends. False while another answer is on its way. */
  send(answer: SecretAnswer): boolean;
}

/** Given by the first script to the second. */
export interface EntryHost {
  clock: Clock;
  request: () => Request;
  random: () => number;
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

/** Given by the second script to the first. */
export interface SecretEntry {
  readonly screens: CardScreens;
  send(answer: SecretAnswer): boolean;
  /** Every step that comes, before it is shown; also one with nothing new but the time left. */
  stepped(next: Step): void;
  /** Any key: the viewer is still there. */
  pressed(): void;
  wipe(): void;
}

export type MakeSecretEntry = (host: EntryHost) => SecretEntry;
