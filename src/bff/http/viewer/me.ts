/** A viewer's own page: what he paid, his cards, his requests for a refund. Opened by a portal's signed link, good for 15 idle minutes. */
import Type from 'typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ME_PATH } from '../../../protocol/me.ts';
import type { MeAnswer, MeBoxes, MeCards, MeOrder, MeOrders, MeStart } from '../../../protocol/me.ts';
import { REFUND_REASONS } from '../../../protocol/refund-request.ts';
import type { RefundReason } from '../../../protocol/refund-request.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../../protocol/texts/me/index.ts';
import { boxTail } from '../../payments/ids.ts';
import { meOrder } from '../../render/me/order.ts';
import type { MeDraw } from '../../render/me/order.ts';
import { whenText } from '../../render/me/when.ts';
import { isLinkField, openLink } from '../../viewers/link.ts';
import { placeOf, viewerOrders } from '../../viewers/orders.ts';
import { closedAccount } from '../../viewers/accounts/page.ts';
import type { Session } from '../../viewers/sessions.ts';
import { pathOf } from '../merchant/asked.ts';
import { meAccountRoute } from './me-account.ts';
import type { MeDeps } from './me-deps.ts';
import { Ticket } from './me-ticket.ts';
import { linkFields } from '../merchant/link-fields.ts';
import type { LinkQuery } from '../merchant/link-fields.ts';

const NOTHING = { orders: [], cards: [], boxes: [], limits: [] };

/** `look`: the page asks by itself; that is no key, and does not keep it open. */
const Orders = Type.Object(
  { t: Ticket, before: Type.Optional(Type.String({ maxLength: 40 })), look: Type.Optional(Type.Literal(true)) },
  { additionalProperties: false },
);
const Request = Type.Object(
  {
    t: Ticket,
    id: Type.String({ pattern: '^[0-9a-z]{20}$' }),
    reason: Type.Union(REFUND_REASONS.map((reason) => Type.Literal(reason))),
  },
  { additionalProperties: false },
);
const Cards = Type.Object({ t: Ticket }, { additionalProperties: false });
const OneCard = Type.Object({ t: Ticket, id: Type.String({ pattern: '^[0-9a-z]{1,40}$' }) }, { additionalProperties: false });

export function meRoutes(app: FastifyInstance, deps: MeDeps): void {
  function drawOf({ lang }: Session): MeDraw {
    return {
      words: ME_TEXTS[lang],
      now_ms: deps.now(),
      merchantName: (id) => deps.merchants.get(id)?.name ?? '',
      channelName: (id) => deps.channelName(id, lang),
      payUrl: (token) => '/c/' + token,
    };
  }
  /** Throws unless the page's time is not over; one that is no longer a portal opens nothing more. */
  function admitted(session: Session | undefined): { session: Session; viewer: string } {
    const merchant = session && deps.merchants.get(session.merchant_id);
    const viewer = session && deps.viewerKey(session);
    if (!session || !merchant?.enabled || merchant.portal !== true || viewer === undefined) throw new Refusal('SESSION_OVER');
    if (!deps.rate.take(viewer)) throw new Refusal('RATE_LIMITED');
    return { session, viewer };
  }
  const at = async (ticket: string) => {
    const one = admitted(deps.sessions.open(ticket));
    if (await deps.boxes.isRemoved(one.session)) throw new Refusal('BOX_REMOVED');
    return one;
  };
  const boxesOf = async ({ box_id, lang }: Session, viewer: string): Promise<MeBoxes> => ({
    boxes: await deps.boxes.list(viewer, box_id, lang),
  });
  const resetOf = async ({ box_id, lang }: Session, viewer: string): Promise<Pick<MeStart, 'reset'>> => {
    const at_ms = await deps.news?.of(viewer, box_id);
    const words = ME_TEXTS[lang];
    if (at_ms === undefined) return {};
    return {
      reset: [fill(words.told_when, { day: whenText(at_ms, deps.now(), words) }), fill(words.told_call, { hotline: deps.hotline })],
    };
  };
  const cardsOf = async (session: Session): Promise<MeCards> => {
    const default_card = await deps.cards?.preferred(session);
    const cards = (await deps.cards?.tiles(session, session.lang)) ?? [];
    return { cards, ...(default_card === undefined ? {} : { default_card }) };
  };
  function answered<T>(reply: FastifyReply, session: Session, value: T): MeAnswer<T> {
    void reply.header('cache-control', 'no-store');
    return { ...value, t: deps.sessions.ticket(session) };
  }

  app.get<{ Querystring: LinkQuery }>('/me', { config: { page: true } }, async (request, reply) => {
    const fields = linkFields({ merchants: deps.merchants, now: deps.wall }, pathOf(request), request.query, isLinkField);
    const link = openLink(deps.merchants, pathOf(request), fields, deps.wall());
    const { merchant, viewer_id, return_url, box_id, lang = deps.lang } = link;
    const session: Session = { merchant_id: merchant.id, viewer_id, lang, ...(box_id === undefined ? {} : { box_id }) };
    const { viewer } = admitted(session);
    const is_removed = await deps.boxes.isRemoved(session);
    await deps.boxes.seen(viewer, box_id);
    const box_tail = boxTail(box_id);
    const account = await deps.account?.shown(viewer, lang);
    const start: MeStart = {
      lang,
      words: ME_TEXTS[lang],
      hotline: deps.hotline,
      app_name: merchant.app_name,
      reasons: REFUND_REASONS,
      ...(box_tail === undefined ? {} : { box_tail }),
      ...(is_removed
        ? { is_removed, ...NOTHING, ...(account ? { account: closedAccount(account) } : {}) }
        : {
            ...(await viewerOrders(deps.store, viewer, drawOf(session))),
            ...(await cardsOf(session)),
            ...(await boxesOf(session, viewer)),
            limits: deps.limitsText(lang),
            ...(await resetOf(session, viewer)),
            ...(account ? { account } : {}),
          }),
    };
    const asked = { user_agent: request.headers['user-agent'] ?? '', keymap: request.query['keymap'] };
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(deps.page.render({ start, ticket: deps.sessions.ticket(session), home_url: return_url, ...asked }));
  });

  app.post<{ Body: { t: string; before?: string; look?: true } }>(
    ME_PATH + 'orders',
    { schema: { body: Orders } },
    async ({ body }, reply): Promise<MeAnswer<MeOrders>> => {
      const { session, viewer } = await at(body.t);
      const before = body.before === undefined ? undefined : placeOf(body.before);
      if (body.before !== undefined && !before) throw new Refusal('FIELD_BAD', 'before');
      const orders = await viewerOrders(deps.store, viewer, drawOf(session), before);
      return body.look ? orders : answered(reply, session, orders);
    },
  );

  app.post<{ Body: { t: string; id: string; reason: RefundReason } }>(
    ME_PATH + 'request',
    { schema: { body: Request } },
    async ({ body: { t, id, reason } }, reply): Promise<MeAnswer<{ order: MeOrder }>> => {
      const { session, viewer } = await at(t);
      const known = await deps.store.read({ id });
      // Another's order is as unknown as none.
      if (known?.order.viewer_key !== viewer) throw new Refusal('ORDER_NOT_FOUND');
      const draw = drawOf(session);
      if (!meOrder(known, draw).may_ask) return answered(reply, session, { order: meOrder(known, draw) });
      const { payment } = await deps.payments.requestRefund({ id }, { reason });
      return answered(reply, session, { order: meOrder(payment, draw) });
    },
  );

  beside(app, deps, { at, answered, cardsOf, boxesOf });
  if (deps.account) meAccountRoute(app, { ...deps, account: deps.account }, (ticket) => admitted(deps.sessions.open(ticket)), answered);
}

type Opened = { session: Session; viewer: string };

interface Tools {
  at: (ticket: string) => Promise<Opened>;
  answered: <T>(reply: FastifyReply, session: Session, value: T) => MeAnswer<T>;
  cardsOf: (session: Session) => Promise<MeCards>;
  boxesOf: (session: Session, viewer: string) => Promise<MeBoxes>;
}

/** Cards, boxes, and what was said once. */
function beside(app: FastifyInstance, { cards, news }: Pick<MeDeps, 'cards' | 'news'>, { at, answered, cardsOf, boxesOf }: Tools): void {
  app.post<{ Body: { t: string } }>(ME_PATH + 'cards', { schema: { body: Cards } }, async ({ body }, reply): Promise<MeAnswer<MeCards>> => {
    const { session } = await at(body.t);
    return answered(reply, session, await cardsOf(session));
  });

  app.post<{ Body: { t: string } }>(ME_PATH + 'boxes', { schema: { body: Cards } }, async ({ body }, reply): Promise<MeAnswer<MeBoxes>> => {
    const { session, viewer } = await at(body.t);
    return answered(reply, session, await boxesOf(session, viewer));
  });

  app.post<{ Body: { t: string } }>(ME_PATH + 'told', { schema: { body: Cards } }, async ({ body }, reply): Promise<MeAnswer<object>> => {
    const { session, viewer } = await at(body.t);
    if (session.box_id !== undefined) await news?.seen(viewer, session.box_id);
    return answered(reply, session, {});
  });

  for (const act of ['prefer', 'remove'] as const)
    app.post<{ Body: { t: string; id: string } }>(
      ME_PATH + 'cards/' + act,
      { schema: { body: OneCard } },
      async ({ body }, reply): Promise<MeAnswer<MeCards>> => {
        const { session } = await at(body.t);
        await cards?.[act](session, body.id);
        return answered(reply, session, await cardsOf(session));
      },
    );
}
