/** What stands around every page of the phone. */
import { USERS } from './users.ts';
import type { User } from './users.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const TABS = [
  ['/', '付款', 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM16 16h2v2h-2zM14 18h2v2h-2zM18 18h2v2h-2z'],
  ['/messages', '短信', 'M4 5h16v11H9l-5 4z'],
  ['/cards', '银行卡', 'M3 5h18a1 1 0 011 1v12a1 1 0 01-1 1H3a1 1 0 01-1-1V6a1 1 0 011-1zM2 8.5h20V11H2zM5 15h5v1.6H5z'],
  ['/faults', '故障', 'M12 3l10 18H2zM11.2 9v6h1.6V9zM11.2 16.6v1.8h1.6v-1.8z'],
] as const;

function switcher(user: User): Html {
  const option = (one: User): Html =>
    html`<button type="button" data-user="${one.id}" aria-pressed="${one.id === user.id ? 'true' : 'false'}">${one.name}</button>`;
  return html`<div class="users" role="group" aria-label="选择用户">${USERS.map(option)}</div>`;
}

function tabs(here: string): Html {
  const tab = ([path, name, icon]: (typeof TABS)[number]): Html =>
    html`<a href="${path}" ${here === path ? html`aria-current="page"` : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="${icon}" /></svg>${name}</a
    >`;
  return html`<nav class="tabs">${TABS.map(tab)}</nav>`;
}

/** A whole page; `here` is the path of its tab, "" for a page over the tabs. */
export function page(title: string, here: string, user: User, body: Html): string {
  const frame = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>${title} · 沙箱手机</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/phone.css" />
      </head>
      <body>
        <header class="top">
          ${here ? undefined : html`<a class="back" href="/" aria-label="返回">‹</a>`}
          <h1>${title}</h1>
          ${switcher(user)}
        </header>
        <main>${body}</main>
        ${here ? tabs(here) : undefined}
        <script src="/phone.js"></script>
      </body>
    </html>`;
  return frame.html;
}
