/** A merchant's orders and events, page by page. */
import type { FastifyInstance } from 'fastify';
import { ORDER_STATES } from '../../../protocol/order.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { cursorIn, cursorText, noticesAfter, ordersAfter, positionBefore } from '../../merchants/history.ts';
import { orderJson } from '../../merchants/order-json.ts';
import type { Standing } from '../../operators/recovering.ts';
import type { Store } from '../../store/port.ts';
import { askedBy, Flat } from './asked.ts';
import type { AskedDeps } from './asked.ts';
import { SHAPES } from './shapes.ts';

export interface ListDeps extends AskedDeps {
  store: Pick<Store, 'journalAfter' | 'read'>;
  standing: Pick<Standing, 'epoch'>;
  /** By which expires_at and the age of events are judged; `now` judges signatures. */
  wall: () => number;
  public_url: string;
}

const LIMIT = 20;
/** Events are kept for so long. */
const EVENTS_MS = 30 * 86_400_000;

export function listRoutes(app: FastifyInstance, deps: ListDeps): void {
  const { store, standing } = deps;

  app.get<{ Querystring: Flat }>('/v2/orders', { schema: { querystring: Flat }, config: { shape: SHAPES.orders } }, async (request) => {
    const { id } = askedBy(deps, request, request.query);
    const { created_after, state, limit, cursor } = request.query;
    if (created_after && !/^[0-9]{13}$/.test(created_after)) throw new Refusal('FIELD_BAD', 'created_after');
    if (state && !ORDER_STATES.some((one) => one === state)) throw new Refusal('FIELD_BAD', 'state');
    const after = cursor ? positionIn(cursor, 'cursor') : created_after ? await positionBefore(store, Number(created_after)) : 0;
    const page = await ordersAfter(store, id, after, limitIn(limit), state || undefined);
    const orders = page.items.map((payment) => orderJson(payment, deps.public_url));
    return { orders, ...(page.more ? { next_cursor: cursorText({ epoch: standing.epoch, position: page.position }) } : {}) };
  });

  app.get<{ Querystring: Flat }>('/v2/events', { schema: { querystring: Flat }, config: { shape: SHAPES.events } }, async (request) => {
    const { id } = askedBy(deps, request, request.query);
    const { after = '', limit } = request.query;
    const now_ms = deps.wall();
    const begin = async (): Promise<number> => positionBefore(store, after === 'latest' ? now_ms + 1 : now_ms - EVENTS_MS);
    const from = after && after !== 'latest' ? positionIn(after, 'after') : await begin();
    const page = await noticesAfter(store, id, from, limitIn(limit));
    const events = page.items.map((body) => JSON.parse(body) as object);
    return { events, cursor: cursorText({ epoch: standing.epoch, position: page.position }), more: page.more };
  });

  function positionIn(text: string, field: string): number {
    const cursor = cursorIn(text);
    if (!cursor) throw new Refusal('FIELD_BAD', field);
    if (cursor.epoch !== standing.epoch) throw new Refusal('CURSOR_STALE', field);
    return cursor.position;
  }
}

function limitIn(text: string | undefined): number {
  if (!text) return LIMIT;
  const limit = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 100) throw new Refusal('FIELD_BAD', 'limit');
  return limit;
}
