/** What is known of the key that was pressed last. docs/television.md 5 shows the same table. */
export type PressState =
  /** not down: let go, or silent for so long that it must be */
  | 'free'
  /** down, and acted on */
  | 'down'
  /** let go a moment ago: a box may report a held key as a train of down and up */
  | 'loose'
  /** without a sign for a while, on a box that has reported no key-up: let go, or about to repeat */
  | 'quiet'
  /** seen again after that: a train of signs makes it a held key, silence a press */
  | 'doubt'
  /** down in the first moments of the page, perhaps since the page before: letting go or silence makes it a press */
  | 'early'
  /** down since another question or another page: nobody's press */
  | 'spent'
  /** the same, let go a moment ago */
  | 'gone';

/** Columns of the table: a down or keypress of that key; one that its engine marks as a repeat; its key-up; the question changed. */
export const SAME = 0;
export const REPEAT = 1;
export const UP = 2;
export const ASKED = 3;
export type PressSign = typeof SAME | typeof REPEAT | typeof UP | typeof ASKED;

/** The next state; `press` acts and is `down` (`loose` when it was the key-up that told). */
type Next = PressState | 'press';

/** Another key finds the row `free`; blur, hiding and silence lead there (`settle` in presses.ts). */
export const PRESS_TABLE: { readonly [state in PressState]: readonly [same: Next, repeat: Next, up: Next, asked: PressState] } = {
  free: ['press', 'spent', 'free', 'free'],
  down: ['down', 'down', 'loose', 'spent'],
  loose: ['down', 'down', 'loose', 'gone'],
  quiet: ['doubt', 'down', 'loose', 'spent'],
  doubt: ['down', 'down', 'loose', 'spent'],
  early: ['spent', 'spent', 'press', 'spent'],
  spent: ['spent', 'spent', 'gone', 'spent'],
  gone: ['spent', 'spent', 'gone', 'gone'],
};
