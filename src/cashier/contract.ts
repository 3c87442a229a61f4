/** The types that screens, their parts and the controller share. No module of the page that runs is imported here. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Answer, SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step, StepKind } from '../protocol/step.ts';
import type { Words } from '../protocol/texts/words.ts';
import type { RowFocus } from '../tv/row-focus.ts';
import type { Control as UiControl } from '../tv/ui/control.tsx';
import type { ControlRows as Rows } from '../tv/ui/control-rows.ts';
import type { Dialog as UiDialog } from '../tv/ui/dialog.tsx';
import type { Surface } from '../tv/ui/surface.ts';
import type { Help } from './help.ts';

/** The effect of a press: an Answer goes to the BFF, the rest happens here. */
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
  /** one of the screen's dialogs */
  | { kind: 'open'; dialog: string }
  /** asks for the second script again */
  | { kind: 'fetch-cards' }
  /** something of the screen itself, such as a digit of the keypad; its controls are read again afterwards */
  | { kind: 'local'; run: () => void };

export type Control = UiControl<Act, Cashier, keyof Words>;
export type ControlRows = Rows<Control>;
export type Dialog = UiDialog<Control>;

export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

/** State of the second script, which types cards; never: this box cannot seal. */
export type EntryScript = 'ready' | 'coming' | 'failed' | 'never';

export interface ScreenProps<S> {
  on: Cashier;
  step: S;
  words: Words;
  boot: Boot;
  entry_script: EntryScript;
}

/** One entry of the footer. */
export type Hint = readonly [key: keyof Words, does: keyof Words];

/** Something drawn, controls in rows, and the act of Back. */
export interface Screen<S> {
  /** Everything but the controls, which the page draws. */
  draw(props: ScreenProps<S>): ComponentChildren;
  controls(props: ScreenProps<S>): ControlRows;
  /** Id of the control it opens on; else the first. */
  initial?(props: ScreenProps<S>): string | undefined;
  back(step: S): Act;
  /**
   * Sees every key before anything else does, on the plain screen and in the screen's dialogs. True keeps the key; the
   * controls are read again afterwards.
   */
  type?(props: ScreenProps<S>, key: RemoteKey): boolean;
  /** The screen's dialogs, by the name in `{ kind: 'open', dialog }`. */
  dialog?(props: ScreenProps<S>, name: string): Dialog | undefined;
  /** First in the footer, before the moves: the use of digits. */
  hints?(step: S): readonly Hint[];
  /** The picture that Blue and the help button show; absent, there is neither. */
  help?(step: S): Help;
  /** The footer's word for OK, where "select" would be too little. */
  ok?(step: S): keyof Words;
  ribbon?(props: ScreenProps<S>): string;
  /** Shows the amount in the header, where the screen itself does not. */
  due?: boolean;
  /** Behind the screen; calm where it is not said. */
  ground?: 'dawn' | 'night';
  /** Words around the header's countdown; absent, there is none. */
  clock?: 'time_order' | 'time_code';
}

/** The page as its screens and parts see it. */
export interface Cashier extends Surface {
  readonly boot: Boot;
  readonly focus: RowFocus;
  /** Of the remote that is listened to: the footer names no key it lacks. */
  readonly keymap: ReadonlySignal<Keymap>;
  readonly step: ReadonlySignal<Step>;
  /** An answer is on its way. */
  readonly busy: ReadonlySignal<boolean>;
  readonly offline: ReadonlySignal<boolean>;
  /** Whole seconds left to pay. */
  readonly left: ReadonlySignal<number | undefined>;
  /** Whole seconds until the page returns to the app by itself. */
  readonly leave: { readonly seconds: ReadonlySignal<number | undefined>; hold(): void };
  /** Half seconds that something has been waited for. */
  readonly waited: ReadonlySignal<number>;
  /** The dialog that is open. */
  dialog(): Dialog | undefined;
}
