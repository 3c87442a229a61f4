/** The film app's own part: titles and packages, and the right to watch for each paid order. */
import { periodText } from '../server/calendar.ts';
import { json, refuse } from '../server/http.ts';
import type { Answer, Asked } from '../server/http.ts';
import type { AppKind } from '../server/shop-parts.ts';
import type { Viewer } from '../server/ticket.ts';
import { opening, PACKAGES, price, titleOf, TITLES } from './catalogue.ts';
import type { FilmGoods, Priced } from './catalogue.ts';
import { FILM_TABLES, makeEntitlements } from './entitlements.ts';

const goodsOf = (text: string): FilmGoods => JSON.parse(text) as FilmGoods;
const productOf = ({ what, id }: FilmGoods): string => what + ':' + id;
const MINE_SHOWN = 20;

export const filmKind = (clip_url: string): AppKind => ({
  prefix: 'F',
  tables: FILM_TABLES,
  make({ db, book, now }, who) {
    const rights = makeEntitlements(db);
    const untilOf = (account: string, id: string): number | undefined => {
      const title = titleOf(id);
      return title && rights.until(account, opening(title), now());
    };
    const known = (run: (viewer: Viewer, asked: Asked) => Answer) => (asked: Asked) => {
      const viewer = who(asked);
      return viewer ? run(viewer, asked) : refuse('TICKET_BAD', 401);
    };

    return {
      reactions: {
        paid(order, now_ms) {
          const goods = goodsOf(order.goods);
          rights.grant(order.order_no, order.account, productOf(goods), goods.months, now_ms);
          book.delivered(order.order_no, now_ms);
        },
        refunded(order, _refund, now_ms) {
          if (order.refunded_fen >= order.amount_fen) rights.revoke(order.order_no, now_ms);
        },
      },
      routes: {
        'GET /api/mine': known(({ account }) =>
          json({ rights: open(rights.ofAccount(account), now()), orders: book.ofAccount(account, MINE_SHOWN) }),
        ),
        'GET /api/title': known(({ account }, { query }) => {
          const title = titleOf(query.get('id'));
          return title ? json({ title, until_ms: untilOf(account, title.id) }) : refuse('TITLE_BAD', 404);
        }),
        // What is written on the page about a choice comes from here: nothing is counted on the TV.
        'GET /api/price': known(({ account }, { query }) => {
          const priced = price({ what: query.get('what'), id: query.get('id'), months: Number(query.get('months')) });
          if (!priced) return refuse('GOODS_BAD');
          const { from_ms, until_ms } = rights.period(account, productOf(priced.goods), priced.goods.months, now());
          return json({ ...priced, period: periodText(from_ms, until_ms) });
        }),
        'GET /api/play': known(({ account }, { query }) => {
          const title = titleOf(query.get('id'));
          if (!title) return refuse('TITLE_BAD', 404);
          return title.free || untilOf(account, title.id) !== undefined ? json({ url: clip_url }) : refuse('NOT_ENTITLED', 402);
        }),
      },
      start: ({ account }) => ({
        titles: TITLES,
        packages: PACKAGES,
        open: TITLES.filter(({ id }) => untilOf(account, id) !== undefined).map(({ id }) => id),
      }),
      goods({ account }, wanted) {
        const priced = price(wanted);
        // 'from' is the title that the viewer came from: where to go on once it is paid.
        const from = titleOf(wanted['from'])?.id;
        if (!priced) return { refused: 'GOODS_BAD' };
        const { from_ms, until_ms } = rights.period(account, productOf(priced.goods), priced.goods.months, now());
        return {
          goods: JSON.stringify({ ...priced.goods, ...(from ? { from } : {}) }),
          subject: priced.subject,
          amount_fen: priced.amount_fen,
          said: () => describe(priced, from_ms, until_ms),
        };
      },
      about: (order) => ({
        ...(JSON.parse(order.goods) as object),
        until_ms: rights.all().find((one) => one.order_no === order.order_no)?.until_ms,
      }),
      facts: () => ({ rights: rights.all() }),
    };
  },
});

function open<T extends { until_ms: number; revoked_at_ms: number | null }>(rights: T[], now_ms: number): T[] {
  return rights.filter(({ until_ms, revoked_at_ms }) => revoked_at_ms === null && until_ms > now_ms);
}

function describe({ goods, month_fen, off_fen }: Priced, from_ms: number, until_ms: number): object {
  const unit = '月';
  const line = { name: goods.what === 'title' ? '全集' : '会员', qty: goods.months, unit, price_fen: month_fen };
  return {
    goods_code: goods.what + ':' + goods.id + ':' + goods.months,
    lines: [off_fen > 0 ? { ...line, discount_fen: off_fen } : line],
    period_text: periodText(from_ms, until_ms),
    starts_at_ms: from_ms,
    ends_at_ms: until_ms,
    provider: '芒果TV',
    renews: false,
  };
}
