/** The inside of the keypad's page as HTML; the page itself draws what is typed. */
import type { CardFace } from '../../../protocol/card.ts';
import type { Lang } from '../../../protocol/order.ts';
import type { Step } from '../../../protocol/step.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import { KEYPAD_TEXTS } from '../../../protocol/texts/keypad/index.ts';
import type { KeypadWords } from '../../../protocol/texts/keypad/index.ts';
import { BRAND, CLOCK, ring } from '../phone/drawings.ts';
import { e, leftText } from '../phone/parts.ts';
import { BOARD, CARD, CODE_ON_TV, HANDSET, HEADSET, REMOTE, REMOVE, SHIELD_DARK, TV_SMALL } from './drawings.ts';
import type { KeypadView } from './view.ts';

export interface KeypadDrawing {
  lang: Lang;
  hotline: string;
  /** The TV's own step; absent for a code that is none. */
  step?: Step;
  left_ms?: number;
  closes: boolean;
}

export function drawKeypad(view: KeypadView, about: KeypadDrawing): string {
  const words = KEYPAD_TEXTS[about.lang];
  const call = `<p class="chip help">${HEADSET}${e(fill(words.help, { hotline: about.hotline }))}</p>`;
  const said = (drawn: string, title: string, text: string, tiles = ''): string =>
    `<div class="wrap said">${top(words, about)}<div class="hero">${drawn}<h1>${e(title)}</h1><p>${e(text)}</p></div>${tiles}${call}</div>${closeBar(words, about)}`;
  switch (view.kind) {
    case 'type':
      return typePage(words, about, view);
    case 'wait':
      return said(`<div class="round">${ring('#b9c9d8', 44)}</div>`, words.wait_title, words.wait_text);
    case 'look':
      return said(BOARD, words.look_title, words.look_text);
    case 'ended':
      return said(BOARD, words.ended_title, words.ended_text);
    case 'taken':
      return said(BOARD, words.taken_title, words.taken_text);
    case 'here':
      return said(BOARD, words.here_title, words.here_text, tile(REMOTE, words.no_phone, words.no_phone_text));
    case 'over':
      return said(
        BOARD,
        words.over_title,
        words.over_text,
        tile(CODE_ON_TV, words.code_there, words.code_there_text) + tile(REMOTE, words.code_gone, words.code_gone_text),
      );
    case 'app':
      return said(
        BOARD,
        words.app_title,
        words.app_text,
        tile(CODE_ON_TV, words.want_pay, words.want_pay_text) +
          tile(HANDSET, words.want_type, words.want_type_text) +
          tile(REMOTE, words.no_phone, words.no_phone_text),
      );
  }
}

function top(words: KeypadWords, { left_ms }: KeypadDrawing): string {
  const time =
    left_ms === undefined ? '' : `<span class="t">${CLOCK}<span class="num" id="left">${e(leftText(words, left_ms))}</span></span>`;
  return `<div class="top row">${BRAND}<span class="n">${e(words.brand)}</span><span class="w">${e(words.title)}</span>${time}</div>`;
}

function typePage(words: KeypadWords, about: KeypadDrawing, view: Extract<KeypadView, { kind: 'type' }>): string {
  const { step } = about;
  const tail = step?.order?.box_tail;
  const which = tail ? fill(words.for_box, { tail }) : fill(words.for_order, { no: step?.order?.short_no ?? '' });
  const head = `${top(words, about)}<h1>${e(titleOf(words, about))}</h1>${under(words, step)}<div class="chip">${TV_SMALL}${e(which)}</div>`;
  const note = view.own === 'waits' ? words.waits : noteOf(step);
  const strip = `<div class="strip${note ? '' : ' hide'}" id="strip" role="alert"><b>!</b><span>${e(note)}</span></div>`;
  const sms = view.ask.kind === 'sms-code';
  const two = `<div class="two"><button type="button" class="btn" data-do="end"><span class="f">${e(words.remote)}</span></button><button type="button" class="btn" id="done" data-do="done"><span class="f">${e(words.done)}</span></button></div>`;
  const trust = `<div class="trust">${SHIELD_DARK}${e(sms ? words.sms_safe : words.safe)}</div>`;
  const inside = `${head}${strip}<div id="fields"></div>${remember(about, view)}${cardTile(about, view)}`;
  if (sms) return `<div class="wrap">${inside}${two}${trust}</div>`;
  return `<div class="wrap kp">${inside}${trust}</div><div class="keys"><div class="wrap"><div id="keys">${keys(words, view)}</div>${two}</div></div>`;
}

function titleOf(words: KeypadWords, { step, lang }: KeypadDrawing): string {
  if (step?.kind === 'card-number') return words.pan_title;
  if (step?.kind === 'sms-code') return step.wrong ? TEXTS[lang].words.sms_wrong_title : words.sms_title;
  return words.check_title;
}

function under(words: KeypadWords, step: Step | undefined): string {
  return step?.kind === 'sms-code' ? `<p class="q">${e(fill(words.sms_to, { tail: step.phone_tail }))}</p>` : '';
}

function noteOf(step: Step | undefined): string {
  return (step && 'note' in step && step.note) || '';
}

function faceText({ bank, kind_text, tail }: CardFace): string {
  return [bank, kind_text, tail].filter(Boolean).join(' ');
}

/** Whose card: filled in by the page while the number is typed; with the goods once money is near, as the TV shows them. */
function cardTile({ step }: KeypadDrawing, { ask }: Extract<KeypadView, { kind: 'type' }>): string {
  if (ask.kind === 'card-number')
    return `<div class="tile row hide" id="bank">${CARD}<div class="grow"><b></b><div class="q s"></div></div></div>`;
  if (step?.kind === 'card-check') return `<div class="tile row">${CARD}<div class="grow"><b>${e(faceText(step.card))}</b></div></div>`;
  if (step?.kind !== 'sms-code') return '';
  const goods = [step.order?.merchant_name, step.order?.subject].filter(Boolean).join(' ');
  return `<div class="tile row"><div class="grow">${e(goods)}<div class="q s">${e(faceText(step.card))}</div></div><b class="num sum">￥${e(step.order?.amount_text ?? '')}</b></div>`;
}

function remember({ lang }: KeypadDrawing, { ask }: Extract<KeypadView, { kind: 'type' }>): string {
  if (!ask.can_remember) return '';
  const { words } = TEXTS[lang];
  const why = ask.fields.some((one) => one === 'id' || one === 'id_last6') ? words.card_remember_why_id : words.card_remember_why;
  return `<button type="button" class="tick row" data-do="remember" role="checkbox" aria-checked="false"><span class="f"><i id="tick"></i><span class="grow">${e(words.card_remember)}<span class="q s">${e(why)}</span></span></span></button>`;
}

function keys(words: KeypadWords, { ask }: Extract<KeypadView, { kind: 'type' }>): string {
  const key = (digit: string): string => `<button type="button" data-key="${digit}"><span class="f">${digit}</span></button>`;
  const takes_x = ask.fields.some((one) => one === 'id' || one === 'id_last6');
  const clear = takes_x
    ? key('X').replace('<button', '<button class="alt"')
    : `<button type="button" class="alt" data-key="clear"><span class="f">${e(words.clear)}</span></button>`;
  const remove = `<button type="button" class="alt" data-key="remove" aria-label="${e(words.remove)}"><span class="f">${REMOVE}</span></button>`;
  const rows = ['123', '456', '789'].map((row) => `<div class="k">${[...row].map(key).join('')}</div>`);
  return rows.join('') + `<div class="k">${clear}${key('0')}${remove}</div>`;
}

function tile(drawn: string, title: string, text: string): string {
  return `<div class="tile row"><div class="pic">${drawn}</div><div class="grow"><b>${e(title)}</b><div class="q s">${e(text)}</div></div></div>`;
}

function closeBar(words: KeypadWords, { closes }: KeypadDrawing): string {
  return closes
    ? `<div class="keys"><div class="wrap"><button type="button" class="btn" data-do="close"><span class="f">${e(words.close)}</span></button></div></div>`
    : '';
}
