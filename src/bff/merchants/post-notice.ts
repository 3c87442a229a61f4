/** Posts one notice to a merchant's server; true only when it said so in the agreed words. */
import type { Send } from '../../channels/port.ts';
import { NOTICE_ACK, noticeHeaders } from '../../protocol/notice.ts';
import type { Notice, Order } from '../payments/payment.ts';
import type { Merchants } from './merchant.ts';
import { hmac64 } from './verify.ts';

/** How long a merchant's server may take. Source: docs/channels.md 5.3. */
export const NOTICE_TIMEOUT_MS = 5_000;

export interface NoticeDeps {
  send: Send;
  merchants: Merchants;
  now: () => number;
  timeout_ms: number;
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
}

export function noticePoster(deps: NoticeDeps): (order: Order, notice: Notice) => Promise<boolean> {
  return async (order, notice) => {
    const merchant = deps.merchants.get(order.merchant_id);
    if (!merchant) return false;
    const signed = noticeHeaders(
      hmac64,
      merchant.keys.map((key) => key.secret),
      notice.id,
      Math.floor(deps.now() / 1000),
      notice.body,
    );
    const facts = { notice: notice.id, type: notice.type, try: notice.tries + 1 };
    try {
      const answer = await deps.send({
        method: 'POST',
        url: order.notify_url,
        body: notice.body,
        timeout_ms: deps.timeout_ms,
        headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'lezhong-pay', ...signed },
      });
      const taken = answer.status === 200 && Buffer.from(answer.body).toString('utf8').trim().toUpperCase() === NOTICE_ACK;
      deps.log(taken ? 'info' : 'warn', taken ? 'notice.delivered' : 'notice.not-taken', { ...facts, status: answer.status });
      return taken;
    } catch (error) {
      deps.log('warn', 'notice.unreachable', { ...facts, why: (error as Error).name });
      return false;
    }
  };
}
