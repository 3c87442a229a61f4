/** What the banks and others wrote to the phones, newest first. */
import { maskPhone } from '../banks/unionpay/cards.ts';
import type { Message } from '../banks/unionpay/control.ts';
import type { User } from './users.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './layout.ts';
import { clock, money } from './words.ts';

interface Text {
  at_ms: number;
  phone: string;
  text: string;
}

export interface Inbox {
  texts: Text[];
  codes: Message[];
  now_ms: number;
}

const PURPOSES = { consume: '付款验证码', open: '开通验证码' } as const;
const ENDS = { used: '已使用', replaced: '已有更新的短信', expired: '已过期' } as const;

/** "4:32" */
function left(span_ms: number): string {
  const seconds = Math.ceil(span_ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function codeItem(code: Message, now_ms: number): Html {
  const state = code.state === 'fresh' ? `还有 ${left(code.expires_ms - now_ms)}` : ENDS[code.state];
  const amount = code.amount_fen === undefined ? undefined : html`<b>${money(code.amount_fen)}</b>`;
  return html`<li class="sms ${code.state === 'fresh' ? 'fresh' : 'over'}">
    <small>银联 ${PURPOSES[code.purpose]} · ${clock(code.made_ms)} 发给 ${maskPhone(code.phone)}</small>
    <p class="digits">${code.code.slice(0, 3)}<span> </span>${code.code.slice(3)}</p>
    <p class="about"><span>${code.masked_pan}</span>${amount}<small>${state}</small></p>
  </li>`;
}

function textItem({ at_ms, phone, text }: Text): Html {
  return html`<li>
    <small>${clock(at_ms)} 发给 ${phone}</small>
    <p>${text}</p>
  </li>`;
}

export function messageList({ texts, codes, now_ms }: Inbox): Html {
  if (texts.length + codes.length === 0) return html`<p class="empty">没有短信<br /><small>银行发来的验证码会显示在这里</small></p>`;
  const items = [
    ...codes.map((code) => ({ at_ms: code.made_ms, item: codeItem(code, now_ms) })),
    ...texts.map((text) => ({ at_ms: text.at_ms, item: textItem(text) })),
  ].sort((a, b) => b.at_ms - a.at_ms);
  return html`<ul class="texts">
    ${items.map(({ item }) => item)}
  </ul>`;
}

export function messagesPage(user: User, inbox: Inbox): string {
  return page('短信', '/messages', user, html`<div id="live" data-from="/live/messages">${messageList(inbox)}</div>`);
}
