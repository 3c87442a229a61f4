/** The phone as keypad: takes digits, seals them for the server, and follows what the TV is asked. It keeps nothing. */
import type { CardFace } from '../../protocol/card.ts';
import { looksMistyped } from '../../protocol/card-hints.ts';
import type { KeypadBody, KeypadBoot, KeypadField, KeypadState } from '../../protocol/keypad.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { whenBridge } from '../bridge.ts';
import { ask } from '../request.ts';
import { byId, drawDone, drawFields } from './fields.ts';
import { createLetters } from './letters.ts';
import type { Said } from './letters.ts';
import { createMemory, mostOf } from './memory.ts';

const boot = JSON.parse((byId('boot') as HTMLElement).textContent || '{}') as KeypadBoot;
const page = byId('page') as HTMLElement;
const { words } = boot;
const memory = createMemory();

const letters = createLetters(boot.visit);

/** Its HTML stands in the page already. */
let state: KeypadState = { html: '', mark: boot.state.mark };
let active: KeypadField = 'pan';
let end_ms = 0;
let again_at_ms = 0;
let timer = 0;
/** A request that changes something is out. */
let busy = false;
let begun = false;
/** The number was asked about once. */
let doubted = '';
/** Digits that numbers of this bank mostly have; a hint. */
let length = mostOf('pan');
let bank_of = '';

const now = (): number => new Date().getTime();

function draw(): void {
  if (!state.ask) return;
  const drawn = { ask: state.ask, memory, active, words, length };
  drawFields(drawn);
  drawDone(drawn, busy);
  const tick = byId('tick');
  if (tick) tick.textContent = memory.remember ? '✓' : '';
}

function show(next: KeypadState): void {
  const other = next.mark !== state.mark;
  const question = !state.ask || !next.ask || state.ask.version !== next.ask.version;
  if (other) page.innerHTML = next.html;
  state = next;
  if (next.own) begun = true;
  end_ms = next.left_ms === undefined ? 0 : now() + next.left_ms;
  if (next.ask) asked(question || other);
  // Over, or this phone's no more: nothing stays.
  else if (next.again_ms === undefined) memory.wipe();
  tick();
  later();
}

function asked(fresh: boolean): void {
  const to = state.ask as NonNullable<KeypadState['ask']>;
  memory.asked(to);
  again_at_ms = to.again_in_ms === undefined ? 0 : now() + to.again_in_ms;
  if (!fresh) return;
  active = memory.firstOpen(to) || (to.fields[0] as KeypadField);
  // Another page typed the card: it is typed anew.
  if (state.own && memory.lacks(to)) return act('lost');
  draw();
  const code = byId('code');
  if (code && state.own) code.focus();
}

function tick(): void {
  const left = byId('left');
  if (left && end_ms) {
    const s = Math.max(0, Math.round((end_ms - now()) / 1000));
    left.textContent = fill(words.left, { m: Math.floor(s / 60), s: ('0' + (s % 60)).slice(-2) });
  }
  const to = state.ask;
  if (!to || to.kind !== 'sms-code') return;
  const s = Math.max(0, Math.ceil((again_at_ms - now()) / 1000));
  const button = byId('again');
  if (button) (button.firstChild as HTMLElement).textContent = s ? fill(words.again_in, { s }) : words.again;
  // A wrong code is used up; another goes out by itself, as on the TV.
  if (to.wrong && !s && !busy && state.own) send(true);
}

function later(): void {
  clearTimeout(timer);
  if (state.again_ms !== undefined) timer = window.setTimeout(look, state.again_ms);
}

function look(): void {
  if (document.hidden || busy) return later();
  ask<KeypadState>('GET', boot.base + '/keypad?visit=' + boot.visit, undefined, (next) => {
    // What was sent since knows better.
    if (next && !busy) show(next);
    else later();
  });
}

function say(text: string): void {
  const strip = byId('strip');
  if (!strip) return;
  (strip.lastElementChild as HTMLElement).textContent = text;
  strip.className = text ? 'strip' : 'strip hide';
}

/** Sends what changes something, one at a time. */
function post<T>(path: string, body: object, done: (answer: T | undefined) => void): void {
  busy = true;
  draw();
  ask<T>('POST', boot.base + path, body, (answer, status) => {
    busy = false;
    if (!answer) {
      draw();
      say(status === 429 ? words.busy : words.offline);
    }
    done(answer);
    later();
  });
}

function act(what: KeypadBody['do'], then?: () => void): void {
  post<KeypadState>('/keypad', { do: what, visit: boot.visit }, (next) => {
    if (!next) {
      if (what === 'begin') begun = false;
      return;
    }
    show(next);
    if (then) then();
  });
}

/** The first touch: this phone is the keypad from now on, if it is the first. */
function begin(): void {
  if (begun || !state.ask) return;
  begun = true;
  act('begin', bank);
}

function send(again: boolean): void {
  const to = state.ask;
  const letter = to && letters.of(state, again ? memory.again() : memory.answer(to));
  if (!letter) return;
  post<Said>('/type', letter.body, (answer) => {
    if (!answer) return;
    const next = answer.sealed === undefined ? answer : letter.open(answer.sealed);
    if (next) show(next as KeypadState);
  });
}

function done(): void {
  const to = state.ask;
  if (!to || busy) return;
  if (!state.own) return act('begin', () => state.own && !state.own.waits && done());
  if (state.own.waits) return;
  const open = memory.firstOpen(to);
  if (open) {
    active = open;
    draw();
    return say(words.wrong[open]);
  }
  const pan = memory.of('pan');
  if (to.kind === 'card-number' && looksMistyped(pan) && doubted !== pan) {
    doubted = pan;
    return say(words.luhn);
  }
  send(false);
}

/** Whose card: asked from the sixth digit on. */
function bank(): void {
  const pan = memory.of('pan');
  const prefix = pan.slice(0, 10);
  const at = byId('bank');
  if (!at || !state.ask || state.ask.kind !== 'card-number') return;
  if (prefix.length < 6) at.className = 'tile row hide';
  if (prefix.length < 6 || bank_of === prefix) return;
  const letter = letters.of(state, { prefix, length: pan.length });
  if (!letter) return;
  bank_of = prefix;
  ask<Said>('POST', boot.base + '/bank', letter.body, (answer) => {
    const face = answer && answer.sealed !== undefined ? (letter.open(answer.sealed) as CardFace | null | undefined) : undefined;
    const tile = byId('bank');
    if (!tile || !face || !face.bank) return;
    length = face.kind === 'credit' ? 16 : mostOf('pan');
    tile.className = 'tile row';
    (tile.querySelector('b') as HTMLElement).textContent = face.bank;
    (tile.querySelector('.q') as HTMLElement).textContent = face.kind_text;
    draw();
  });
}

/** While what was typed is on its way, nothing is added to it. */
const isSending = (): boolean => busy && !!state.own;

function key(name: string): void {
  const to = state.ask;
  if (!to || isSending()) return;
  if (name === 'remove') memory.remove(active);
  else if (name === 'clear') memory.set(active, '');
  else memory.add(active, name);
  say('');
  // A field that is full and right hands over to the next.
  if (memory.of(active).length === mostOf(active) && memory.isWhole(active)) active = memory.firstOpen(to) || active;
  draw();
  begin();
  bank();
}

function code(text: string): void {
  memory.set('code', text.replace(/\D/g, '').slice(0, mostOf('code')));
  say('');
  draw();
  begin();
}

function pasted(): void {
  begin();
  navigator.clipboard.readText().then(
    (text) => {
      const found = /(^|\D)(\d{6})(?!\d)/.exec(text);
      if (found) code(found[2] as string);
    },
    () => say(words.paste_hold),
  );
}

function close(): void {
  if (!boot.close) return window.close();
  const { object, name } = boot.close;
  whenBridge(object, object + 'Ready', (one) => (one && one.call ? one.call(name) : window.close()));
}

const ACTS: { readonly [name: string]: () => void } = {
  done,
  end: () => (begun ? act('end') : close()),
  again: () => {
    if (again_at_ms <= now() && !busy) send(true);
  },
  paste: pasted,
  close,
  remember() {
    memory.remember = !memory.remember;
    begin();
    draw();
  },
};

document.addEventListener('click', (event) => {
  for (let at = event.target as HTMLElement | null; at && at !== document.body; at = at.parentElement) {
    const name = at.getAttribute('data-key');
    if (name) return key(name);
    const field = at.getAttribute('data-field');
    if (field) {
      active = field as KeypadField;
      return draw();
    }
    const act_name = at.getAttribute('data-do');
    if (act_name) return (ACTS[act_name] as () => void)();
  }
});
document.addEventListener('input', (event) => {
  const input = event.target as HTMLInputElement;
  if (input.id === 'code') code(input.value);
});
document.addEventListener('keydown', (event) => {
  if ((event.target as HTMLElement).id === 'code') return void (event.key === 'Enter' && done());
  if (/^[0-9]$/.test(event.key)) key(event.key);
  else if (event.key === 'Backspace') key('remove');
  else if (event.key === 'Enter') done();
  else if (/^x$/i.test(event.key)) key('X');
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look();
});
// Some phones show a page again as it was: its fields are gone.
window.addEventListener('pagehide', memory.wipe);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
if (boot.still) {
  const { object, ready, name, params } = boot.still;
  whenBridge(object, ready, (one) => one && one.invoke(name, params, () => undefined));
}
window.setInterval(tick, 1000);
show(boot.state);
draw();
