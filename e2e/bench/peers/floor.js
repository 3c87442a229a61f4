import { boxes, marker, onKeys, place, WAYS } from './common.js';

/** The least that can be done: known rectangles, one loop, a class. */
window.mount = (root, n, columns, start, native) => {
  const all = boxes(root, n, columns, native);
  const rects = all.map((_, i) => place(i, columns));
  const mark = marker(native);
  let at = start;
  mark(all[at]);
  onKeys((code) => {
    const way = WAYS[code];
    const from = rects[at];
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      const to = rects[i];
      const dx = to.x - from.x;
      const dy = to.y - from.y;
      const ahead = way === 'Left' ? -dx : way === 'Right' ? dx : way === 'Up' ? -dy : dy;
      if (ahead <= 0) continue;
      const aside = Math.abs(way === 'Left' || way === 'Right' ? dy : dx);
      if (ahead + aside * 3 < least) {
        least = ahead + aside * 3;
        best = i;
      }
    }
    if (best >= 0) mark(all[(at = best)]);
  });
};
