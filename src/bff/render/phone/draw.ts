/** The inside of a phone's page as HTML, a function a page. */
import { fen, yuan } from '../../../protocol/money.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import type { PhoneWords } from '../../../protocol/texts/phone/index.ts';
import { ask, backArrow, DONE, HILLS_PAID, LATE, markOf, NEXT, ring, SHIELD, stage, TICK, tv } from './drawings.ts';
import {
  aboutOrder,
  bar,
  busyButton,
  card,
  e,
  goodsHead,
  hero,
  hotline,
  lines,
  PAID_SKY,
  paper,
  strip,
  stripText,
  tailStrip,
} from './parts.ts';
import type { Line, Parts, PhoneDrawing } from './parts.ts';
import type { PhoneView, PhoneWay } from './view.ts';
import { dayAndTime } from './when.ts';

export type { PhoneDrawing } from './parts.ts';

export function drawPhone(view: PhoneView | { kind: 'unknown' }, about: PhoneDrawing): string {
  const words = PHONE_TEXTS[about.lang];
  const parts = { about, words };
  switch (view.kind) {
    case 'pay':
      return payPage(parts, view);
    case 'opening':
      return goodsHead(parts) + paper(aboutOrder(parts)) + bar(tailStrip(parts) + busyButton(fill(words.opening, { wallet: view.wallet })));
    case 'checking': {
      const text =
        view.what === 'asking'
          ? { title: fill(words.asking_title, { wallet: view.wallet }), text: words.asking_text }
          : checkingText(words, view.what);
      const drawn = view.what === 'card' ? tv(30) : ring('#1a559a');
      return goodsHead(parts) + paper(aboutOrder(parts) + card(drawn, text.title, text.text));
    }
    case 'paid':
      return paidPage(parts, view);
    case 'paid-other':
      return (
        hero(parts, words.receipt, TICK, words.paid_other_title, words.paid_other_text, HILLS_PAID, PAID_SKY) +
        paper(lines(wanted(parts))) +
        closeBar(parts)
      );
    case 'goes-back':
      return backPage(parts, view);
    case 'over':
      return overPage(parts, view);
    case 'stop':
      return stopPage(parts, view);
    case 'unknown':
      return hero(parts, words.counter, LATE, words.unknown_title, words.unknown_text) + paper(hotline(parts));
  }
}

function payPage(parts: Parts, view: Extract<PhoneView, { kind: 'pay' }>): string {
  const here = view.ways.find((one) => one.here);
  return here ? insidePage(parts, view, here) : outsidePage(parts, view);
}

/** In a wallet's own browser: one button. */
function insidePage(parts: Parts, view: Extract<PhoneView, { kind: 'pay' }>, here: PhoneWay): string {
  const { words, about } = parts;
  const others = view.ways.filter((one) => !one.here).map((one) => e(fill(words.also_with, { wallet: one.wallet })));
  const after = [e(words.watch_tv), e(fill(words.call, { hotline: about.hotline })), ...others].join('<br>');
  const button = `<button type="button" class="btn go" data-pay="${e(here.channel)}" data-wallet="${e(here.wallet)}"><span class="f" style="justify-content:center" id="go">${e(fill(words.pay, { yuan: about.order?.amount_text ?? '' }))}</span></button>`;
  const trust = `<div class="trust" style="margin-top:10px">${SHIELD}${e(fill(words.in_wallet, { wallet: here.wallet }))}</div>`;
  return (
    goodsHead(parts) +
    paper(aboutOrder(parts) + `<p class="q s" style="margin:14px 4px 0">${after}</p>`, true) +
    bar(strip(stripText(words, view)) + tailStrip(parts) + button + trust)
  );
}

/** In any other browser: a wallet that can be opened from here, and those that scan. */
function outsidePage(parts: Parts, view: Extract<PhoneView, { kind: 'pay' }>): string {
  const { words, about } = parts;
  const ways = view.ways.map((way) => (way.taps ? tapWay(parts, way) : foldWay(parts, way))).join('');
  const not_opened = view.ways.filter((one) => one.taps).map((one) => e(fill(words.not_opened, { wallet: one.wallet })));
  const hint = not_opened.length > 0 ? `<p class="q s" style="margin:12px 4px 0">${not_opened.join('<br>')}</p>` : '';
  const trust = `<div class="trust" style="margin-top:14px">${SHIELD}${e(fill(words.no_secrets, { hotline: about.hotline }))}</div>`;
  return (
    goodsHead(parts) + paper(whichTv(parts) + `<div style="margin-top:14px">${strip(stripText(words, view))}${ways}</div>` + hint + trust)
  );
}

function whichTv(parts: Parts): string {
  const { words, about } = parts;
  const tail = about.order?.box_tail;
  const first = tail ? `<div>${e(words.box)} <b class="num">${e(tail)}</b></div>` : '';
  const order = `<div class="q s">${e(words.order)} <b class="num">${e(about.order?.short_no ?? '')}</b>　${e(words.compare)}</div>`;
  return `<div class="card"><div class="row" style="padding-bottom:12px">${tv(36)}<div class="grow" style="margin-left:12px">${first}${order}</div></div><div class="warn"><span class="x">!</span>${e(words.not_yours)}</div></div>`;
}

const WAY = 'style="justify-content:flex-start;min-height:68px;padding:8px 16px"';

function wayText(title: string, text: string): string {
  return `<span class="grow" style="text-align:left;line-height:26px">${e(title)}<br><span class="q s" style="font-weight:400">${e(text)}</span></span>`;
}

function tapWay({ words, about }: Parts, way: PhoneWay): string {
  const inside =
    markOf(about.mark(way.channel)) +
    wayText(fill(words.pay_with, { wallet: way.wallet }), fill(words.tap_opens, { wallet: way.wallet })) +
    NEXT;
  return `<button type="button" class="btn" ${WAY} data-pay="${e(way.channel)}" data-wallet="${e(way.wallet)}"><span class="f">${inside}</span></button>`;
}

function foldWay({ words, about }: Parts, way: PhoneWay): string {
  const inside =
    markOf(about.mark(way.channel)) + wayText(fill(words.pay_with, { wallet: way.wallet }), fill(words.scan_again, { wallet: way.wallet }));
  const steps = about.steps(way.channel).map((text, i) => `<div class="step"><i>${i + 1}</i><span>${e(text)}</span></div>`);
  return `<div class="fold"><button type="button" class="btn" ${WAY} data-fold="1"><span class="f">${inside}</span></button><div class="steps hide">${steps.join('')}</div></div>`;
}

function checkingText(words: PhoneWords, what: 'card' | 'held'): { title: string; text: string } {
  return what === 'card' ? { title: words.card_title, text: words.card_text } : { title: words.held_title, text: words.held_text };
}

function goods({ order }: PhoneDrawing): string {
  return [order?.merchant, order?.subject].filter(Boolean).join(' ');
}

function wanted({ words, about }: Parts): Line[] {
  return [
    [words.wanted, goods(about)],
    [words.sum, '￥' + (about.order?.amount_text ?? ''), 'b'],
    [words.order_no, about.order?.short_no ?? '', 'b'],
  ];
}

function paidPage(parts: Parts, view: Extract<PhoneView, { kind: 'paid' }>): string {
  const { words, about } = parts;
  const tail = about.order?.box_tail;
  const merchant = about.order?.merchant ?? '';
  const rows: Line[] = [
    [words.what, goods(about)],
    [words.how_much, '￥' + (about.order?.amount_text ?? ''), 'b'],
    [words.how, view.wallet],
    [words.when, dayAndTime(words, view.at_ms)],
    ...(tail ? [[words.which_tv, words.box + ' ' + tail] satisfies Line] : []),
    [words.order_no, about.order?.short_no ?? '', 'b'],
  ];
  const told: Line = view.told ? [words.told, fill(words.told_yes, { merchant }), 'good'] : [words.told, fill(words.telling, { merchant })];
  return (
    hero(parts, words.receipt, TICK, words.paid_title, words.paid_text, HILLS_PAID, PAID_SKY) +
    paper(
      lines(rows, told) +
        card(backArrow(26), words.refund_wish, fill(words.refund_wish_text, { hotline: about.hotline })) +
        card(tv(26), words.tv_still, words.tv_still_text),
    ) +
    closeBar(parts)
  );
}

function backPage(parts: Parts, view: Extract<PhoneView, { kind: 'goes-back' }>): string {
  const { words, about } = parts;
  const late = view.why === 'late';
  const title = view.done ? words.back_done_title : late ? words.late_title : words.twice_title;
  const moved = `<div class="grow" style="height:4px;background:${view.done ? '#0b6f5c' : '#c3ccd4'}"></div>`;
  const stages = `<div class="row" style="margin:16px 6px 0">${DONE}<div class="grow" style="height:4px;background:#0b6f5c"></div>${view.done ? DONE : stage('#8a6a00')}${moved}${view.done ? DONE : stage('#8496a5')}</div>`;
  const names = `<div class="s" style="display:flex;justify-content:space-between;margin-top:6px"><span class="good">${e(late ? words.stage_late : words.stage_twice)}</span><span style="color:#6b5200;font-weight:700">${e(words.stage_moving)}</span><span class="q">${e(words.stage_done)}</span></div>`;
  const amount = fill(words.goes_back, { yuan: yuan(fen(view.amount_fen)), wallet: view.wallet });
  const rows: Line[] = [
    [words.wanted, goods(about)],
    [words.paid_at, dayAndTime(words, view.at_ms)],
    [words.order_no, about.order?.short_no ?? '', 'b'],
  ];
  return (
    hero(parts, words.counter, view.done ? TICK : LATE, title, words.late_text) +
    paper(
      `<div class="card"><b style="font-size:19px">${e(amount)}</b>${stages}${names}<p class="q s" style="margin-top:10px">${e(words.days)}</p></div>` +
        lines(rows) +
        (late ? card(tv(26), words.want_still, words.want_still_text) : '') +
        `<p class="q s" style="margin:14px 4px 0">${e(fill(words.progress, { hotline: about.hotline }))}</p>`,
    ) +
    closeBar(parts)
  );
}

function overPage(parts: Parts, view: Extract<PhoneView, { kind: 'over' }>): string {
  const { words, about } = parts;
  const title = view.why === 'merchant' ? words.over_merchant_title : words.over_title;
  const charged = view.tried ? card(ask(26), words.charged, fill(words.charged_text, { hotline: about.hotline })) : '';
  return (
    hero(parts, words.counter, LATE, title, words.over_text) +
    paper(lines(wanted(parts)) + card(tv(26), words.want_still, words.want_still_text) + charged) +
    closeBar(parts)
  );
}

function stopPage(parts: Parts, view: Extract<PhoneView, { kind: 'stop' }>): string {
  const { words } = parts;
  const title = words[`${view.why}_title`];
  const text = fill(words[`${view.why}_text`], { wallet: 'wallet' in view ? view.wallet : '' });
  return hero(parts, words.counter, LATE, title, text) + paper(lines(wanted(parts)) + hotline(parts));
}

function closeBar({ words, about }: Parts): string {
  return about.closes
    ? bar(
        `<button type="button" class="btn" data-close="1"><span class="f" style="justify-content:center">${e(words.close)}</span></button>`,
      )
    : '';
}
