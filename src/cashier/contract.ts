/** What a screen is: something drawn, things to focus in rows, and what Back does. */
import type { ComponentChildren } from 'preact';
import type { Answer, SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import type { RemoteKey } from '../protocol/keymap.ts';
import type { Step, StepKind } from '../protocol/step.ts';
import type { Words } from '../protocol/texts/words.ts';
import type { Cashier } from './controller.ts';
import type { HelpPicture } from './help.ts';
import type { Hint } from './key-hints.ts';

/** What pressing a thing does: an Answer goes to the BFF, the rest happens here. */
export type Act =
  | Answer
  /** back to the app, by the step's return_to */
  | { kind: 'return' }
  | { kind: 'reload' }
  /** out of a page that has no way back of its own */
  | { kind: 'history' }
  /** the dialog "leave the cashier?" */
  | { kind: 'ask-leave' }
  /** closes the dialog that is open */
  | { kind: 'stay' }
  | { kind: 'help' }
  /** sealed, to the BFF; only from card screens */
  | { kind: 'secret'; answer: SecretAnswer }
  /** one of the screen's own dialogs */
  | { kind: 'open'; dialog: string }
  /** asks for the second script again */
  | { kind: 'fetch-cards' }
  /** something of the screen itself, such as a digit of the keypad; its rows are read again afterwards */
  | { kind: 'local'; run: () => void };

/** Something that can be focused. Without `act` OK does nothing: a way to pay that is down. */
export interface Choice {
  id: string;
  act?: Act;
}

export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

/** Where the second script is, which types cards; never: this box cannot seal what is typed. */
export type EntryScript = 'ready' | 'coming' | 'failed' | 'never';

export interface View<S> {
  step: S;
  words: Words;
  boot: Boot;
  entry_script: EntryScript;
}

/** Over the screen, which goes on behind it; Back closes it, and so does a new question. */
export interface Dialog {
  draw(): ComponentChildren;
  rows: readonly (readonly Choice[])[];
  initial?: string;
}

export interface Screen<S> {
  draw(view: View<S>, on: Cashier): ComponentChildren;
  /** Rows from the top, as they stand on the screen. */
  rows(view: View<S>): readonly (readonly Choice[])[];
  /** Opens on this; else on the first. */
  initial?(step: S, view: View<S>): string | undefined;
  back(step: S): Act;
  /**
   * Sees every key before anything else does, on the plain screen and in its own dialogs. True keeps the key; its rows are
   * read again afterwards.
   */
  type?(view: View<S>, on: Cashier, key: RemoteKey): boolean;
  /** Its own dialogs, by the name in `{ kind: 'open', dialog }`. */
  dialog?(view: View<S>, on: Cashier, name: string): Dialog | undefined;
  /** What the footer says first, before the moves: what digits do. */
  hints?(step: S): readonly Hint[];
  /** What Blue and the help button show; without it there is neither. */
  help?(step: S): HelpPicture;
  /** What the footer says OK does, where "select" would be too little. */
  ok?: keyof Words;
  ribbon?(view: View<S>): string;
  /** Shows the amount in the header, where the stage does not. */
  due?: boolean;
  /** Which words the header's countdown wears; none without. */
  clock?: 'time_order' | 'time_code';
}
