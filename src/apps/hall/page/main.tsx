/** 电视门市 on the TV. */
import { readBoot } from '../../page/boot.ts';
import { createBuy } from '../../page/buy.ts';
import { startPage } from '../../page/page.tsx';
import { forgedScreen, noteScreen, resultScreen } from '../../page/result.tsx';
import { sorryWords } from '../../page/buy.ts';
import { lastDay, MARK, NAME } from './facts.ts';
import type { Hall, HallBoot } from './facts.ts';
import { mainScreen } from './front.tsx';

const boot = readBoot<HallBoot>(document);

startPage(boot, (page) => {
  const start = boot.start || { box: '', balance_fen: 0, running: [], products: [] };
  const hall: Hall = { page, boot, start, buy: createBuy(page, boot), main: () => mainScreen(hall) };
  const { back } = boot;
  if (!back) return hall.main();
  if (back.kind === 'forged') return forgedScreen(page, MARK, NAME, page.home);
  const front = { id: 'front', text: '回门市', act: () => page.show(hall.main()) };
  return resultScreen({
    page,
    mark: MARK,
    name: NAME,
    order: back.order,
    said: back.kind,
    paid: ({ about }) => ({
      sign: 'done',
      title: '办好了，现在就可以看',
      lines: ['有效期到 ' + lastDay(about.until_ms) + '，到期不自动续费', '发票在历史记录里开，30 天内都可以'],
    }),
    buttons: (order) => {
      if (order.state === 'paid') return [front, { id: 'home', text: '回首页', act: page.home }];
      const again = (): void =>
        hall.buy({ product: order.about.product, months: order.about.months }, order.cart, (code) =>
          page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '返回', act: front.act })),
        );
      return [{ id: 'again', text: order.state === 'closed' ? '重新订购' : '继续付款', act: again }, front];
    },
    leave: front.act,
  });
});
