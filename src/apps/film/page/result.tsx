/** What became of an order: opened by the notice or the cashier's word, never by the way back. */
import { sorryWords } from '../../page/buy.ts';
import { firstOf } from '../../page/first.ts';
import type { OrderView } from '../../page/boot.ts';
import type { Screen } from '../../page/page.tsx';
import { noteScreen, resultScreen } from '../../page/result.tsx';
import type { Film } from './app.ts';
import { MARK, NAME } from './facts.ts';
import type { FilmAbout } from './facts.ts';

const BEIJING_MS = 8 * 3_600_000;

function untilText(until_ms: number | undefined): string {
  if (!until_ms) return '';
  const last = new Date(until_ms - 1 + BEIJING_MS);
  return '可以看到 ' + last.getUTCFullYear() + '年' + (last.getUTCMonth() + 1) + '月' + last.getUTCDate() + '日，到期不自动续费';
}

export function filmResult(film: Film, order: OrderView<FilmAbout>, said: 'paid' | 'closed' | 'left'): Screen {
  const { page, start } = film;
  const title = firstOf(start.titles, ({ id }) => id === (order.about.from || order.about.id));
  const rails = { id: 'rails', text: '看别的', act: () => page.show(film.rails()) };
  const again = (one: OrderView<FilmAbout>): void =>
    film.buy({ ...one.about }, one.cart, (code) =>
      page.show(noteScreen(page, { mark: MARK, name: NAME, ...sorryWords(code), button: '返回', act: rails.act })),
    );
  return resultScreen({
    page,
    mark: MARK,
    name: NAME,
    order,
    said,
    paid: ({ about }) => ({ sign: 'done', title: '已开通，现在就可以看', lines: [untilText(about.until_ms), ''] }),
    buttons: (one) => {
      const refunded = one.refunded_fen >= one.amount_fen;
      if (one.state === 'paid' && !refunded && title)
        return [{ id: 'play', text: '马上看', act: () => page.show(film.play(title)) }, rails];
      if (one.state === 'paid') return [rails];
      return [{ id: 'again', text: one.state === 'closed' ? '重新订购' : '继续付款', act: () => again(one) }, rails];
    },
    leave: rails.act,
  });
}
