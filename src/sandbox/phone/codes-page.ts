/** The first page: codes shown lately, and a field for one that is not among them. */
import type { LiveBank } from '../banks/port.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { CodeView } from './phone.ts';
import { clock, money } from './words.ts';

/** The bank's word for an order, in the payer's language. */
function stateWord({ state, payable }: CodeView, bank: LiveBank): string {
  const { state_words = {}, waiting_states = [] } = bank.wallet ?? {};
  const is_waiting = state === 'ABSENT' || waiting_states.includes(state);
  if (is_waiting && !payable) return '已失效';
  return state === 'ABSENT' ? '等待扫码' : (state_words[state] ?? state);
}

function item(code: CodeView, bank: LiveBank): Html {
  const { id, name, badge } = bank.about;
  const inner = html`<span class="badge">${badge}</span>
    <span class="what"><b>${code.subject}</b><small>${name} · ${clock(code.made_ms)} · 尾号 ${code.number.slice(-6)}</small></span>
    <span class="sum"><b>${money(code.amount_fen)}</b><small>${stateWord(code, bank)}</small></span>`;
  if (!code.payable) return html`<li class="code bank ${id} over">${inner}</li>`;
  return html`<li class="code bank ${id}"><a href="/scan?code=${encodeURIComponent(code.code)}">${inner}</a></li>`;
}

/** Only the list: the page fetches it again and again. */
export function codeList(banks: readonly LiveBank[], all: CodeView[]): Html {
  const items = all.flatMap((code) => {
    const bank = banks.find(({ id }) => id === code.channel);
    return bank && !code.replaced ? [item(code, bank)] : [];
  });
  if (items.length === 0) return html`<p class="empty">还没有二维码<br /><small>电视上一出现付款码，这里就会列出来</small></p>`;
  return html`<ul class="codes">
    ${items}
  </ul>`;
}

export function codesBody(list: Html): Html {
  return html`<form class="enter" action="/scan" method="get">
      <input
        name="code"
        aria-label="二维码内容"
        placeholder="粘贴二维码内容，或电视页面的网址"
        autocomplete="off"
        spellcheck="false"
        required
      />
      <button>识别</button>
    </form>
    <h2>电视上最近的码</h2>
    <div id="live" data-from="/live/codes">${list}</div>`;
}
