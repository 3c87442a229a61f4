import { createRowFocus } from '../../../src/tv/row-focus.ts';
import { mountOurs } from './ours-boxes.js';

/** The focus core the page carries: rows of ids, no rectangles at all. */
window.mount = (root, n, columns, start) => {
  const rows = [];
  for (let i = 0; i < n; i++) {
    if (i % columns === 0) rows.push([]);
    rows[rows.length - 1].push('b' + i);
  }
  mountOurs(createRowFocus(), rows, root, n, columns, start);
};
