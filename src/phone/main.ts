/** The phone's page: presses, opens the wallet, asks the server how it stands. What it shows, the server draws. */
import type { CameBack, PhoneAnswer, PhoneBoot, PhoneState } from '../protocol/phone.ts';
import { fill } from '../protocol/texts/fill.ts';
import { whenBridge } from './bridge.ts';
import { ask } from './request.ts';

const boot = JSON.parse((document.getElementById('boot') as HTMLElement).textContent || '{}') as PhoneBoot;
const page = document.getElementById('page') as HTMLElement;
const words = boot.words;

let state = boot.state;
/** The order's end, by this phone's clock. */
let end_ms = 0;
let timer = 0;
let pressing = false;
/** A wallet was opened: money may have moved. */
let opened = false;
let came_back: CameBack | '' = '';

const now = (): number => new Date().getTime();
const byId = (id: string): HTMLElement | null => document.getElementById(id);

function show(next: PhoneState): void {
  if (next.mark !== state.mark) {
    page.innerHTML = next.html;
    pressing = false;
  }
  state = next;
  end_ms = next.left_ms === undefined ? 0 : now() + next.left_ms;
  tick();
  askLater(next.again_ms);
}

function tick(): void {
  const left = byId('left');
  if (!left || !end_ms) return;
  const s = Math.max(0, Math.round((end_ms - now()) / 1000));
  left.textContent = fill(words.left, { m: Math.floor(s / 60), s: ('0' + (s % 60)).slice(-2) });
}

function askLater(again_ms: number | undefined): void {
  clearTimeout(timer);
  if (again_ms !== undefined) timer = window.setTimeout(look, again_ms);
}

function look(): void {
  // A page in the background asks nothing; it asks at once when it is looked at again.
  if (document.hidden) return;
  ask<PhoneState>('GET', boot.base + '/state?visit=' + boot.visit + (came_back ? '&back=' + came_back : ''), undefined, (next) => {
    // Without an answer it goes on asking.
    if (next) show(next);
    else askLater(state.again_ms || 2000);
  });
}

function say(text: string): void {
  const strip = byId('strip');
  if (!strip) return;
  (strip.lastElementChild as HTMLElement).textContent = text;
  strip.className = strip.className.replace(' hide', '');
}

function busy(on: boolean, wallet: string): void {
  pressing = on;
  document.body.className = on ? 'busy' : '';
  const main = byId('go');
  if (!main) return;
  const text = main.getAttribute('data-text') || main.textContent || '';
  main.setAttribute('data-text', text);
  main.textContent = on ? fill(words.opening, { wallet }) : text;
}

/** Pressing again by itself finds the same attempt; after this it says so. */
const TRIES = 20;

function pay(way: string, wallet: string, tries = TRIES): void {
  busy(true, wallet);
  ask<PhoneAnswer>('POST', boot.base + '/pay', { way, visit: boot.visit }, (said, status) => {
    if (!said) {
      busy(false, wallet);
      return say(status === 429 ? words.busy : opened ? words.offline_opened : words.offline);
    }
    if (said.kind === 'wait' && tries > 0) return void window.setTimeout(() => pay(way, wallet, tries - 1), said.again_ms);
    if (said.kind === 'bridge') return bridge(said, wallet);
    busy(false, wallet);
    if (said.kind === 'state') return show(said.state);
    if (said.kind === 'wait') return look();
    opened = opened || said.url.indexOf(boot.base) < 0;
    location.href = said.url;
  });
}

function bridge(call: Extract<PhoneAnswer, { kind: 'bridge' }>, wallet: string): void {
  whenBridge(call.object, call.ready, (object) => {
    if (!object) {
      busy(false, wallet);
      return say(fill(words.no_bridge, { wallet }));
    }
    opened = true;
    object.invoke(call.name, call.params, (result) => {
      busy(false, wallet);
      // Words alone: what was paid the server asks the bank.
      came_back = ((result && result.err_msg) || '').slice(-3) === ':ok' ? 'ok' : 'no';
      back();
    });
  });
}

/** From a wallet: the server has the bank asked now. */
function back(): void {
  ask('POST', boot.base + '/ask', { visit: boot.visit }, look);
}

function pressed(target: EventTarget | null): void {
  for (let at = target as HTMLElement | null; at && at !== document.body; at = at.parentElement) {
    const way = at.getAttribute('data-pay');
    if (way) {
      if (!pressing) {
        came_back = '';
        pay(way, at.getAttribute('data-wallet') || '');
      }
      return;
    }
    const word = at.getAttribute('data-say');
    if (word) return answer(word === 'yes');
    if (at.getAttribute('data-fold')) {
      const steps = at.nextElementSibling as HTMLElement;
      steps.className = steps.className.indexOf('hide') < 0 ? 'steps hide' : 'steps';
      return;
    }
    if (at.getAttribute('data-close')) return close();
  }
}

/** A parent's word; once it is taken the page says what was said. */
function answer(yes: boolean): void {
  if (pressing) return;
  pressing = true;
  ask<PhoneState>('POST', boot.base + '/consent', { yes }, (next, status) => {
    pressing = false;
    if (next) show(next);
    else say(status === 429 ? words.busy : words.offline);
  });
}

function close(): void {
  if (!boot.close) return window.close();
  const { object, name } = boot.close;
  whenBridge(object, object + 'Ready', (one) => (one && one.call ? one.call(name) : window.close()));
}

document.addEventListener('click', (event) => pressed(event.target));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) (opened ? back : look)();
});
// Back from a wallet's page: some phones show this page as it was, with its button still busy.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  busy(false, '');
  (opened ? back : look)();
});
window.setInterval(tick, 1000);
show(state);
