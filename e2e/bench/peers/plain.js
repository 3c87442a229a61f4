/** The choose screen by plain DOM: the floor for every framework. */
import { ticks } from './ticks.js';

const boot = JSON.parse(document.getElementById('boot').textContent);

function make(node) {
  if (typeof node === 'string') return document.createTextNode(node);
  const element = document.createElement(node.tag);
  if (node.class) element.className = node.class;
  if (node.style) element.style.cssText = node.style;
  for (const child of node.children) element.appendChild(make(child));
  return element;
}

const app = document.getElementById('app');
app.innerHTML = '';
app.appendChild(make(boot.tree));
const stops = [...app.querySelectorAll('.tile')];
let at = 0;
document.addEventListener('keydown', (event) => {
  const next = at + (event.keyCode === 40 ? 1 : event.keyCode === 38 ? -1 : 0);
  if (next === at || !stops[next]) return;
  stops[at].className = stops[at].className.replace(' focused', '');
  stops[next].className += ' focused';
  at = next;
});
const time = document.querySelector('.clock .strong').firstChild;
ticks(boot.step.remaining_ms, (text) => (time.data = text));
