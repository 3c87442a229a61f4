/** Posts one notice to a merchant's server; true only when it said so in the agreed words. */
import type { Send } from '../../channels/port.ts';
import { NOTICE_ACK, noticeHeaders } from '../../protocol/notice.ts';
import type { Notice, Order } from '../payments/payment.ts';
import { signV1 } from '../../protocol/paysign-v1.ts';
import type { Merchant, Merchants } from './merchant.ts';
import { present, sha1 } from './v1/answer.ts';
import { billFields } from './v1/bill.ts';
import { hmac64 } from './verify.ts';

/** How long a merchant's server may take. Source: docs/channels.md 5.3. */
export const NOTICE_TIMEOUT_MS = 5_000;

export interface NoticeDeps {
  send: Send;
  merchants: Merchants;
  public_url: string;
  now: () => number;
  timeout_ms: number;
  /** How a post ended. */
  heard: (merchant_id: string, taken: boolean) => void;
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
}

/** What goes out, and whether an answer says that it was taken. */
interface Post {
  body: string;
  headers: { [name: string]: string };
  took: (text: string) => boolean;
}

export interface NoticePoster {
  /** True only when the merchant's server said so in the agreed words. */
  postNotice: (order: Order, notice: Notice) => Promise<boolean>;
  /** A body of no order, to try a server with. */
  postTest: (merchant: Merchant, url: string, body: string, id: string) => Promise<boolean>;
}

type Facts = { [name: string]: string | number | boolean };

export function noticePoster(deps: NoticeDeps): NoticePoster {
  const post = async (url: string, { body, headers, took }: Post, facts: Facts): Promise<boolean> => {
    try {
      const all = { 'user-agent': 'lezhong-pay', ...headers };
      const answer = await deps.send({ method: 'POST', url, body, timeout_ms: deps.timeout_ms, headers: all });
      const taken = answer.status === 200 && took(Buffer.from(answer.body).toString('utf8').trim());
      deps.log(taken ? 'info' : 'warn', taken ? 'notice.delivered' : 'notice.not-taken', { ...facts, status: answer.status });
      return taken;
    } catch (error) {
      deps.log('warn', 'notice.unreachable', { ...facts, why: nameOf(error) });
      return false;
    }
  };
  return {
    async postNotice(order, notice) {
      const merchant = deps.merchants.get(order.merchant_id);
      const made = merchant && (order.bill ? billPost(deps, merchant, order) : signedPost(deps, merchant, notice));
      const facts = { notice: notice.id, type: notice.type, try: notice.tries + 1, merchant: order.merchant_id };
      const taken = made ? await post(order.notify_url, made, facts) : false;
      deps.heard(order.merchant_id, taken);
      return taken;
    },
    postTest: (merchant, url, body, id) => post(url, signedPost(deps, merchant, { id, body }), { notice: id, merchant: merchant.id }),
  };
}

/** Node hides the useful word in `cause`. */
function nameOf(error: unknown): string {
  const { name, code, cause } = error as { name: string; code?: string; cause?: { code?: string } };
  return cause?.code ?? code ?? name;
}

function signedPost({ now }: NoticeDeps, merchant: Merchant, notice: Pick<Notice, 'id' | 'body'>): Post {
  const secrets = merchant.keys.map((key) => key.secret);
  const signed = noticeHeaders(hmac64, secrets, notice.id, Math.floor(now() / 1000), notice.body);
  return {
    body: notice.body,
    headers: { 'content-type': 'application/json; charset=utf-8', ...signed },
    took: (text) => text.toUpperCase() === NOTICE_ACK,
  };
}

/** Of 2014: the bill's fields as a form. Undefined while the merchant has that protocol switched off. */
function billPost({ public_url }: NoticeDeps, { v1 }: Merchant, order: Order): Post | undefined {
  if (!v1) return undefined;
  const fields = present(billFields(order, public_url));
  const form = new URLSearchParams({ ...fields, paySign: signV1(sha1, fields, v1.app_key) });
  return {
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    took: (text) => text.toLowerCase() === 'success',
  };
}
