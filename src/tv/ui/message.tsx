/** One thing said in the middle: a round sign, a title, some text. Its buttons stand at `single`, or at `pair-left` and `pair-right`. */
import type { ComponentChildren } from 'preact';

/** The sign above the title: drawn in the pictures of the sheet. */
export type Sign = 'done' | 'safe' | 'wait' | 'note' | 'over';

export function Message({ sign, title, children }: { sign: Sign; title: string; children?: ComponentChildren }) {
  return (
    <div>
      <div class={'at sign d-' + sign} />
      <div class="mid title line">{title}</div>
      {children}
    </div>
  );
}

/** Classes of the buttons of a message: one alone in the middle, or two beside one another. */
export function placeOf(i: number, count: number): string {
  return 'button ' + (i ? 'pair-right' : count > 1 ? 'main pair-left' : 'main single');
}
