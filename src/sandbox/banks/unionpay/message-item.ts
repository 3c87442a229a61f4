/** A code by text, large, on the phone's page of messages. */
import { html } from '../../phone/html.ts';
import type { Html } from '../../phone/html.ts';
import { clock, money } from '../../phone/words.ts';
import { maskPhone } from './cards.ts';
import type { Message } from './control.ts';

const PURPOSES = { consume: '付款验证码', open: '开通验证码' } as const;
const ENDS = { used: '已使用', replaced: '已有更新的短信', expired: '已过期' } as const;

/** "4:32" */
function left(span_ms: number): string {
  const seconds = Math.ceil(span_ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function messageItem(code: Message, now_ms: number): Html {
  const state = code.state === 'fresh' ? `还有 ${left(code.expires_ms - now_ms)}` : ENDS[code.state];
  const amount = code.amount_fen === undefined ? undefined : html`<b>${money(code.amount_fen)}</b>`;
  return html`<li class="sms ${code.state === 'fresh' ? 'fresh' : 'over'}">
    <small>银联 ${PURPOSES[code.purpose]} · ${clock(code.made_ms)} 发给 ${maskPhone(code.phone)}</small>
    <p class="digits">${code.code.slice(0, 3)}<span> </span>${code.code.slice(3)}</p>
    <p class="about"><span>${code.masked_pan}</span>${amount}<small>${state}</small></p>
  </li>`;
}
