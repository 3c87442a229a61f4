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
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
}

/** What goes out, and whether an answer says that it was taken. */
interface Post {
  body: string;
  headers: { [name: string]: string };
  took: (text: string) => boolean;
}

export function noticePoster(deps: NoticeDeps): (order: Order, notice: Notice) => Promise<boolean> {
  return async (order, notice) => {
    const merchant = deps.merchants.get(order.merchant_id);
    const post = merchant && (order.bill ? billPost(deps, merchant, order) : signedPost(deps, merchant, notice));
    if (!post) return false;
    const facts = { notice: notice.id, type: notice.type, try: notice.tries + 1 };
    try {
      const answer = await deps.send({
        method: 'POST',
        url: order.notify_url,
        body: post.body,
        timeout_ms: deps.timeout_ms,
        headers: { 'user-agent': 'lezhong-pay', ...post.headers },
      });
      const taken = answer.status === 200 && post.took(Buffer.from(answer.body).toString('utf8').trim());
      deps.log(taken ? 'info' : 'warn', taken ? 'notice.delivered' : 'notice.not-taken', { ...facts, status: answer.status });
      return taken;
    } catch (error) {
      deps.log('warn', 'notice.unreachable', { ...facts, why: (error as Error).name });
      return false;
    }
  };
}

function signedPost({ now }: NoticeDeps, merchant: Merchant, notice: Notice): Post {
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
