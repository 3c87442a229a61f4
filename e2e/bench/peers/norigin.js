import { createElement, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { FocusContext, init, setFocus, useFocusable } from '@noriginmedia/norigin-spatial-navigation';
import { css } from './common.js';

function Box({ i, style }) {
  const { ref, focused } = useFocusable({ focusKey: 'b' + i });
  return createElement('div', { ref, id: 'b' + i, tabIndex: -1, className: focused ? 'box focused' : 'box', style }, String(i));
}

function Grid({ n, columns, start }) {
  const { ref, focusKey } = useFocusable({ focusKey: 'all' });
  useEffect(() => void setFocus('b' + start), []);
  const style = (i) =>
    Object.fromEntries(
      css(i, columns)
        .split(';')
        .map((pair) => pair.split(':')),
    );
  const all = Array.from({ length: n }, (_, i) => createElement(Box, { key: i, i, style: style(i) }));
  return createElement(
    FocusContext.Provider,
    { value: focusKey },
    createElement('div', { ref, style: { position: 'absolute', left: 0, top: 0, width: 1280, height: 720 } }, all),
  );
}

window.mount = (root, n, columns, start, native) => {
  init({ throttle: 0, shouldFocusDOMNode: native });
  createRoot(root).render(createElement(Grid, { n, columns, start }));
  // It listens to the keys itself.
};
