/** What a screen is: something drawn, things to focus in rows, and what Back does. */
import type { ComponentChildren } from 'preact';
import type { Answer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import type { Step, StepKind } from '../protocol/step.ts';
import type { Words } from '../protocol/texts/words.ts';
import type { Cashier } from './cashier.ts';
import type { HelpPicture } from './help.ts';

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
  | { kind: 'help' };

/** Something that can be focused. Without `act` OK does nothing: a way to pay that is down. */
export interface Choice {
  id: string;
  act?: Act;
}

export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

export interface View<S> {
  step: S;
  words: Words;
  boot: Boot;
}

export interface Screen<S> {
  draw(view: View<S>, on: Cashier): ComponentChildren;
  /** Rows from the top, as they stand on the screen. */
  rows(view: View<S>): readonly (readonly Choice[])[];
  /** Opens on this; else on the first. */
  initial?(step: S): string | undefined;
  back(step: S): Act;
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
