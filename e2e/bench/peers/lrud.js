import { Lrud } from 'lrud';
import { boxes, marker, onKeys, WAYS } from './common.js';

/** A tree engine: rows in a column, told to keep the place in the row. */
window.mount = (root, n, columns, start, native) => {
  const all = boxes(root, n, columns, native);
  const mark = marker(native);
  const lrud = new Lrud();
  lrud.registerNode('root', { orientation: 'vertical', isIndexAlign: true });
  for (let i = 0; i < n; i++) {
    const row = 'r' + Math.floor(i / columns);
    if (i % columns === 0) lrud.registerNode(row, { orientation: 'horizontal', parent: 'root' });
    lrud.registerNode('b' + i, { parent: row, isFocusable: true, onFocus: () => mark(all[i]) });
  }
  lrud.assignFocus('b' + start);
  onKeys((code) => lrud.handleKeyEvent({ direction: WAYS[code].toLowerCase() }));
};
