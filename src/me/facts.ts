/** What the viewer's own page works with. */
import type { MeBoot, MeOrder, MeTone } from '../protocol/me.ts';
import { fill } from '../protocol/texts/fill.ts';
import type { MeWords } from '../protocol/texts/me/index.ts';
import type { KeyHint } from '../tv/ui/key-hints.tsx';
import { hint } from '../apps/page/frame.tsx';
import type { Page, Screen } from '../apps/page/page.tsx';

export interface Me {
  page: Page;
  start: MeBoot['start'];
  words: MeWords;
  /** Kept current by every answer. */
  orders: readonly MeOrder[];
  cards: MeBoot['start']['cards'];
  default_card: string | undefined;
  boxes: MeBoot['start']['boxes'];
  /** Absent where no password can be typed. */
  account?: MeBoot['start']['account'];
  before: string | undefined;
  month_text: string | undefined;
  /** The list again, the focus where it was. */
  list(): Screen;
  /** An answer that is none: the page's time is over, or the line is. */
  sorry(code: string, back: () => void): void;
}

export const MARK = 'brand';

export interface MeHints {
  choose: KeyHint;
  sides: KeyHint;
  open: KeyHint;
  ok: KeyHint;
  back: KeyHint;
}

export const hintsOf = (words: MeWords): MeHints => ({
  choose: hint('key_arrows', words.key_choose),
  sides: hint('key_left_right', words.key_sides),
  open: hint('key_ok', words.key_open),
  ok: hint('key_ok', words.key_ok),
  back: hint('key_back', words.key_back),
});

export const footOf = ({ start, words }: Me): string =>
  fill(words.hotline, { hotline: start.hotline }) + (start.box_tail ? '　' + fill(words.box, { tail: start.box_tail }) : '');

const TONES: { readonly [tone in MeTone]: string } = { ok: 'good', warn: 'warn', bad: 'bad', jade: 'jade', quiet: 'quiet' };
/** The class of a text of this tone; on the focus's own colour it is ink. */
export const toneOf = (tone: MeTone): string => 'tone ' + TONES[tone];
