/** Draws what is typed. */
import { grouped, masked } from '../../protocol/card-groups.ts';
import { CARD_LENGTHS } from '../../protocol/card.ts';
import type { CardElement } from '../../protocol/card.ts';
import type { KeypadAsk, KeypadField, KeypadWordsOnPage } from '../../protocol/keypad.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { mostOf } from './memory.ts';
import type { Memory } from './memory.ts';

export const byId = (id: string): HTMLElement | null => document.getElementById(id);

interface Drawn {
  ask: KeypadAsk;
  memory: Memory;
  active: KeypadField;
  words: KeypadWordsOnPage;
  /** Digits that this bank's numbers mostly have. */
  length: number;
}

/** Whole, and nothing more is expected. */
function isFull({ memory, length }: Drawn, field: KeypadField): boolean {
  const text = memory.of(field);
  return memory.isWhole(field) && (field !== 'pan' || text.length === length || text.length === mostOf(field));
}

function digits({ memory, active, words }: Drawn, field: KeypadField): string {
  const text = memory.of(field);
  const shown = grouped(field, masked(field, text, text.length === mostOf(field)));
  const caret = field === active ? '<b class="caret"></b>' : '';
  if (!text && field === 'expiry' && field !== active) return '<span class="q">' + words.empty_expiry + '</span>';
  return shown.map((group, i) => '<span>' + group + (i === shown.length - 1 ? caret : '') + '</span>').join('') || caret;
}

function count(drawn: Drawn, field: KeypadField): string {
  const { memory, words, length } = drawn;
  const n = memory.of(field).length;
  if (field === 'pan') {
    if (isFull(drawn, field)) return '<span class="count good">✓ ' + fill(words.digits, { n }) + '</span>';
    return n > 0 && n < length ? '<span class="count q">' + fill(words.missing, { n: length - n }) + '</span>' : '';
  }
  return memory.isWhole(field) ? '<span class="count good">✓</span>' : '';
}

function row(drawn: Drawn, field: KeypadField): string {
  const { active, words } = drawn;
  const look = isFull(drawn, field) ? 'full' : field === active ? 'on' : '';
  const label = field === 'pan' ? '' : '<div class="label">' + words.labels[field as CardElement] + '</div>';
  return `<div class="field ${look}" data-field="${field}">${label}<div class="digits">${digits(drawn, field)}</div>${count(drawn, field)}</div>`;
}

const LINK = '<div class="row link-row"><button type="button" class="link" data-do="paste"><span class="f">';

/** One input over six boxes: the phone's own pad, which offers the code of a message. */
function codeBoxes(at: HTMLElement, { memory, words }: Drawn): void {
  const text = memory.of('code');
  const boxes = Array.apply(null, Array(CARD_LENGTHS.code)).map((_, i) => {
    const on = i === text.length;
    return '<div' + (on ? ' class="on"' : '') + '>' + (on ? '<b class="caret"></b>' : text.charAt(i)) + '</div>';
  });
  const drawn = at.querySelector('.cells');
  if (drawn) return void (drawn.innerHTML = boxes.join(''));
  const can_paste = !!(navigator.clipboard && navigator.clipboard.readText);
  const paste = can_paste
    ? LINK + words.paste + '</span></button>'
    : '<div class="row link-row"><span class="q s">' + words.paste_hold + '</span>';
  at.innerHTML =
    '<div class="boxes"><div class="cells">' +
    boxes.join('') +
    '</div><input id="code" type="tel" inputmode="numeric" pattern="[0-9]*" maxlength="6" autocomplete="one-time-code" aria-label="' +
    words.wrong.code +
    '"></div>' +
    paste +
    '<span class="grow"></span><button type="button" class="link" data-do="again" id="again"><span class="f"></span></button></div>';
}

export function drawFields(drawn: Drawn): void {
  const at = byId('fields');
  if (!at) return;
  const { ask } = drawn;
  if (ask.kind === 'sms-code') return codeBoxes(at, drawn);
  at.className = ask.kind === 'card-number' ? '' : 'many';
  at.innerHTML = ask.fields.map((field) => row(drawn, field)).join('');
}

/** 完成 is amber once all is there; with a code it is off before. */
export function drawDone(drawn: Drawn, busy: boolean): void {
  const done = byId('done');
  if (!done) return;
  const { ask, memory } = drawn;
  const can = ask.fields.every((field) => memory.isWhole(field));
  const goes = ask.fields.every((field) => isFull(drawn, field));
  done.className = 'btn' + (busy ? ' busy' : goes ? ' go' : can ? '' : ' off');
}
