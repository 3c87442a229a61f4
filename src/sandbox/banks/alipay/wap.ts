/**
 * alipay.trade.wap.pay: no call of a server; a phone's browser comes with a signed address or form and is shown the payment.
 * The trade is made when it comes. Source: docs/channels.md 2.12.
 */
import { letters } from '../../server/random.ts';
import type { Code } from '../../db/records.ts';
import type { AlipayAnswer } from './answer.ts';
import { refuse, succeed } from './answer.ts';
import { text } from './call.ts';
import type { AlipayCall } from './call.ts';
import { readOrder, refusedByTrade } from './prepay.ts';

export const wap: AlipayCall = {
  name: 'wap',
  method: 'alipay.trade.wap.pay',
  run(context, request) {
    const { biz } = request;
    if (text(biz, 'product_code') !== 'QUICK_WAP_WAY') return refuse('ACQ.INVALID_PARAMETER', {}, 'product_code');
    const asked = readOrder(context, request);
    if ('body' in asked) return asked;
    const about = { number: asked.number, amount_fen: asked.amount_fen };
    const refused = refusedByTrade(context, about);
    if (refused) return refused;
    const { code_life_ms, ...of } = asked;
    const now = context.world.now();
    const standing = context.db.codes.of(asked.number).at(-1);
    const code: Code = standing ?? {
      code: `https://mclient.alipay.com/cashier/${letters(context.world.random, 20)}`,
      ...of,
      made_ms: now,
      expires_ms: now + code_life_ms,
      dead: false,
    };
    context.db.codes.put(code);
    return succeed({ code: '10000', page: code.code }, about);
  },
};

/** Where the browser goes on: the payment on the phone, which leads back to `return_url`; a refusal says why. */
export function wapLocation(phone_url: string, answer: AlipayAnswer, return_url: string | undefined): string | undefined {
  const { page } = answer.body;
  if (typeof page !== 'string') return undefined;
  return phone_url + '/scan?' + new URLSearchParams({ code: page, ...(return_url ? { back: return_url } : {}) }).toString();
}
