/** After the cashier: what became of the order, in words. By what the server knows, never by the address. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ControlRows } from '../../tv/ui/control-rows.ts';
import { Message, placeOf } from '../../tv/ui/message.tsx';
import type { Sign } from '../../tv/ui/message.tsx';
import type { OrderView } from './boot.ts';
import { Header, HINT, HOTLINE, money } from './frame.tsx';
import { yuan } from './money.ts';
import type { AppControl, Page, Screen } from './page.tsx';

export interface Said {
  sign: Sign;
  title: string;
  /** One line a sentence. */
  lines: readonly string[];
  /** Asked again after so long; undefined once nothing changes by itself. */
  again_ms?: number;
}

export interface ResultParts<About> {
  page: Page;
  mark: string;
  name: string;
  order: OrderView<About>;
  /** How the viewer came: 'left' without paying, say. */
  said: 'paid' | 'closed' | 'left';
  /** Words that come before those of every app. */
  first?(order: OrderView<About>): Said | undefined;
  /** What a paid order means in this app. */
  paid(order: OrderView<About>): Said;
  /** Buttons for this state; the first is where the focus opens. */
  buttons(order: OrderView<About>): { id: string; text: string; act(): void }[];
  /** The key 返回. */
  leave(): void;
}

/** Money that came twice or too late goes back by itself: the viewer may read it wherever an order ended. */
const SURPLUS = '要是付多了，多的钱会自动退回原来付款的地方';

const AGAIN_MS = 2_000;

/** States that every app words the same. */
export function commonWords(order: OrderView<unknown>, said: 'paid' | 'closed' | 'left'): Said | undefined {
  const amount = '￥' + yuan(order.amount_fen);
  if (order.refunded_fen > 0 && order.refunded_fen >= order.amount_fen)
    return { sign: 'over', title: '钱已经退回', lines: [amount + ' 已退回原来付款的地方', '一般 1 到 3 个工作日可以查到'] };
  if (order.refunding)
    return { sign: 'wait', title: '正在退款', lines: [amount + ' 会退回原来付款的地方', '不用按键，结果会自己显示'], again_ms: AGAIN_MS };
  if (order.state === 'paid') return undefined;
  if (order.state === 'closed') return { sign: 'over', title: '订单已过期，没有扣款', lines: ['需要的话可以重新购买', SURPLUS] };
  if (order.state === 'closing' || said === 'paid')
    return {
      sign: 'safe',
      title: '钱是安全的，正在核对',
      lines: ['不用按键，结果会自己显示', '没有扣款就可以再付，扣了款就给您办好或者退回'],
      again_ms: AGAIN_MS,
    };
  return { sign: 'note', title: '还没有付款', lines: ['订单还留着，可以继续付款', SURPLUS], again_ms: 5_000 };
}

export function resultScreen<About>(parts: ResultParts<About>): Screen {
  const { page } = parts;
  const order = signal(parts.order);
  const words = (): Said => (parts.first && parts.first(order.value)) || commonWords(order.value, parts.said) || parts.paid(order.value);
  const buttons = () => parts.buttons(order.value);

  function ask(): void {
    page.api.get<OrderView<About>>('/api/order', { order_no: order.peek().order_no }, (answer) => {
      if (page.screen.peek() !== screen) return;
      if (answer.ok && JSON.stringify(answer.value) !== JSON.stringify(order.peek())) {
        order.value = answer.value;
        page.relay();
      }
      plan();
    });
  }
  function plan(): void {
    const { again_ms } = words();
    if (again_ms) page.clock.after(again_ms, ask);
  }

  const screen: Screen = {
    id: 'result',
    draw: () => {
      const { sign, title, lines } = words();
      return (
        <div>
          <Header mark={parts.mark} name={parts.name} where="结果" guarded />
          <Message sign={sign} title={title}>
            <Lines lines={[order.value.subject + '　￥' + yuan(order.value.amount_fen), ...lines]} />
          </Message>
        </div>
      );
    },
    controls: (): ControlRows<AppControl> => [
      buttons().map(({ id, text, act }, i, all) => ({ id, act, place: placeOf(i, all.length), label: () => text })),
    ],
    foot: '订单 ' + parts.order.order_no.slice(0, 10) + '　' + HOTLINE,
    hints: [HINT.sides, HINT.ok, HINT.back],
    back: parts.leave,
  };
  page.clock.after(0, plan);
  return screen;
}

export function Lines({ lines }: { lines: readonly string[] }): ComponentChildren {
  return lines.map((text, i) => (
    <div class={'mid line say-' + i + (i === 0 ? ' bold' : ' quiet')} key={i}>
      {money(text)}
    </div>
  ));
}

/** Something that went wrong before there is an order, or a way back that nobody sent. */
export function noteScreen(
  page: Page,
  parts: { mark: string; name: string; title: string; lines: readonly string[]; sign?: Sign; button: string; act(): void },
): Screen {
  return {
    id: 'note',
    draw: () => (
      <div>
        <Header mark={parts.mark} name={parts.name} />
        <Message sign={parts.sign || 'note'} title={parts.title}>
          <Lines lines={['', ...parts.lines]} />
        </Message>
      </div>
    ),
    controls: () => [
      [
        { id: 'go', act: parts.act, place: placeOf(0, 2), label: () => parts.button },
        { id: 'home', act: page.home, place: placeOf(1, 2), label: () => '回首页' },
      ],
    ],
    foot: HOTLINE,
    hints: [HINT.sides, HINT.ok],
    back: parts.act,
  };
}

export function forgedScreen(page: Page, mark: string, name: string, act: () => void): Screen {
  return noteScreen(page, {
    mark,
    name,
    title: '这个地址不能确认付款结果',
    lines: ['已经付款的，会自动办好，请不要重复购买', '在这里看不到订单，可以回首页重新打开'],
    button: '回首页',
    act,
  });
}
