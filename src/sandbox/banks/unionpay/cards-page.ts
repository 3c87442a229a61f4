/** The test cards: the data to type on the television, and each card's scenarios. */
import { SCENARIO_NAMES, scenarioOf } from './scenarios.ts';
import type { Moment, ScenarioName } from './scenarios.ts';
import type { Card } from './card-state.ts';
import { html } from '../../phone/html.ts';
import type { Html } from '../../phone/html.ts';
import { money } from '../../phone/words.ts';

const MOMENTS: Record<Moment, string> = { consume: '付款时', refund: '退款时', sms: '发短信时', open: '开通时' };
const MOMENT_ORDER: readonly Moment[] = ['consume', 'refund', 'sms', 'open'];

function title(name: ScenarioName): string {
  const code = /^[0-9A-F]{2}(?![a-z])/.exec(name)?.[0];
  return code ? `${code} ${scenarioOf(name).title}` : scenarioOf(name).title;
}

function options(): Html[] {
  return MOMENT_ORDER.map(
    (moment) =>
      html`<optgroup label="${MOMENTS[moment]}">
        ${SCENARIO_NAMES.filter((name) => scenarioOf(name).at === moment).map((name) => html`<option value="${name}">${title(name)}</option>`)}
      </optgroup>`,
  );
}

function row(name: string, value: string | undefined): Html | undefined {
  return value === undefined
    ? undefined
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
}

/** MM/YY, as it stands on a card. */
function face(expiry: string | undefined): string | undefined {
  return expiry && `${expiry.slice(2)}/${expiry.slice(0, 2)}`;
}

function tags(card: Card): Html[] {
  const set = MOMENT_ORDER.flatMap((moment) => {
    const here = card.scripts[moment];
    return here ? [`${MOMENTS[moment]} ${title(here.script)}${here.once ? '（一次）' : ''}`] : [];
  });
  const all = [...(card.open ? [] : ['未开通']), ...set];
  return (all.length > 0 ? all : ['正常']).map((tag) => html`<span class="tag ${tag === '正常' ? 'good' : ''}">${tag}</span>`);
}

function item(card: Card, choices: Html[]): Html {
  return html`<details class="card" id="${card.id}">
    <summary>
      <small>${card.bank} · ${card.type === 'debit' ? '借记卡' : '信用卡'}</small>
      <b class="pan">${(card.pan.match(/.{1,4}/g) ?? []).join(' ')}</b>
      <span class="tags">${tags(card)}</span>
    </summary>
    <dl>
      ${row('手机号', card.phone)} ${row('CVN2', card.cvn2)} ${row('有效期（月/年）', face(card.expiry))} ${row('姓名', card.holder)}
      ${row('证件号', card.certif_id)} ${row('密码', card.pin)} ${row('余额', money(card.balance_fen))}
    </dl>
    <select aria-label="剧本">
      ${choices}
    </select>
    <div class="pair">
      <button type="button" class="button plain" data-scenario="once" data-card="${card.id}" data-path="/control/unionpay/cards/${card.id}">
        只演一次
      </button>
      <button
        type="button"
        class="button plain"
        data-scenario="always"
        data-card="${card.id}"
        data-path="/control/unionpay/cards/${card.id}"
      >
        一直这样
      </button>
      <button
        type="button"
        class="button plain"
        data-scenario="reset"
        data-card="${card.id}"
        data-path="/control/unionpay/cards/${card.id}"
      >
        恢复
      </button>
    </div>
  </details>`;
}

export function cardsBody(cards: Card[]): Html {
  const choices = options();
  const isTry = (card: Card): boolean => card.id.startsWith('try-');
  const group = (name: string, hint: string, some: Card[]): Html =>
    html`<h2>${name}<small>${hint}</small></h2>
      <div class="cards">${some.map((card) => item(card, choices))}</div>`;
  return html`${group(
    '常用测试卡',
    '在电视上输入',
    cards.filter((card) => !isTry(card)),
  )}
  ${group('每张演一种结果', '手机号相同', cards.filter(isTry))}`;
}
