import { h, render } from 'preact';
import { focusClass } from '../../../src/tv/ui/focus-class.ts';
import { css, onKeys, WAYS } from './common.js';

/** Draws the boxes the way the page draws its buttons. */
export function mountOurs(focus, layout, root, n, columns, start) {
  const Box = ({ i, style }) => h('div', { id: 'b' + i, ref: focusClass(focus, 'b' + i, 'box'), style }, String(i));
  focus.layout(layout, { screen: 'bench', initial: 'b' + start });
  const all = Array.from({ length: n }, (_, i) => h(Box, { key: i, i, style: css(i, columns) }));
  render(h('div', null, all), root);
  onKeys((code) => focus.move(WAYS[code]));
}
