/** The business hall's own part: accounts, products, the balance, recharge cards, unsubscribing, invoices. */
import { yuan } from '../../merchant-sdk/index.ts';
import type { Fen } from '../../merchant-sdk/index.ts';
import { dateText, periodText } from '../server/calendar.ts';
import { json, refuse } from '../server/http.ts';
import type { Answer, Asked } from '../server/http.ts';
import type { AppKind, ShopCore } from '../server/shop-parts.ts';
import type { Viewer } from '../server/ticket.ts';
import { CARD_TABLES, makeCards } from './cards.ts';
import type { Taken } from './cards.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { INVOICE_MS, INVOICE_TABLES, makeInvoices } from './invoices.ts';
import { LEDGER_TABLES, makeLedger } from './ledger.ts';
import { price, productOf, PRODUCTS } from './products.ts';
import type { HallGoods, Priced } from './products.ts';
import { makeSubscriptions, SUBSCRIPTION_TABLES } from './subscriptions.ts';

/** What the operator's billing knows of an account when the hall sees it first. */
export interface Opening {
  account: string;
  balance_fen: number;
  products: { product: string; months: number; from_ms: number }[];
}

export interface HallSettings {
  public_url: string;
  card_secret: string;
  cards: readonly { number: string; face_fen: number }[];
  accounts: readonly Opening[];
}

const SHOWN = 24;

export const hallKind = (settings: HallSettings): AppKind => ({
  prefix: 'H',
  tables: LEDGER_TABLES + SUBSCRIPTION_TABLES + CARD_TABLES + INVOICE_TABLES,
  make(core, who) {
    const hall = makeHall(core, settings);
    const known = (run: (viewer: Viewer, asked: Asked) => Answer) => (asked: Asked) => {
      const viewer = who(asked);
      return viewer ? run(viewer, asked) : refuse('TICKET_BAD', 401);
    };
    const { book } = core;
    return {
      reactions: {
        paid(order, now_ms) {
          const goods = JSON.parse(order.goods) as HallGoods;
          hall.subscriptions.add({ ref: order.order_no, account: order.account, ...goods, paid_fen: order.amount_fen }, now_ms);
          book.delivered(order.order_no, now_ms);
        },
        refunded(order, _refund, now_ms) {
          if (order.refunded_fen >= order.amount_fen) hall.subscriptions.drop(order.order_no, now_ms);
        },
      },
      routes: {
        'GET /api/account': known(({ account, box }) => json(hall.card(account, box))),
        'GET /api/price': known(({ account }, { query }) => {
          const priced = price({ product: query.get('product'), months: Number(query.get('months')) });
          return priced ? json(hall.priced(account, priced)) : refuse('GOODS_BAD');
        }),
        'GET /api/history': known(({ account }) => json(hall.history(account))),
        'POST /api/balance': known((viewer, { body }) => hall.payByBalance(viewer.account, body)),
        'POST /api/card': known(({ account }, { body }) => json(hall.recharge(account, String(body['number'] ?? '')))),
        'POST /api/unsubscribe': known(({ account }, { body }) => hall.unsubscribe(account, body['product'])),
        ...invoiceRoutes({ book, invoices: hall.invoices, now: core.now, public_url: settings.public_url }),
      },
      start: ({ account, box }) => ({ ...hall.card(account, box), products: PRODUCTS }),
      goods({ account }, wanted) {
        const priced = price(wanted);
        if (!priced) return { refused: 'GOODS_BAD' };
        return {
          goods: JSON.stringify(priced.goods),
          subject: priced.subject,
          amount_fen: priced.amount_fen,
          said: (order_no) => hall.said(account, priced, order_no),
        };
      },
      about: (order) => {
        const goods = JSON.parse(order.goods) as HallGoods;
        return { ...goods, until_ms: hall.subscriptions.until(order.account, goods.product) };
      },
      facts: () => ({ entries: hall.ledger.all(), periods: hall.subscriptions.all() }),
    };
  },
});

function makeHall({ db, book, now }: ShopCore, settings: HallSettings) {
  const ledger = makeLedger(db);
  const subscriptions = makeSubscriptions(db);
  const cards = makeCards(db, settings.card_secret);
  const invoices = makeInvoices(db);
  for (const { number, face_fen } of settings.cards) cards.add(number, face_fen);
  for (const opening of settings.accounts) open(opening);

  function open({ account, balance_fen, products }: Opening): void {
    book.together(() => {
      if (balance_fen > 0) ledger.add({ at_ms: now(), account, kind: 'opening', ref: account, text: '开户余额', amount_fen: balance_fen });
      for (const { product, months, from_ms } of products)
        subscriptions.add({ ref: 'opening-' + account + '-' + product, account, product, months, paid_fen: 0 }, from_ms);
    });
  }

  return {
    ledger,
    subscriptions,
    invoices,
    /** The account as its card shows it. */
    card(account: string, box: string): object {
      const running = subscriptions.running(account, now()).map(({ product, until_ms }) => {
        const { name, short, kind } = productOf(product) ?? { name: product, short: product, kind: 'channel' };
        const days = Math.ceil((until_ms - now()) / (24 * 3_600_000));
        return { product, name, short, kind, until_ms, until: dateText(until_ms - 1), days };
      });
      return { box, balance_fen: ledger.balance(account), running };
    },
    priced(account: string, { goods, amount_fen, subject }: Priced): object {
      const { from_ms, until_ms } = subscriptions.next(account, goods.product, goods.months, now());
      return { ...goods, amount_fen, subject, period: periodText(from_ms, until_ms), balance_fen: ledger.balance(account) };
    },
    history(account: string): object {
      const orders = book
        .ofAccount(account, SHOWN)
        .map(({ order_no, subject, amount_fen, state, created_at_ms, refunded_fen, paid_at_ms }) => ({
          order_no,
          subject,
          amount_fen,
          state,
          at_ms: created_at_ms,
          date: dateText(created_at_ms),
          refunded_fen,
          refunding: book.refunds(order_no).some((one) => one.state === 'asked' || one.state === 'refunding'),
          invoice: invoices.find(order_no) !== undefined,
          may_invoice: paid_at_ms !== null && now() - paid_at_ms < INVOICE_MS,
        }));
      const entries = ledger.ofAccount(account, SHOWN).map((one) => ({ ...one, date: dateText(one.at_ms) }));
      return { orders, entries };
    },
    /** All or nothing; the same visit's same goods are paid once, whatever was pressed twice. */
    payByBalance(account: string, body: Asked['body']): Answer {
      const priced = price(body);
      const cart = String(body['cart'] ?? '');
      if (!priced || !/^[0-9a-z]{8,40}$/.test(cart)) return refuse('GOODS_BAD');
      const { goods, amount_fen, subject } = priced;
      const ref = [account, cart, goods.product, goods.months].join('-');
      return book.together(() => {
        if (!ledger.find('buy', ref)) {
          if (ledger.balance(account) < amount_fen) return refuse('BALANCE_SHORT', 409);
          ledger.add({ at_ms: now(), account, kind: 'buy', ref, text: subject, amount_fen: -amount_fen });
          subscriptions.add({ ref, account, ...goods, paid_fen: amount_fen }, now());
        }
        return json({ subject, amount_fen, balance_fen: ledger.balance(account), until_ms: subscriptions.until(account, goods.product) });
      });
    },
    recharge: (account: string, number: string): Taken & { balance_fen: number } =>
      book.together(() => {
        const taken = cards.take(account, number, now());
        if (taken.kind === 'taken')
          ledger.add({
            at_ms: now(),
            account,
            kind: 'card',
            ref: taken.ref,
            text: '充值卡 ' + yuan(taken.face_fen as Fen) + ' 元',
            amount_fen: taken.face_fen,
          });
        return { ...taken, balance_fen: ledger.balance(account) };
      }),
    unsubscribe(account: string, id: unknown): Answer {
      const product = productOf(id);
      if (!product || product.kind === 'basic') return refuse('PRODUCT_BAD');
      return book.together(() => {
        const back = subscriptions.cut(account, product.id, now());
        for (const { ref, fen } of back)
          if (fen > 0) ledger.add({ at_ms: now(), account, kind: 'unsubscribe', ref, text: '退订 ' + product.name, amount_fen: fen });
        const back_fen = back.reduce((sum, { fen }) => sum + fen, 0);
        const until_ms = subscriptions.until(account, product.id);
        return json({ back_fen, balance_fen: ledger.balance(account), until_ms, until: until_ms && dateText(until_ms - 1) });
      });
    },
    said(account: string, { goods, product, amount_fen }: Priced, order_no: string): object {
      const { from_ms, until_ms } = subscriptions.next(account, goods.product, goods.months, now());
      return {
        goods_code: goods.product + ':' + goods.months,
        lines: lines(product, goods.months, amount_fen),
        period_text: periodText(from_ms, until_ms),
        starts_at_ms: from_ms,
        ends_at_ms: until_ms,
        invoice_url: settings.public_url + '/f/' + order_no,
        provider: '电视门市',
        renews: false,
      };
    },
  };
}

/** So many months at a month's price, and what is taken off for buying several. */
function lines({ name, prices }: Priced['product'], months: number, amount_fen: number): object[] {
  const month_fen = prices['1'] ?? amount_fen;
  const discount_fen = month_fen * months - amount_fen;
  return [{ name, qty: months, unit: '月', price_fen: month_fen, ...(discount_fen > 0 ? { discount_fen } : {}) }];
}
