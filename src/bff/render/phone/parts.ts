/** Parts of the phone's pages as HTML. Whatever an order or a setting says is escaped. */
import type { Lang } from '../../../protocol/order.ts';
import { escapeHtml } from '../../../protocol/page.ts';
import type { StepSaid } from '../../../protocol/step.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { PhoneWords } from '../../../protocol/texts/phone/index.ts';
import { BRAND, CLOCK, HILLS, ring, tv } from './drawings.ts';
import type { PhoneView } from './view.ts';

export interface PhoneOrder {
  short_no: string;
  amount_text: string;
  subject: string;
  merchant: string;
  box_tail?: string;
  said: StepSaid;
}

export interface PhoneDrawing {
  lang: Lang;
  hotline: string;
  /** Absent for a code that is none. */
  order?: PhoneOrder;
  /** Lines of the way to scan with a wallet, by channel. */
  steps: (channel: string) => readonly string[];
  mark: (channel: string) => { letter: string; color: string };
  left_ms?: number;
  closes: boolean;
}

export interface Parts {
  about: PhoneDrawing;
  words: PhoneWords;
}

export const e = escapeHtml;
export const PAID_SKY = 'background:#123c58;background:linear-gradient(180deg,#0c1d33,#123c58 45%,#1f6f78 88%,#2a8a84)';

export function top({ words, about }: Parts, what: string, timed: boolean): string {
  const time =
    timed && about.left_ms !== undefined
      ? `<span class="t">${CLOCK}<span class="num" id="left">${e(leftText(words, about.left_ms))}</span></span>`
      : '';
  return `<div class="top row">${BRAND}<span class="n">${e(words.brand)}</span><span class="w">${e(what)}</span>${time}</div>`;
}

export function leftText({ left }: Pick<PhoneWords, 'left'>, left_ms: number): string {
  const s = Math.max(0, Math.round(left_ms / 1000));
  return fill(left, { m: Math.floor(s / 60), s: String(s % 60).padStart(2, '0') });
}

export function goodsHead(parts: Parts): string {
  const { order } = parts.about;
  if (!order) return '';
  const under = [order.merchant, order.said.renewal_text].filter(Boolean).join('　');
  return (
    `<div class="head">${HILLS}<div class="wrap">${top(parts, parts.words.counter, true)}` +
    `<div class="goods row"><div class="grow"><h1>${e(order.subject)}</h1><div class="q s">${e(under)}</div></div></div>` +
    `<div class="amt num">￥${e(order.amount_text)}</div><div style="height:16px"></div></div></div>`
  );
}

export function hero(parts: Parts, what: string, drawn: string, title: string, text: string, hills = HILLS, style = ''): string {
  const head = style ? `<div class="head" style="${style}">` : '<div class="head">';
  return `${head}${hills}<div class="wrap">${top(parts, what, false)}<div class="hero">${drawn}<h1>${e(title)}</h1><p>${e(text)}</p></div></div></div>`;
}

export function paper(inside: string, wide = false): string {
  return `<div class="wrap ${wide ? 'wide' : 'paper'}">${inside}</div>`;
}

export function bar(inside: string): string {
  return `<div class="bar"><div class="wrap">${inside}</div></div>`;
}

export function card(drawn: string, title: string, text: string): string {
  return `<div class="card row" style="align-items:flex-start">${drawn}<div class="grow" style="margin-left:12px"><b>${e(title)}</b><div class="q s">${e(text)}</div></div></div>`;
}

export type Line = [label: string, value: string, strong?: 'b' | 'good'];

export function line([label, value, strong]: Line, sum = false): string {
  const shown =
    strong === 'b'
      ? `<b class="num">${e(value)}</b>`
      : strong === 'good'
        ? `<span class="good"><b>${e(value)}</b></span>`
        : `<span>${e(value)}</span>`;
  return `<div class="line${sum ? ' sum' : ''}"><span>${e(label)}</span>${shown}</div>`;
}

export function lines(all: readonly Line[], sum?: Line): string {
  return `<div class="card">${all.map((one) => line(one)).join('')}${sum ? line(sum, true) : ''}</div>`;
}

export function hotline({ words, about }: Parts): string {
  return `<p class="q s" style="margin:14px 4px 0">${e(fill(words.call, { hotline: about.hotline }))}</p>`;
}

/** What it costs, to whom, and which order on which TV. */
export function aboutOrder({ words, about }: Parts): string {
  const { order } = about;
  if (!order) return '';
  const said = (order.said.lines ?? []).flatMap((one): Line[] => {
    const what = `${one.name} ${one.price_text} × ${one.qty}${one.unit ? ' ' + one.unit : ''}`;
    return [[what, one.sum_text]];
  });
  const dates = [order.said.period_text, order.said.dates_text].filter((one): one is string => Boolean(one)).map((one): Line => [one, '']);
  const price = [...said, ...dates];
  const due: Line[] = [
    [words.due, '￥' + order.amount_text, 'b'],
    [words.payee, order.said.provider_text ?? order.merchant],
  ];
  const costs = `<div class="card">${price.map((one) => line(one)).join('')}${due.map((one, i) => line(one, i === 0 && price.length > 0)).join('')}</div>`;
  const which = `<div class="card row">${tv(30)}<div class="grow" style="margin-left:12px">${e(words.order)} <b class="num">${e(order.short_no)}</b><div class="q s">${e(words.compare)}</div></div></div>`;
  return costs + which;
}

export function tailStrip({ words, about }: Parts): string {
  const tail = about.order?.box_tail;
  const first = tail ? `<span class="s" style="font-weight:400">${e(words.box)} <b class="num">${e(tail)}</b></span><br>` : '';
  return `<div class="warn" style="margin-bottom:10px;line-height:23px"><span class="x">!</span><div>${first}${e(words.not_yours)}</div></div>`;
}

/** Filled by the page too, when a press comes to nothing. */
export function strip(text: string): string {
  return `<div class="warn strip${text ? '' : ' hide'}" id="strip" role="alert"><span class="x">!</span><span>${e(text)}</span></div>`;
}

export function stripText(words: PhoneWords, view: Extract<PhoneView, { kind: 'pay' }>): string {
  return view.strip ? fill(words[view.strip], { wallet: view.strip_wallet ?? '' }) : '';
}

const INK = '#14202c';

export function busyButton(text: string): string {
  return `<div class="btn go busy"><span class="f" style="justify-content:center">${ring(INK)}<span>${e(text)}</span></span></div>`;
}
