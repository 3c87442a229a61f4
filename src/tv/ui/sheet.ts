/** Writes style rules under a size's class. Runs at build time and in the development server, never on the box. */
import type { Box } from './boxes.ts';

export const px = (n: number): string => Math.round(n) + 'px';
/** One line of text as high as its box. */
export const tall = (n: number): string => `height:${px(n)};line-height:${px(n)}`;

/** `selectors` stand under the sheet's class, or under another. */
export type Rule = (selectors: string, body: string, under?: string) => void;

export interface Sheet {
  rule: Rule;
  /** A box by its class; without a height it is as high as its contents. */
  place(name: string, box: Box): void;
  text(): string;
}

export function sheetUnder(root: string): Sheet {
  const rules: string[] = [];
  const rule: Rule = (selectors, body, under = root) => {
    const all = selectors.split(',').map((one) => under + ' ' + one);
    rules.push(all.join(',') + '{' + body + '}');
  };
  return {
    rule,
    place(name, [left, top, width, height]) {
      rule('.' + name, `left:${px(left)};top:${px(top)};width:${px(width)}` + (height ? `;height:${px(height)}` : ''));
    },
    text: () => rules.join('\n'),
  };
}
