/** A merchant's order at a whole BFF, paid by a code. */
import type { testApp } from './app.ts';

/** Its id. */
export async function paidOrder(
  app: Awaited<ReturnType<typeof testApp>>,
  order_no: string,
  over: { [name: string]: string } = {},
): Promise<string> {
  const made = await app.post('/v2/orders', app.order({ order_no, ...over }));
  const token = (made.json() as { cashier_url: string }).cashier_url.split('/').at(-1) ?? '';
  const answer = await app.bff.payments.commit({ token }, { type: 'answer', version: 1, answer: { kind: 'choose', channel: 'wechat' } });
  const channel_no = answer?.attempts[0]?.channel_no ?? '';
  for (let i = 0; i < 500 && !app.banks.wechat.trades.has(channel_no); i++) await new Promise((done) => setTimeout(done, 10));
  app.banks.wechat.pay(channel_no);
  await app.bff.payments.commit({ token }, { type: 'evidence', attempt: 1, evidence: app.banks.wechat.news(channel_no) });
  return answer?.order.id ?? '';
}
