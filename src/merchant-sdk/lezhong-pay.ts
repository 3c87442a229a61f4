import { randomUUID } from 'node:crypto';
import { isBrokenWhsec } from '../protocol/notice-key.ts';
import type { NoticeBody } from '../protocol/notice.ts';
import type { OrderJson, RefundJson } from '../protocol/order.ts';
import type { RefundRequestJson, RequestState } from '../protocol/refund-request.ts';
import { sign } from '../protocol/paysign-v2.ts';
import type { Fields } from '../protocol/paysign-v2.ts';
import { call, queryOf, unknown } from './call.ts';
import type { CallDeps } from './call.ts';
import { hmac } from './crypto.ts';
import type { HeaderBag } from './headers.ts';
import { checkNotice } from './notice-check.ts';
import { fastifyNotices } from './fastify-notices.ts';
import type { FastifyNotices } from './fastify-notices.ts';
import type { EventPage, NoticeView, OrderList, OrderPage } from './lists.ts';
import { noticeHandler } from './notice-handler.ts';
import type { NoticeBook, NoticeRequest, NoticeResponse } from './notice-handler.ts';
import type { LezhongPayOptions, NewOrder, NewRefund, ViewerVisit } from './options.ts';
import type { Result } from './result.ts';
import { checkReturn } from './return-check.ts';
import type { ReturnCheck } from './return-check.ts';
import { listFields, orderFields, refundFields, viewIn } from './wire.ts';

/** Well above the 2 s for which the cashier holds a close to tell its end. */
const TIMEOUT_MS = 10_000;
const RETRY_MS = [300, 1_000, 3_000] as const;

/**
 * The cashier, as a merchant's server sees it. Calls never throw for what happens on the way: they answer a `Result`.
 * They reject with a RangeError for an amount that is not whole fen.
 *
 * ```js
 * const pay = new LezhongPay({
 *   base_url: 'https://pay.example',
 *   merchant_id: 'shop',
 *   keys: [{ key_id: 'k1', secret: process.env.LEZHONG_SECRET }],
 * });
 * ```
 */
export class LezhongPay {
  readonly #options: LezhongPayOptions;
  readonly #deps: CallDeps;

  constructor(options: LezhongPayOptions) {
    const [key] = options.keys;
    // Anybody can sign with an empty secret.
    if (!key || options.keys.some((one) => !one.key_id || !one.secret))
      throw new TypeError('keys: at least one, each with a key_id and a secret');
    if (options.keys.some((one) => isBrokenWhsec(one.secret)))
      throw new TypeError('keys: a secret that begins with whsec_ goes on with the base64 of 24 to 64 bytes; this one was cut or changed');
    if (!/^https?:\/\//.test(options.base_url)) throw new TypeError('base_url: http(s)://...');
    this.#options = options;
    this.#deps = {
      base_url: options.base_url.replace(/\/+$/, ''),
      key,
      fetch: options.fetch ?? ((url, init) => fetch(url, init)),
      now: options.now ?? Date.now,
      nonce: options.nonce ?? randomUUID,
      sleep: options.sleep ?? ((delay_ms) => new Promise((wake) => setTimeout(wake, delay_ms))),
      timeout_ms: options.timeout_ms ?? TIMEOUT_MS,
      retry_ms: options.retry_ms ?? RETRY_MS,
    };
  }

  /**
   * Makes an order, or finds it again: the same `order_no` with the same contents is the same order; with others it is
   * refused with ORDER_CONFLICT. Store your order before you call.
   *
   * ```js
   * const made = await pay.createOrder({ order_no, amount_fen: 4500, subject: '综艺会员 3 个月', return_url, notify_url });
   * if (made.ok) response.writeHead(303, { location: made.cashier_url }).end();
   * else if (made.kind === 'refused') console.error(made.code, made.field);
   * else console.warn('not known yet:', made.why); // the same call again is safe
   * ```
   */
  async createOrder(order: NewOrder): Promise<Result<OrderJson>> {
    return this.#ask('POST', '/v2/orders', order.order_no, orderFields(this.#options.merchant_id, order));
  }

  /** How an order stands now: `state` is open, closing, closed or paid. Only this and a notice tell that money came. */
  queryOrder(order_no: string): Promise<Result<OrderJson>> {
    return this.#ask('GET', pathOf(order_no), order_no, { merchant_id: this.#options.merchant_id });
  }

  /** Asks for an order to end unpaid. `closing` means that a channel has yet to confirm; it may still become paid. */
  closeOrder(order_no: string): Promise<Result<OrderJson>> {
    return this.#ask('POST', pathOf(order_no) + '/close', order_no, { merchant_id: this.#options.merchant_id });
  }

  /**
   * Gives money of a paid order back, all or a part. `refund.state` is refunding, done or failed; a notice
   * (refund.done, refund.failed) tells the end. The same `refund_no` again is the same refund.
   *
   * ```js
   * const back = await pay.refund({ order_no, refund_no: order_no + '-1', amount_fen: 500, reason: '缺货' });
   * if (back.ok) console.log(back.refund.state, 'of', back.amount_fen);
   * ```
   */
  async refund(refund: NewRefund): Promise<Result<OrderJson & { refund: RefundJson }>> {
    const answer = await this.#ask(
      'POST',
      pathOf(refund.order_no) + '/refunds',
      refund.order_no,
      refundFields(this.#options.merchant_id, refund),
    );
    if (!answer.ok) return answer;
    const made = answer.refunds.find((one) => one.refund_no === refund.refund_no);
    return made ? { ...answer, refund: made } : unknown('unreadable', 200, 1);
  }

  /** What viewers want back: open requests unless told. Grant one by a `refund` that names its id. */
  async refundRequests(state: RequestState = 'open'): Promise<Result<{ requests: RefundRequestJson[] }>> {
    const holds = (body: unknown): boolean => Array.isArray((body as { requests?: unknown } | null)?.requests);
    return this.#read('GET', '/v2/refund-requests', { state }, holds);
  }

  /**
   * Declines a viewer's request; `text` (at most 60 characters) is for the viewer. The same again changes nothing.
   *
   * ```js
   * if (notice.type === 'refund.requested') await pay.declineRefundRequest(notice.request_id, '已经看过的影片不能退款');
   * ```
   */
  async declineRefundRequest(id: string, text = ''): Promise<Result<RefundRequestJson>> {
    const path = '/v2/refund-requests/' + encodeURIComponent(id) + '/decline';
    return this.#read('POST', path, text ? { text } : {}, isOf('id', id));
  }

  /** Portals alone: the box is another household's now. What is remembered of its `viewer_id` is forgotten, orders stay. */
  async viewerReissued(viewer_id: string): Promise<Result<{ viewer_id: string }>> {
    return this.#read('POST', '/v2/viewers/' + encodeURIComponent(viewer_id) + '/reissued', {}, isOf('viewer_id', viewer_id));
  }

  /** How a refund stands: refunding, done or failed. */
  async queryRefund(order_no: string, refund_no: string): Promise<Result<RefundJson>> {
    return this.#read('GET', pathOf(order_no) + '/refunds/' + encodeURIComponent(refund_no), {}, isOf('refund_no', refund_no));
  }

  /** Says that what was paid for is there; the paid screen then tells the viewer. The same again changes nothing. */
  delivered(order_no: string): Promise<Result<OrderJson>> {
    return this.#ask('POST', pathOf(order_no) + '/delivered', order_no, { merchant_id: this.#options.merchant_id });
  }

  /**
   * Orders, the oldest first. A page may hold fewer than `limit` and still have a `next_cursor`: go on until there is none.
   *
   * ```js
   * let cursor;
   * do {
   *   const page = await pay.listOrders({ created_after_ms: Date.now() - 86_400_000, state: 'paid', cursor });
   *   if (!page.ok) break;
   *   page.orders.forEach(compare);
   *   cursor = page.next_cursor;
   * } while (cursor);
   * ```
   */
  async listOrders(wish: OrderList = {}): Promise<Result<OrderPage>> {
    return this.#read('GET', '/v2/orders', listFields(wish), (body) => Array.isArray((body as Partial<OrderPage> | null)?.orders));
  }

  /** What notices tell, in their order, for 30 days back: from the beginning, from a `cursor` on, or `latest` for where to begin. */
  async events(wish: { after?: string | undefined; limit?: number } = {}): Promise<Result<EventPage>> {
    return this.#read('GET', '/v2/events', listFields(wish), (body) => Array.isArray((body as Partial<EventPage> | null)?.events));
  }

  /** Notices of an order, or all of yours that were not delivered. */
  async notices(order_no?: string): Promise<Result<{ notices: NoticeView[] }>> {
    const fields = order_no === undefined ? {} : { order_no };
    return this.#read('GET', '/v2/notices', fields, (body) => Array.isArray((body as { notices?: unknown } | null)?.notices));
  }

  /** Posts a notice once more, now. Refused with NOTICE_NOT_TAKEN when your server did not say SUCCESS. */
  async resendNotice(id: string): Promise<Result<NoticeView>> {
    return this.#read('POST', '/v2/notices/' + encodeURIComponent(id) + '/resend', {}, isOf('id', id));
  }

  /** Posts a notice of type `test` to an address on your list; `taken` says whether your server answered as agreed. */
  async testNotice(notify_url: string): Promise<Result<{ id: string; taken: boolean }>> {
    return this.#read(
      'POST',
      '/v2/notices/test',
      { notify_url },
      (body) => typeof (body as { taken?: unknown } | null)?.taken === 'boolean',
    );
  }

  /**
   * An address to send the viewer to that makes the order when it is opened, instead of `createOrder`. Good for five
   * minutes; once opened, for the order's life.
   *
   * ```js
   * response.writeHead(303, { location: pay.redirectUrl({ order_no, amount_fen: 4500, subject, return_url, notify_url }) }).end();
   * ```
   */
  redirectUrl(order: NewOrder): string {
    return this.#signedUrl('/pay', orderFields(this.#options.merchant_id, order));
  }

  /**
   * An address that opens the viewer's own page: what was paid, refunds, cards. Only for a merchant that is a portal; good for
   * five minutes, so make it when the viewer presses the key.
   *
   * ```js
   * response.writeHead(303, { location: pay.viewerUrl({ viewer_id, return_url: 'https://portal.example/' }) }).end();
   * ```
   */
  viewerUrl({ viewer_id, return_url, box_id, lang }: ViewerVisit): string {
    return this.#signedUrl('/me', { merchant_id: this.#options.merchant_id, viewer_id, return_url, box_id, lang, purpose: 'me' });
  }

  #signedUrl(path: string, fields: Fields): string {
    const { key, now, nonce, base_url } = this.#deps;
    return base_url + path + '?' + queryOf(sign(hmac, key, 'GET', path, fields, { now_ms: now(), nonce: nonce() }));
  }

  /**
   * Checks the address on which a viewer came back. Give the whole public address, as in your `return_url`: behind a
   * proxy, put it together from your own settings, not from the Host header. It is for the screen only: before you
   * deliver anything, wait for the notice or ask `queryOrder`.
   *
   * ```js
   * const back = pay.verifyReturn('https://shop.example' + request.url);
   * if (back.ok) show(back.order_no, back.state); // paid, closed or left
   * ```
   */
  verifyReturn(url: string): ReturnCheck {
    return checkReturn(this.#options.keys, this.#options.merchant_id, url, this.#deps.now());
  }

  /**
   * The notice, or undefined when it is not the cashier's, changed, or older than five minutes. `raw_body` must be the
   * bytes as they came, not JSON parsed and written again.
   *
   * ```js
   * app.post('/notices', express.raw({ type: () => true }), (request, response) => {
   *   const notice = pay.verifyNotice(request.headers, request.body);
   *   if (!notice) return response.sendStatus(401);
   *   keepOnce(notice.order_no, notice.n, notice);
   *   response.send('SUCCESS');
   * });
   * ```
   */
  verifyNotice(headers: HeaderBag, raw_body: Uint8Array | string): NoticeBody | undefined {
    const secrets = this.#options.keys.map((key) => key.secret);
    return checkNotice(secrets, this.#options.merchant_id, headers, raw_body, this.#deps.now());
  }

  /**
   * The same, ready for a Node http server and for Express: checks the raw bytes, takes each notice once, answers SUCCESS.
   * Where something before it parsed the body, its bytes are gone: put it before `express.json()`, use `express.raw()`, or keep
   * the bytes in `request.rawBody`; else it answers 500 and says so.
   *
   * ```js
   * const onNotice = pay.noticeHandler({
   *   seen: (order_no, n) => db.hasNotice(order_no, n),
   *   take: (notice) => db.transaction(() => { db.addNotice(notice); deliver(notice); }),
   * });
   * http.createServer((request, response) => (request.url === '/notices' ? onNotice(request, response) : shop(request, response)));
   * ```
   */
  noticeHandler(book: NoticeBook): (request: NoticeRequest, response: NoticeResponse) => Promise<void> {
    return noticeHandler((headers, raw_body) => this.verifyNotice(headers, raw_body), book);
  }

  /**
   * The same for Fastify: a plugin that keeps the bytes of its own route.
   *
   * ```js
   * app.register(pay.fastifyNotices({ seen, take }), { url: '/notices' });
   * ```
   */
  fastifyNotices(book: NoticeBook): FastifyNotices {
    return fastifyNotices((headers, raw_body) => this.verifyNotice(headers, raw_body), book);
  }

  async #read<T extends object>(
    method: 'GET' | 'POST',
    path: string,
    fields: Fields,
    isRight: (body: unknown) => boolean,
  ): Promise<Result<T>> {
    const answer = await call(this.#deps, method, path, { merchant_id: this.#options.merchant_id, ...fields });
    if (!answer.ok) return answer;
    return isRight(answer.body) ? { ...(answer.body as T), ok: true } : unknown('unreadable', 200, 1);
  }

  async #ask(method: 'GET' | 'POST', path: string, order_no: string, fields: Fields): Promise<Result<OrderJson>> {
    const answer = await call(this.#deps, method, path, fields);
    if (!answer.ok) return answer;
    const view = viewIn(answer.body, order_no);
    return view ? { ...view, ok: true } : unknown('unreadable', 200, 1);
  }
}

const isOf = (name: string, value: string) => (body: unknown) => (body as { [name: string]: unknown } | null)?.[name] === value;

function pathOf(order_no: string): string {
  return '/v2/orders/' + encodeURIComponent(order_no);
}
