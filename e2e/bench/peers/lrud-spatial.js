import { getNextFocus } from '@bbc/tv-lrud-spatial';
import { boxes, marker, onKeys } from './common.js';

window.mount = (root, n, columns, start, native) => {
  const all = boxes(root, n, columns, true);
  const mark = marker(native);
  let at = all[start];
  mark(at);
  onKeys((code) => {
    const next = getNextFocus(at, code, root);
    if (next) mark((at = next));
  });
};
