import type { User } from '../users.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './layout.ts';
import { clock } from './words.ts';

interface Text {
  at_ms: number;
  phone: string;
  text: string;
}

export function messageList(texts: Text[]): Html {
  if (texts.length === 0) return html`<p class="empty">没有短信<br /><small>银行发来的验证码会显示在这里</small></p>`;
  const one = ({ at_ms, phone, text }: Text): Html =>
    html`<li>
      <small>${clock(at_ms)} 发给 ${phone}</small>
      <p>${text}</p>
    </li>`;
  return html`<ul class="texts">
    ${texts.map(one)}
  </ul>`;
}

export function messagesPage(user: User, texts: Text[]): string {
  return page('短信', '/messages', user, html`<div id="live" data-from="/live/messages">${messageList(texts)}</div>`);
}
