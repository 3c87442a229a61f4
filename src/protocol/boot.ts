/** What the BFF writes into the page so that the first paint needs no second request. */
import type { Keymap } from './keymap.ts';
import type { Mode } from './order.ts';
import type { ReturnTo, Step } from './step.ts';
import type { Words } from './texts/words.ts';

export interface Boot {
  /** "/c/<token>"; absent on screens without an order. */
  base?: string;
  step: Step;
  /** The way back of a viewer who leaves while the server says nothing; `after_ms`: how long it is waited for. With `base`. */
  left?: ReturnTo;
  /** The second script: URL of what only typing a card needs. Absent where it comes without being asked for. */
  card_script?: string;
  words: Words;
  keymap: Keymap;
  /** Which of the three size tables the page wears. */
  size: 'hd' | 'fhd' | 'sd';
  elder: boolean;
  /** Pixels of the screen to a drawn one: set by the page, for codes. */
  scale?: number;
  /** Beyond `elder`; absent where there are none. */
  modes?: Mode[];
  /** How the poll behaves, in milliseconds. */
  poll: { give_up_ms: number; again_ms: number };
}

/** The page reads it from <script type="application/json" id="boot">. */
export const BOOT_ELEMENT = 'boot';
