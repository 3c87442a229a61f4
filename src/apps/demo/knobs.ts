/** What tests may turn: refuse notices for a while, give money back, end an order. Only there when the settings say so. */
import type { LezhongPay } from '../../merchant-sdk/index.ts';

export interface Knobs {
  /** True once for each notice that is to be refused. */
  failNotice(): boolean;
  /** The answer to POST /test/...; undefined for an unknown path. */
  turn(path: string, body: { [name: string]: unknown }): Promise<object> | undefined;
}

export function makeKnobs(pay: LezhongPay): Knobs {
  let fail_times = 0;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    failNotice: () => fail_times > 0 && fail_times-- > 0,
    turn(path, body) {
      const order_no = text(body['order_no']);
      if (path === '/test/notices') {
        fail_times = Math.max(0, Math.floor(Number(body['fail_times']) || 0));
        return Promise.resolve({ fail_times });
      }
      if (path === '/test/refunds')
        return pay.refund({
          order_no,
          refund_no: text(body['refund_no']),
          amount_fen: Number(body['amount_fen']),
          reason: text(body['reason']),
        });
      if (path === '/test/close') return pay.closeOrder(order_no);
      return undefined;
    },
  };
}
