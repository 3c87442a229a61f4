import { yuan } from '../../../merchant-sdk/index.ts';
import type { Fen } from '../../../merchant-sdk/index.ts';
import type { Sale } from '../book.ts';
import { itemOf, ITEMS } from '../items.ts';
import type { Item } from '../items.ts';
import { linkOf } from '../shop.ts';
import type { Wishes } from '../shop.ts';
import { page } from './frame.ts';
import { button, escape } from './html.ts';

const ART: { [art in Item['art']]: [string, string] } = { show: ['综艺 VIP', '周末一起看'], phone: ['￥50 话费', '移动 联通 电信'] };

export function shopPage(cart: string, wishes: Wishes, last: Sale | undefined): string {
  const stage = `<h1>今天想买点什么？</h1><div class="hint">选好以后按遥控器的“确定”，用手机扫一扫就能付款</div>
${ITEMS.map((item, n) => card(item, n, cart, wishes)).join('\n')}
${last ? lastLine(last) : ''}`;
  return page({
    title: '八桂小店',
    side: '电视上买，手机付',
    stage,
    legend: [
      ['方向键', '选择'],
      ['确定', '购买'],
    ],
    wishes,
  });
}

function card(item: Item, n: number, cart: string, wishes: Wishes): string {
  const [big, small] = ART[item.art];
  const inside = `<span class="art ${item.art}"><s></s><i></i><b>${big}</b><u>${small}</u></span>
<span class="name">${escape(item.name)}</span><span class="detail">${escape(item.detail)}</span>
<span class="price"><small>￥</small> ${yuan(item.amount_fen as Fen)}</span><span class="buy">购买</span>`;
  return button('/buy' + linkOf(wishes, { item: item.id, cart }), inside, 'card card' + n + (n === 0 ? ' on' : ''));
}

const STATES = { made: '等待付款', open: '等待付款', closing: '正在确认', closed: '已取消', paid: '已付款' } as const;

function lastLine(sale: Sale): string {
  const name = itemOf(sale.item_id)?.name ?? sale.item_id;
  const state = sale.refunded_fen > 0 ? '已退款 ￥' + yuan(sale.refunded_fen as Fen) : STATES[sale.state];
  return `<div class="last">最近一单：${escape(name)} · ${sale.state === 'paid' ? `<b>${state}</b>` : state}</div>`;
}
