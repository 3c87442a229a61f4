/** The page on which a parent says yes or no to a payment on the television. */
import { fill } from '../../../protocol/texts/fill.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import { HILLS, LATE, SHIELD, TICK } from './drawings.ts';
import { bar, e, hero, hotline, lines, paper, strip, top } from './parts.ts';
import type { Line, Parts, PhoneDrawing } from './parts.ts';
import { dayAndTime } from './when.ts';

export type ConsentView = { kind: 'ask'; at_ms: number } | { kind: 'yes' | 'no' | 'late' };

export function drawConsent(view: ConsentView, about: PhoneDrawing): string {
  const words = PHONE_TEXTS[about.lang];
  const parts: Parts = { about, words };
  switch (view.kind) {
    case 'ask':
      return askPage(parts, view.at_ms);
    case 'yes':
      return hero(parts, words.consent, TICK, words.consent_yes_title, words.consent_yes_text) + paper(hotline(parts));
    case 'no':
      return hero(parts, words.consent, TICK, words.consent_no_title, words.consent_no_text) + paper(hotline(parts));
    case 'late':
      return hero(parts, words.consent, LATE, words.consent_late_title, words.consent_no_text) + paper(hotline(parts));
  }
}

function askPage(parts: Parts, at_ms: number): string {
  const { words, about } = parts;
  const { order } = about;
  if (!order) return '';
  const under = [order.merchant, order.said.renewal_text].filter(Boolean).join('　');
  const head =
    `<div class="head">${HILLS}<div class="wrap">${top(parts, words.consent, true)}` +
    `<p style="margin:14px 0 0"><b>${e(words.consent_who)}</b></p>` +
    `<div class="goods row"><div class="grow"><h1>${e(order.subject)}</h1><div class="q s">${e(under)}</div></div></div>` +
    `<div class="amt num">￥${e(order.amount_text)}</div><div style="height:16px"></div></div></div>`;
  const rows: Line[] = [
    ...(order.box_tail ? [[words.which_tv, words.box + ' ' + order.box_tail, 'b'] satisfies Line] : []),
    [words.when, dayAndTime(words, at_ms)],
    [words.consent_to, order.merchant],
    ...(order.said.lines ?? []).map((one): Line => [`${one.name} ${one.price_text} × ${one.qty}${one.unit}`, one.sum_text]),
    [words.order_no, order.short_no, 'b'],
  ];
  const after =
    `<div class="card"><b>${e(words.consent_after)}</b><div class="q s">${e(words.consent_after_text)}</div>` +
    `<b style="display:block;margin-top:10px">${e(words.consent_else)}</b><div class="q s">${e(words.consent_else_text)}</div></div>`;
  const warn = `<div class="warn" style="margin-top:12px"><span class="x">!</span><b>${e(words.consent_strange)}</b></div>`;
  const button = (said: string, text: string): string =>
    `<button type="button" class="btn grow" style="margin:0 4px" data-say="${said}"><span class="f" style="justify-content:center">${e(text)}</span></button>`;
  const trust = `<div class="trust" style="margin-top:10px">${SHIELD}${e(fill(words.consent_safe, { hotline: about.hotline }))}</div>`;
  return (
    head +
    paper(lines(rows) + after + warn) +
    bar(strip('') + `<div class="row">${button('no', words.consent_no)}${button('yes', words.consent_yes)}</div>` + trust)
  );
}
