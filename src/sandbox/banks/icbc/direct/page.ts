/** The phone's page of accounts: test cards with their scenarios, and the right answer to what the television asks now. */
import { html } from '../../../phone/html.ts';
import type { Html } from '../../../phone/html.ts';
import { clock, money } from '../../../phone/words.ts';
import type { Context } from '../context.ts';
import { allCards } from './accounts.ts';
import { SCENARIOS } from './cards.ts';
import type { Method } from './cards.ts';
import { answers } from './control.ts';
import type { Answer } from './control.ts';

const METHODS: { readonly [method in Method]: string } = {
  STATIC: '支付密码',
  COORD_CARD: '口令卡',
  E_TOKEN: '电子密码器',
  SMS: '短信验证码',
  USB_KEY: 'U盾',
};

export function answerItem({ method, asked, answer, number, made_ms, amount_fen, pan, fresh }: Answer): Html {
  return html`<li class="sms ${fresh ? 'fresh' : 'over'}">
    <small>工商银行 ${METHODS[method]}${asked ? ' ' + asked : ''} · ${clock(made_ms)}</small>
    <p class="digits">${answer}</p>
    <p class="about"><span>尾号 ${pan.slice(-4)}</span><b>${money(amount_fen)}</b><small>${number}</small></p>
  </li>`;
}

function cardItem(card: ReturnType<typeof allCards>[number]): Html {
  const path = '/control/icbc/cards/' + card.id;
  const option = ([name, title]: [string, string]): Html => html`<option value="${name}">${title}</option>`;
  const button = (kind: string, title: string): Html =>
    html`<button type="button" class="button plain" data-scenario="${kind}" data-card="${card.id}" data-path="${path}">${title}</button>`;
  return html`<details class="card" id="${card.id}">
    <summary>
      <small>工商银行 · ${card.methods.map((method) => METHODS[method]).join('、')}</small>
      <b class="pan">${(card.pan.match(/.{1,4}/g) ?? []).join(' ')}</b>
      <span class="tags"
        ><span class="tag ${card.scenario === 'ok' ? 'good' : ''}">${SCENARIOS[card.scenario]}${card.once ? '（一次）' : ''}</span></span
      >
    </summary>
    <select aria-label="剧本">
      ${Object.entries(SCENARIOS).map(option)}
    </select>
    <div class="pair">${button('once', '只演一次')} ${button('always', '一直这样')} ${button('reset', '恢复')}</div>
  </details>`;
}

export function accountsBody(context: Context): Html {
  const now = answers(context, 3);
  return html`<h2>现在的答案<small>电视上问什么，这里就是什么</small></h2>
    <ul class="list">
      ${now.length > 0 ? now.map(answerItem) : html`<li class="sms over"><small>还没有验证</small></li>`}
    </ul>
    <h2>工行卡<small>在电视上输入卡号</small></h2>
    <div class="cards">${allCards(context).map(cardItem)}</div>`;
}
