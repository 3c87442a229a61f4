/** One tap for each way a bank misbehaves; the full set of knobs is behind POST /control/faults. */
import { CHANNELS } from '../channel.ts';
import type { Channel } from '../channel.ts';
import type { Context } from '../server/context.ts';
import { buildFaults } from '../server/faults.ts';
import type { User } from './users.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './layout.ts';
import { money, WALLETS } from './words.ts';

interface Knob {
  name: string;
  hint: string;
  part: 'notify' | 'answer';
  /** What a tap sets. */
  set: Record<string, unknown>;
  only?: readonly Channel[];
}

/** Those that know a prepay. */
const CODES = ['wechat', 'alipay'] as const;

const KNOBS: readonly Knob[] = [
  { name: '丢失通知', hint: '下一次', part: 'notify', set: { drop: 1 } },
  { name: '通知迟到', hint: '晚 10 秒', part: 'notify', set: { delay_ms: 10_000 } },
  { name: '通知重复', hint: '多发 2 次', part: 'notify', set: { duplicate: 2 } },
  { name: '通知乱序', hint: '下一次被超过', part: 'notify', set: { reorder: 1 } },
  { name: '通知被篡改', hint: '下一次', part: 'notify', set: { tamper: 1 } },
  { name: '通知金额错', hint: '下一次说 0.01 元', part: 'notify', set: { wrong_amount: 1, wrong_amount_fen: 1 } },
  { name: '验签探测', hint: '下一次是假签名', part: 'notify', set: { signtest: 1 }, only: ['wechat'] },
  { name: '陌生证书', hint: '下一次通知', part: 'notify', set: { unknown_serial: 1 }, only: ['wechat', 'unionpay'] },
  { name: '卖家不符', hint: '下一次通知', part: 'notify', set: { wrong_seller: 1 }, only: ['alipay', 'unionpay'] },
  { name: '下单丢回答', hint: '成功了但没回音', part: 'answer', set: { lose_after_effect: { prepay: 1 } }, only: CODES },
  { name: '下单系统忙', hint: '下一次没做', part: 'answer', set: { system_error: { prepay: 1 } }, only: CODES },
  { name: '短信请求没回答', hint: '短信已发', part: 'answer', set: { lose_after_effect: { sms: 1 } }, only: ['unionpay'] },
  { name: '付款没回答', hint: '下一笔，已受理', part: 'answer', set: { lose_after_effect: { consume: 1 } }, only: ['unionpay'] },
  { name: '付款没收到', hint: '下一笔，没有回答', part: 'answer', set: { lose_before_effect: { consume: 1 } }, only: ['unionpay'] },
  { name: '进了黑名单', hint: '下一次只有一句英文', part: 'answer', set: { unsigned_error: { '*': 1 } }, only: ['unionpay'] },
  { name: '查询看不到', hint: '支付后 13 秒内', part: 'answer', set: { query_lag_ms: 13_000 } },
  { name: '查询金额错', hint: '说 0.01 元', part: 'answer', set: { query_amount_fen: 1 } },
  { name: '回答很慢', hint: '每次 8 秒', part: 'answer', set: { delay_ms: 8000 } },
  { name: '线路中断', hint: '全部请求', part: 'answer', set: { fail_rate: 1 } },
  { name: '退款余额不足', hint: '下一笔', part: 'answer', set: { refund_not_enough: 1 } },
  { name: '退款被关闭', hint: '每一笔', part: 'answer', set: { refund_ends: 'CLOSED' }, only: ['wechat'] },
  { name: '退款迟办', hint: '下一笔先答 N', part: 'answer', set: { refund_pending: 1 }, only: ['alipay'] },
  { name: '退款迟办', hint: '下一笔一天后', part: 'answer', set: { refund_pending: 1 }, only: ['unionpay'] },
  { name: '错误无签名', hint: '下一次查询', part: 'answer', set: { unsigned_error: { query: 1 } }, only: ['alipay'] },
];

/** Knobs that stand otherwise than at rest. */
function turned(context: Context, channel: Channel): string[] {
  const [now, rest] = [context.faults.of(channel), buildFaults().of(channel)];
  return (['notify', 'answer'] as const).flatMap((part) => {
    const [knobs, still] = [now[part] as unknown as Record<string, unknown>, rest[part] as unknown as Record<string, unknown>];
    return Object.keys(knobs)
      .filter((name) => spent(knobs[name]) !== spent(still[name]))
      .map((name) => `${part}.${name} = ${spent(knobs[name])}`);
  });
}

/** Counts used up are no different from none. */
function spent(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([, left]) => left !== 0)));
}

function group(context: Context, channel: Channel): Html {
  const tap = (knob: Knob): Html =>
    html`<button type="button" class="knob" data-faults="${JSON.stringify({ [channel]: { [knob.part]: knob.set } })}">
      <b>${knob.name}</b><small>${knob.hint}</small>
    </button>`;
  const active = turned(context, channel);
  const { balance_fen } = context.truth.entries.balance(channel);
  return html`<section class="group ${channel}">
    <h2>${WALLETS[channel]}<small>商户余额 ${money(balance_fen)}</small></h2>
    ${
      active.length > 0
        ? html`<ul class="active">
            ${active.map((line) => html`<li>${line}</li>`)}
          </ul>`
        : undefined
    }
    <div class="knobs">${KNOBS.filter((knob) => !knob.only || knob.only.includes(channel)).map(tap)}</div>
  </section>`;
}

export function faultsPage(context: Context, user: User): string {
  return page(
    '故障',
    '/faults',
    user,
    html`<button type="button" class="button plain reset" data-reset>全部恢复正常</button>
      ${CHANNELS.map((channel) => group(context, channel))}
      <p class="foot">更多旋钮与测试接口：<a href="/control">/control</a></p>`,
  );
}
