/** The card number screen by plain DOM: digits in groups of four into one field. */
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
const field = document.querySelector('.pan');
let digits = '';
function show() {
  field.innerHTML = '';
  for (let i = 0; i < digits.length; i += 4) {
    const group = document.createElement('span');
    group.className = 'group';
    group.appendChild(document.createTextNode(digits.slice(i, i + 4)));
    field.appendChild(group);
  }
  const caret = document.createElement('span');
  caret.className = 'caret';
  field.appendChild(caret);
}
document.addEventListener('keydown', (event) => {
  if (event.keyCode >= 48 && event.keyCode <= 57) digits += String.fromCharCode(event.keyCode);
  else if (event.keyCode === 46) digits = digits.slice(0, -1);
  else return;
  show();
});
const time = document.querySelector('.clock .strong').firstChild;
ticks(boot.step.remaining_ms, (text) => (time.data = text));
