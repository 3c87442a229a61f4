/** The routes of every app's server. */
import type { BookOrder } from './book.ts';
import { json, refuse } from './http.ts';
import type { Answer, Asked, Route, Routes } from './http.ts';
import { ask, buy, comeBack } from './sale.ts';
import type { SaleDeps } from './sale.ts';
import type { AppShop, ShopParts } from './shop-parts.ts';
import { makeTicket } from './ticket.ts';
import type { Viewer } from './ticket.ts';

export interface RouteDeps {
  parts: ShopParts;
  sale: SaleDeps;
  app: AppShop;
  prefix: string;
  who(asked: Asked): Viewer | undefined;
}

const CART = /^[0-9a-z]{8,40}$/;

/** The portal's word on who is watching, as the page passes it on. */
export const ticketOf = ({ query, body }: Asked): string => query.get('t') ?? (typeof body['t'] === 'string' ? body['t'] : '');

const userAgent = ({ request }: Asked): string => request.headers['user-agent'] ?? '';

/** An order as its page is told. */
function orderView({ sale: { book }, app }: RouteDeps, order: BookOrder): object {
  const { order_no, state, subject, amount_fen, refunded_fen, created_at_ms, cart } = order;
  const refunding = book.refunds(order_no).some((one) => one.state === 'asked' || one.state === 'refunding');
  const delivered = order.delivered_at_ms !== null;
  return { order_no, state, subject, amount_fen, refunded_fen, refunding, delivered, created_at_ms, cart, about: app.about(order) };
}

/** What a page starts with. */
function bootOf({ parts, app }: RouteDeps, viewer: Viewer | undefined, ticket: string): object {
  const home_url = parts.home_url + (viewer ? '?t=' + ticket : '');
  return { ticket, home_url, viewer, cart: parts.random(), start: viewer ? app.start(viewer) : undefined };
}

async function bought(deps: RouteDeps, asked: Asked): Promise<Answer> {
  const { app, sale, parts, prefix } = deps;
  const viewer = deps.who(asked);
  if (!viewer) return refuse('TICKET_BAD', 401);
  const cart = String(asked.body['cart'] ?? '');
  if (!CART.test(cart)) return refuse('CART_BAD');
  const goods = app.goods(viewer, asked.body);
  if ('refused' in goods) return refuse(goods.refused);
  const done = await buy(sale, { ...viewer, ...goods, cart, prefix });
  if (done.ok) return json({ order: orderView(deps, done.order), cashier_url: done.cashier_url });
  parts.world.log('no-order', { kind: done.kind, code: done.kind === 'refused' ? done.code : done.why });
  // Nothing was charged, and the same press again is safe.
  return done.kind === 'refused' ? refuse(done.code, 409) : refuse('CASHIER_UNREACHABLE', 502);
}

async function returned(deps: RouteDeps, asked: Asked): Promise<Answer> {
  const { parts, sale } = deps;
  const back = await comeBack(sale, parts.public_url + asked.url.pathname + asked.url.search);
  if (back.kind === 'forged') return parts.page.render({ ...bootOf(deps, undefined, ''), back: { kind: 'forged' } }, userAgent(asked));
  // Whoever the cashier sent back is this order's viewer.
  const viewer: Viewer = { account: back.order.account, box: back.order.box };
  const ticket = makeTicket(parts.portal_secret, viewer, parts.world.wall());
  return parts.page.render(
    { ...bootOf(deps, viewer, ticket), back: { kind: back.said, order: orderView(deps, back.order) } },
    userAgent(asked),
  );
}

/** One order of this viewer; asked about at the cashier while it is not ended. */
async function oneOrder(deps: RouteDeps, asked: Asked): Promise<Answer> {
  const { book } = deps.sale;
  const viewer = deps.who(asked);
  if (!viewer) return refuse('TICKET_BAD', 401);
  const order = book.find(asked.query.get('order_no') ?? '');
  if (!order || order.account !== viewer.account) return refuse('ORDER_NOT_FOUND', 404);
  if (order.state !== 'paid' && order.state !== 'closed') await ask(deps.sale, order);
  return json(orderView(deps, book.find(order.order_no) ?? order));
}

export function commonRoutes(deps: RouteDeps): Routes {
  const { parts, sale, who } = deps;
  const { book } = sale;
  const onNotice = sale.pay.noticeHandler({ seen: book.seen, take: (notice) => book.take(notice, sale.now()) });
  const knobs = parts.test_knobs ? makeKnobs(deps) : undefined;
  return {
    'GET /': (asked) => {
      const viewer = who(asked);
      // Without the portal's word nobody is known: the portal says who is watching.
      return viewer
        ? parts.page.render(bootOf(deps, viewer, ticketOf(asked)), userAgent(asked))
        : { status: 303, location: parts.home_url };
    },
    'GET /return': (asked) => returned(deps, asked),
    'GET /healthz': () => json({ ok: true }),
    'GET /box/*': ({ url }) => parts.page.asset(url.pathname),
    'GET /keymaps/*': ({ url }) => parts.page.keymap(url.pathname),
    'GET /api/order': (asked) => oneOrder(deps, asked),
    'POST /api/orders': (asked) => bought(deps, asked),
    'POST /notices': async ({ request, response }) => {
      if (knobs?.failsNotice()) return refuse('TOLD_TO_FAIL', 500);
      await onNotice(request, response);
      return undefined;
    },
    ...knobs?.routes,
  };
}

/** For tests: everything that is written down, and notices that are refused for a while. */
function makeKnobs({ sale: { book }, app }: RouteDeps): { failsNotice(): boolean; routes: { [route: string]: Route } } {
  let fail_times = 0;
  return {
    failsNotice: () => fail_times > 0 && fail_times-- > 0,
    routes: {
      'GET /test/facts': () => {
        const orders = book.all().map((one) => ({ ...one, notices: book.notices(one.order_no), refunds: book.refunds(one.order_no) }));
        return json({ orders, flags: book.flags(), own: app.facts() });
      },
      'POST /test/notices': ({ body }) => {
        fail_times = Math.max(0, Math.floor(Number(body['fail_times']) || 0));
        return json({ fail_times });
      },
    },
  };
}
