/** The types that screens, their parts and the controller share. No module of the page that runs is imported here. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Answer, SecretAnswer } from '../protocol/answer.ts';
import type { Boot } from '../protocol/boot.ts';
import type { Keymap, RemoteKey } from '../protocol/keymap.ts';
import type { Step, StepKind } from '../protocol/step.ts';
import type { Words } from '../protocol/texts/words.ts';
import type { RowFocus } from '../tv/row-focus.ts';
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

/** Something that can be focused and pressed, declared once: the focus rows, OK and the drawing read this one value. */
export interface Control {
  /** Unique among the controls shown together. */
  id: string;
  /** Absent: OK does nothing, as on a way to pay that is down. */
  act?: Act;
  /** CSS classes of its look and its box. */
  place: string;
  /** A text of the page, or a function that draws the contents. */
  label: keyof Words | ((on: Cashier) => ComponentChildren);
  /** Keeps the element's class in place of focusClass: a field also shows whether digits go into it. */
  ref?: (element: HTMLElement | null) => void;
}

/** Rows from the top, as they stand on the screen. */
export type ControlRows = readonly (readonly Control[])[];

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

/** Over the screen, which goes on behind it; Back closes it, and so does a new question. */
export interface Dialog {
  controls: ControlRows;
  /** Puts the drawn controls into the dialog's frame. */
  draw(controls: ComponentChildren): ComponentChildren;
  /** Id of the control it opens on; else the first. */
  initial?: string;
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
  ok?: keyof Words;
  ribbon?(props: ScreenProps<S>): string;
  /** Shows the amount in the header, where the screen itself does not. */
  due?: boolean;
  /** Words around the header's countdown; absent, there is none. */
  clock?: 'time_order' | 'time_code';
}

/** The page as its screens and parts see it. */
export interface Cashier {
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
  readonly leave: { readonly seconds: ReadonlySignal<number | undefined> };
  /** The dialog that is open. */
  dialog(): Dialog | undefined;
  /** The pointer's OK. Over a dialog that leaves the screen in sight it closes the dialog first. */
  press(id: string): void;
  /** The pointer is over it: where it moves, and does not rest, it takes the focus with it. */
  hover(id: string, at: { screenX: number; screenY: number }): void;
}
