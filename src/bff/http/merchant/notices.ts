/** A merchant's notices: which were not taken, one once more, and one to try a server with. */
import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import { NOTICE_TEST } from '../../../protocol/notice.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { isAllowed } from '../../merchants/merchant.ts';
import type { Merchant } from '../../merchants/merchant.ts';
import { waitingNotice } from '../../payments/money/notices.ts';
import type { Notice, Order, Payment } from '../../payments/payment.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Store } from '../../store/port.ts';
import { askedBy, Flat } from './asked.ts';
import type { AskedDeps } from './asked.ts';
import { SHAPES } from './shapes.ts';

export interface NoticeRouteDeps extends AskedDeps {
  store: Pick<Store, 'idsWith' | 'read'>;
  payments: Payments;
  postNotice: (order: Order, notice: Notice) => Promise<boolean>;
  /** To this address, under this merchant's keys; true when it was taken. */
  postTest: (merchant: Merchant, url: string, body: string, id: string) => Promise<boolean>;
  newId: () => string;
}

const NoticeId = Type.Object({ id: Type.String({ pattern: '^[0-9a-z]{20}-[0-9]{1,6}$' }) });
const LISTED_MAX = 100;

export function merchantNoticeRoutes(app: FastifyInstance, deps: NoticeRouteDeps): void {
  app.get<{ Querystring: Flat }>('/v2/notices', { schema: { querystring: Flat }, config: { shape: SHAPES.notices } }, async (request) => {
    const { id } = askedBy(deps, request, request.query);
    const { order_no } = request.query;
    if (!order_no) return { notices: (await waitingOf(deps, id)).slice(0, LISTED_MAX) };
    const payment = await deps.payments.read({ merchant_id: id, order_no });
    if (!payment) throw new Refusal('ORDER_NOT_FOUND', 'order_no');
    return { notices: payment.notices.map((notice) => noticeJson(payment, notice)) };
  });

  app.post<{ Params: { id: string }; Body: Flat }>(
    '/v2/notices/:id/resend',
    { schema: { params: NoticeId, body: Flat }, config: { shape: SHAPES.notice } },
    async (request) => {
      const merchant = askedBy(deps, request, request.body);
      const { id } = request.params;
      const payment = await deps.payments.read({ id: id.split('-')[0] ?? '' });
      const notice = payment?.notices.find((one) => one.id === id);
      if (!payment || !notice || payment.order.merchant_id !== merchant.id) throw new Refusal('NOTICE_NOT_FOUND');
      const waiting = waitingNotice(payment.notices);
      if (waiting && waiting.n < notice.n) throw new Refusal('NOTICE_WAITS');
      if (!(await deps.postNotice(payment.order, notice))) throw new Refusal('NOTICE_NOT_TAKEN');
      const key = { id: payment.order.id };
      const by = { name: merchant.id.slice(0, 32), via: 'v2' };
      // A copy of one that was delivered changes nothing.
      const after = await deps.payments.commit(key, { type: 'notice-resent', n: notice.n, by });
      return noticeJson(after ?? payment, after?.notices[notice.n - 1] ?? notice);
    },
  );

  app.post<{ Body: Flat }>('/v2/notices/test', { schema: { body: Flat }, config: { shape: SHAPES.tested } }, async (request) => {
    const merchant = askedBy(deps, request, request.body);
    const { notify_url = '' } = request.body;
    if (!isAllowed(notify_url, merchant.notify_allow)) throw new Refusal('NOTIFY_URL_NOT_ALLOWED', 'notify_url');
    const id = 'test-' + deps.newId();
    const body = { id, n: 0, type: NOTICE_TEST, created_at_ms: deps.now(), merchant_id: merchant.id, order_no: 'test', amount_fen: 1 };
    return { id, taken: await deps.postTest(merchant, notify_url, JSON.stringify(body), id) };
  });
}

async function waitingOf({ store }: NoticeRouteDeps, merchant_id: string): Promise<object[]> {
  const found: object[] = [];
  for (const id of await store.idsWith('notice')) {
    const payment = await store.read({ id });
    if (payment?.order.merchant_id !== merchant_id) continue;
    found.push(...payment.notices.filter((one) => one.delivered_ms === undefined).map((one) => noticeJson(payment, one)));
    if (found.length >= LISTED_MAX) break;
  }
  return found;
}

function noticeJson(payment: Payment, { id, n, type, tries, created_ms, delivered_ms, given_up }: Notice): object {
  const { order_no } = payment.order;
  const delivered = delivered_ms === undefined ? {} : { delivered_at_ms: delivered_ms };
  return { id, order_no, n, type, tries, created_at_ms: created_ms, ...delivered, given_up: given_up === true };
}
