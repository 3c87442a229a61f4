import SpatialNavigation from 'js-spatial-navigation';
import { boxes, marker, onKeys, WAYS } from './common.js';

/** Works by the native focus only. */
window.mount = (root, n, columns, start) => {
  const all = boxes(root, n, columns, true);
  const mark = marker(false);
  SpatialNavigation.init();
  SpatialNavigation.add('all', { selector: '.box' });
  SpatialNavigation.makeFocusable();
  SpatialNavigation.pause();
  for (const box of all) box.addEventListener('focus', () => mark(box));
  SpatialNavigation.resume();
  all[start].focus();
  SpatialNavigation.pause();
  onKeys((code) => {
    SpatialNavigation.resume();
    SpatialNavigation.move(WAYS[code].toLowerCase());
    SpatialNavigation.pause();
  });
};
