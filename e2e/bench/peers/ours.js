import { h, render } from 'preact';
import { live } from '../../../src/cashier/parts/live.ts';
import { createFocus } from '../../../src/tv/focus.ts';
import { css, onKeys, place, WAYS } from './common.js';

const focus = createFocus();
const Box = live(({ i, style }) =>
  h('div', { id: 'b' + i, class: focus.isFocused('b' + i).value ? 'box focused' : 'box', style }, String(i)),
);

window.mount = (root, n, columns, start) => {
  const items = [];
  for (let i = 0; i < n; i++) {
    const { x, y, width, height } = place(i, columns);
    items.push({ id: 'b' + i, rect: { left: x, top: y, width, height } });
  }
  focus.layout([{ id: 'all', items }], { screen: 'bench', initial: 'b' + start });
  render(
    h(
      'div',
      null,
      items.map((item, i) => h(Box, { key: i, i, style: css(i, columns) })),
    ),
    root,
  );
  onKeys((code) => focus.move(WAYS[code]));
};
