import { createFocus } from '../../../src/tv/focus.ts';
import { place } from './common.js';
import { mountOurs } from './ours-boxes.js';

/** The whole focus core: it finds its way by rectangles. */
window.mount = (root, n, columns, start) => {
  const items = Array.from({ length: n }, (_, i) => {
    const { x, y, width, height } = place(i, columns);
    return { id: 'b' + i, rect: { left: x, top: y, width, height } };
  });
  mountOurs(createFocus(), [{ id: 'all', items }], root, n, columns, start);
};
