/** The frame of every page of the phone. */
import { html } from './html.ts';
import type { Html } from './html.ts';
import { USERS } from './users.ts';
import type { User } from './users.ts';

export interface Tab {
  path: string;
  title: string;
  /** Path data of a picture of 24 x 24. */
  icon: string;
}

const CODES: Tab = {
  path: '/',
  title: '付款',
  icon: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM16 16h2v2h-2zM14 18h2v2h-2zM18 18h2v2h-2z',
};
const MESSAGES: Tab = { path: '/messages', title: '短信', icon: 'M4 5h16v11H9l-5 4z' };
const FAULTS: Tab = { path: '/faults', title: '故障', icon: 'M12 3l10 18H2zM11.2 9v6h1.6V9zM11.2 16.6v1.8h1.6v-1.8z' };

function switcher(user: User): Html {
  const option = (one: User): Html =>
    html`<button type="button" data-user="${one.id}" aria-pressed="${one.id === user.id ? 'true' : 'false'}">${one.name}</button>`;
  return html`<div class="users" role="group" aria-label="选择用户">${USERS.map(option)}</div>`;
}

function tabBar(tabs: readonly Tab[], here: string): Html {
  const tab = ({ path, title, icon }: Tab): Html =>
    html`<a href="${path}" ${here === path ? html`aria-current="page"` : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="${icon}" /></svg>${title}</a
    >`;
  return html`<nav class="tabs">${tabs.map(tab)}</nav>`;
}

/** A whole page; `here` is the path of its tab, "" for a page over the tabs. */
export type Layout = (title: string, here: string, user: User, body: Html) => string;

/** `more` are the banks' own pages. */
export function buildLayout(more: readonly Tab[]): Layout {
  const tabs = [CODES, MESSAGES, ...more, FAULTS];
  return (title, here, user, body) => {
    const frame = html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <title>${title} · 沙箱手机</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/phone.css" />
          <link rel="stylesheet" href="/banks.css" />
        </head>
        <body>
          <header class="top">
            ${here ? undefined : html`<a class="back" href="/" aria-label="返回">‹</a>`}
            <h1>${title}</h1>
            ${switcher(user)}
          </header>
          <main>${body}</main>
          ${here ? tabBar(tabs, here) : undefined}
          <script src="/phone.js"></script>
        </body>
      </html>`;
    return frame.html;
  };
}
