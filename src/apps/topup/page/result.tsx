/** What became of a top-up. */
import { sorryWords } from '../../page/buy.ts';
import type { createBuy } from '../../page/buy.ts';
import type { OrderView } from '../../page/boot.ts';
import { yuan } from '../../page/money.ts';
import type { Page, Screen } from '../../page/page.tsx';
import { noteScreen, resultScreen } from '../../page/result.tsx';
import type { Said } from '../../page/result.tsx';
import { grouped, MARK, NAME } from './facts.ts';
import type { TopupAbout } from './facts.ts';

const AGAIN_MS = 2_000;
/** Nothing changes for ten minutes or more. */
const SLOW_MS = 15_000;

export function topupWords({ about, amount_fen }: OrderView<TopupAbout>): Said {
  const number = grouped(about.phone);
  const back = '充值失败自动退款，￥' + yuan(amount_fen) + ' 退回原来付款的地方';
  switch (about.topup) {
    case 'done':
      return { sign: 'done', title: '充值成功', lines: ['运营商已经确认，短信发到 ' + number, ''] };
    case 'failing':
      return { sign: 'wait', title: '运营商说没有充上，还在核对', lines: ['十分钟后再问一次，确实没有就退款', back], again_ms: SLOW_MS };
    case 'unknown':
      return { sign: 'wait', title: '运营商还没有结果', lines: ['等运营商的对账文件，最迟后天有结果', back], again_ms: SLOW_MS };
    case 'refunding':
      return { sign: 'wait', title: '充值失败，正在退款', lines: [back, '一般 1 到 3 个工作日可以查到'], again_ms: AGAIN_MS };
    case 'refunded':
      return {
        sign: 'over',
        title: '充值失败，钱已退回',
        lines: ['￥' + yuan(amount_fen) + ' 已退回原来付款的地方', '携号转网过的，可以换一家运营商再充'],
      };
    default:
      return { sign: 'wait', title: '付款成功，正在充值', lines: ['一般几分钟到账，会收到短信', back], again_ms: AGAIN_MS };
  }
}

export function topupResult(parts: {
  page: Page;
  order: OrderView<TopupAbout>;
  said: 'paid' | 'closed' | 'left';
  buy: ReturnType<typeof createBuy>;
  form(): Screen;
}): Screen {
  const { page, buy, form } = parts;
  const again = ({ about, cart }: OrderView<TopupAbout>): void =>
    buy({ phone: about.phone, carrier: about.carrier, face_fen: about.face_fen }, cart, (code) =>
      page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '返回', act: () => page.show(form()) })),
    );
  const ended = (order: OrderView<TopupAbout>): Said | undefined =>
    order.about.topup === 'refunding' || order.about.topup === 'refunded' ? topupWords(order) : undefined;
  return resultScreen({
    page,
    mark: MARK,
    name: NAME,
    order: parts.order,
    said: parts.said,
    first: ended,
    paid: topupWords,
    buttons: (order) => {
      const more = { id: 'more', text: order.state === 'paid' ? '再充一笔' : '换个号码', act: () => page.show(form()) };
      const home = { id: 'home', text: '回首页', act: page.home };
      if (order.state === 'paid') return [more, home];
      return [{ id: 'again', text: order.state === 'closed' ? '重新充值' : '继续付款', act: () => again(order) }, more];
    },
    leave: () => page.show(form()),
  });
}
