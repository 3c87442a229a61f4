/** The key test page at /keys: the composition root of its own script. */
import type { Keymap } from '../protocol/keymap.ts';
import { windowClock } from './clock.ts';
import { keymapProblems } from './keymaps.ts';
import { request } from './keys-page/http.ts';
import { startKeysPage } from './keys-page/page.tsx';
import { capabilitiesOf, pickKeymap } from './platform.ts';

/** The element in which the server writes the page's settings. */
const BOOT_ELEMENT = 'boot';

/** Timeout of the keymap's request and of a report, in ms. */
const WAIT_MS = 8000;

/** When no keymap can be had, the page still shows codes and can be left. */
const LAST_RESORT: Keymap = {
  platform: 'built-in',
  source: 'the codes most boxes share',
  keys: { Up: 38, Down: 40, Left: 37, Right: 39, OK: 13, Back: [399, 461, 340, 27, 8] },
};

const clock = windowClock(window);
const create = () => new XMLHttpRequest();

function leave(): void {
  if (history.length > 1) history.back();
  else location.replace('/');
}

/** The keymap that the server has written into the page, if there is one. */
function inPage(): Keymap {
  const element = document.getElementById(BOOT_ELEMENT);
  try {
    const { keymap } = JSON.parse((element && element.textContent) || '{}') as { keymap?: Keymap };
    return keymap && keymapProblems(keymap).length === 0 ? keymap : LAST_RESORT;
  } catch {
    return LAST_RESORT;
  }
}

function start(keymap: Keymap): void {
  const root = document.getElementById('app') || document.body.appendChild(document.createElement('div'));
  root.innerHTML = '';
  startKeysPage({
    win: window,
    root,
    clock,
    keymap,
    leave,
    save: (body, done) =>
      request(create, clock.after, { method: 'POST', url: '/keys/report', body, after_ms: WAIT_MS }, (taken) => done(taken !== undefined)),
  });
}

/** `?keymap=name` tries another table than the one this box would get. */
const asked = /[?&]keymap=([a-z0-9-]+)/.exec(location.search);
const platform = (asked && asked[1]) || pickKeymap(capabilitiesOf(window));
const given = inPage();
if (given.platform === platform) start(given);
else {
  request(create, clock.after, { method: 'GET', url: '/keymaps/' + platform + '.json', after_ms: WAIT_MS }, (answer) =>
    start(keymapProblems(answer).length === 0 ? (answer as Keymap) : given),
  );
}
