/** Text messages to the phones, of the banks and of others, newest first. */
import type { PhoneMessage } from '../banks/port.ts';
import type { Text } from '../db/sandbox-db.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { clock } from './words.ts';

function textItem({ at_ms, phone, text }: Text): Html {
  return html`<li>
    <small>${clock(at_ms)} 发给 ${phone}</small>
    <p>${text}</p>
  </li>`;
}

/** Only the list: the page fetches it again and again. */
export function messageList(texts: Text[], of_banks: PhoneMessage[]): Html {
  if (texts.length + of_banks.length === 0) return html`<p class="empty">没有短信<br /><small>银行发来的验证码会显示在这里</small></p>`;
  const items = [...of_banks, ...texts.map((text) => ({ at_ms: text.at_ms, item: textItem(text) }))];
  items.sort((a, b) => b.at_ms - a.at_ms);
  return html`<ul class="texts">
    ${items.map(({ item }) => item)}
  </ul>`;
}

export function messagesBody(list: Html): Html {
  return html`<div id="live" data-from="/live/messages">${list}</div>`;
}
