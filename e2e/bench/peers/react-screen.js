/** The same screen by React with Norigin. */
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { FocusContext, init, setFocus, useFocusable } from '@noriginmedia/norigin-spatial-navigation';
import { ticks } from './ticks.js';

const boot = JSON.parse(document.getElementById('boot').textContent);
let tiles = 0;

function styleOf(text) {
  return Object.fromEntries(
    text
      .split(';')
      .filter(Boolean)
      .map((pair) => [
        pair
          .slice(0, pair.indexOf(':'))
          .trim()
          .replace(/-(\w)/g, (_, c) => c.toUpperCase()),
        pair.slice(pair.indexOf(':') + 1).trim(),
      ]),
  );
}

function Stop({ node, id }) {
  const { ref, focused } = useFocusable({ focusKey: id });
  const name = node.class.replace(' focused', '') + (focused ? ' focused' : '');
  return createElement('div', { ref, className: name }, ...node.children.map(draw));
}

function Clock({ node }) {
  const [text, show] = useState();
  useEffect(() => ticks(boot.step.remaining_ms, show), []);
  const children = node.children.map((child, i) =>
    child.class === 'strong' && text ? createElement('span', { key: i, className: 'strong' }, text) : draw(child, i),
  );
  return createElement('div', { className: node.class }, ...children);
}

function draw(node, i) {
  if (typeof node === 'string') return node;
  if (/(^| )clock( |$)/.test(node.class)) return createElement(Clock, { key: i, node });
  if (/(^| )tile( |$)/.test(node.class)) return createElement(Stop, { key: i, node, id: 't' + tiles++ });
  return createElement(
    node.tag,
    { key: i, className: node.class || undefined, style: node.style ? styleOf(node.style) : undefined },
    ...node.children.map(draw),
  );
}

const drawn = draw(boot.tree, 0);

function App() {
  const { ref, focusKey } = useFocusable({ focusKey: 'all' });
  useEffect(() => void setFocus('t0'), []);
  return createElement(FocusContext.Provider, { value: focusKey }, createElement('div', { ref }, drawn));
}

init({ throttle: 0 });
createRoot(document.getElementById('app')).render(createElement(App));
