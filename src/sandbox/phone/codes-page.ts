/** The first page: codes shown lately, and a field for one that is not among them. */
import type { User } from './users.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './layout.ts';
import type { CodeView } from './phone.ts';
import { clock, money, stateWord, WALLETS } from './words.ts';

function item(code: CodeView): Html {
  const word = stateWord(code.state, code.payable);
  const inner = html`<span class="badge">${code.channel === 'wechat' ? '微' : '支'}</span>
    <span class="what"
      ><b>${code.subject}</b><small>${WALLETS[code.channel]} · ${clock(code.made_ms)} · 尾号 ${code.number.slice(-6)}</small></span
    >
    <span class="sum"><b>${money(code.amount_fen)}</b><small>${word}</small></span>`;
  if (!code.payable) return html`<li class="code ${code.channel} over">${inner}</li>`;
  return html`<li class="code ${code.channel}"><a href="/scan?code=${encodeURIComponent(code.code)}">${inner}</a></li>`;
}

/** Only the list: what the page fetches again and again. */
export function codeList(all: CodeView[]): Html {
  const codes = all.filter((code) => !code.replaced);
  if (codes.length === 0) return html`<p class="empty">还没有二维码<br /><small>电视上一出现付款码，这里就会列出来</small></p>`;
  return html`<ul class="codes">
    ${codes.map(item)}
  </ul>`;
}

export function codesPage(user: User, codes: CodeView[]): string {
  return page(
    '付款',
    '/',
    user,
    html`<form class="enter" action="/scan" method="get">
        <input name="code" aria-label="二维码内容" placeholder="粘贴二维码内容" autocomplete="off" spellcheck="false" required />
        <button>识别</button>
      </form>
      <h2>电视上最近的码</h2>
      <div id="live" data-from="/live/codes">${codeList(codes)}</div>`,
  );
}
