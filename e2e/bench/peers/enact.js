import { Spotlight } from '@enact/spotlight';
import { boxes, marker, WAYS } from './common.js';

/** Works by the native focus only. */
window.mount = (root, n, columns, start) => {
  const all = boxes(root, n, columns, true);
  const mark = marker(false);
  for (const box of all) {
    box.classList.add('spottable');
    box.addEventListener('focus', () => mark(box));
  }
  Spotlight.initialize({ selector: '.spottable' });
  all[start].focus();
  // Its own listener slows held keys down; here every event is a press.
  window.addEventListener(
    'keydown',
    (event) => {
      event.stopImmediatePropagation();
      Spotlight.move(WAYS[event.keyCode]);
    },
    true,
  );
};
