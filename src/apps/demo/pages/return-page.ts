import { yuan } from '../../../merchant-sdk/index.ts';
import type { Fen } from '../../../merchant-sdk/index.ts';
import { linkOf } from '../shop.ts';
import type { Back, Wishes } from '../shop.ts';
import { page } from './frame.ts';
import { button, escape } from './html.ts';

/** Drawn with one stroke in a field of 152. An engine without SVG pictures shows the coloured disc alone. */
function mark(kind: keyof typeof STROKES): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 152 152"><path fill="none" stroke="#0b1622" stroke-width="14" d="${STROKES[kind]}"/></svg>`;
  return `<div class="mark ${kind}"><img alt="" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"></div>`;
}

const STROKES = {
  paid: 'M40 80l26 26 48-52',
  checking: 'M38 76h14M69 76h14M100 76h14',
  left: 'M58 48v56M94 48v56',
  closed: 'M44 76h64',
  forged: 'M76 36v52M76 100v14',
  sorry: 'M76 36v52M76 100v14',
} as const;

/** How soon the page looks again while the cashier is not sure. */
const AGAIN_S = 3;

const WORDS = {
  paid: { ribbon: '购买成功', title: '谢谢您的购买' },
  checking: { ribbon: '正在确认', title: '正在向收银台确认付款' },
  left: { ribbon: '还没有付款', title: '这一单还没有付款' },
  closed: { ribbon: '订单已取消', title: '这一单没有付款，已经取消' },
} as const;

export function returnPage(back: Back, wishes: Wishes): string {
  const home = '/' + linkOf(wishes);
  if (back.kind === 'forged') return forgedPage(home, wishes);
  const { kind, sale, item } = back;
  const words = WORDS[kind];
  const again = button('/buy' + linkOf(wishes, { item: item.id, cart: sale.cart }), '继续付款', 'btn btn2');
  const buttons = kind === 'left' ? button(home, '返回商店', 'btn btn1 on') + again : button(home, '返回商店', 'btn btn0 on');
  const line = {
    paid: item.thanks,
    checking: '钱是安全的，不用按任何键，这里会自己更新',
    left: '想好了随时可以继续，或者回去看看别的',
    closed: '没有扣款，需要的话可以重新购买',
  }[kind];
  const stage = `${mark(kind)}<div class="title">${words.title}</div>
<div class="amount">￥ ${yuan(sale.amount_fen as Fen)}</div><div class="line">${escape(item.name)} · ${escape(line)}</div>
${buttons}<div class="no">订单号 ${escape(sale.order_no)}</div>`;
  return page({
    title: words.ribbon,
    stage,
    legend:
      kind === 'left'
        ? [
            ['方向键', '选择'],
            ['确定', '确认'],
          ]
        : [['确定', '返回商店']],
    wishes,
    ...(kind === 'checking' ? { again_s: AGAIN_S } : {}),
  });
}

function forgedPage(home: string, wishes: Wishes): string {
  const stage = `${mark('forged')}<div class="title">这个地址不能确认付款结果</div>
<div class="line high">如果您已经付款，商品会自动到账，请不要重复购买</div>${button(home, '返回商店', 'btn btn0 on')}`;
  return page({ title: '返回商店', stage, legend: [['确定', '返回商店']], wishes });
}

/** The order could not be made: nothing was charged, and pressing again is safe. */
export function sorryPage(again: string, code: string, wishes: Wishes): string {
  const stage = `${mark('sorry')}<div class="title">现在没有接通收银台</div>
<div class="line high">没有扣款，请稍后再试一次</div>${button(again, '再试一次', 'btn btn1 on')}${button('/' + linkOf(wishes), '返回商店', 'btn btn2')}
<div class="no">${escape(code)}</div>`;
  return page({
    title: '请稍候',
    stage,
    legend: [
      ['方向键', '选择'],
      ['确定', '再试一次'],
    ],
    wishes,
  });
}
