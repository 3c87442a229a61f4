/** A portal whose viewers pay from accounts: what they paid, and what came back, stands on their own page. */
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { appKey } from '../../src/start/configs.ts';
import type { Stack } from './stack.ts';

/** One of the stack's `apps`. It takes no notices. */
export const BANK_PORTAL = { id: 'portal', name: '桂景TV', url: 'http://127.0.0.1:9', portal: true } as const;

export function bankPortal(stack: Stack) {
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: BANK_PORTAL.id, keys: [appKey(stack.data, BANK_PORTAL.id)] });
  return {
    /** The address of an order's cashier. */
    async order(order_no: string, viewer_id: string): Promise<string> {
      const made = await pay.createOrder({
        order_no,
        amount_fen: 1800,
        subject: '综艺会员 1 个月',
        return_url: BANK_PORTAL.url + '/back',
        notify_url: BANK_PORTAL.url + '/notices',
        viewer_id,
      });
      if (!made.ok) throw new Error('no order: ' + JSON.stringify(made));
      return made.cashier_url;
    },
    async refund(order_no: string): Promise<void> {
      const asked = await pay.refund({ order_no, refund_no: order_no + 'r', amount_fen: 1800, reason: '不看了' });
      if (!asked.ok) throw new Error('no refund: ' + JSON.stringify(asked));
    },
    /** Good for five minutes. */
    page: (viewer_id: string): string => pay.viewerUrl({ viewer_id, return_url: BANK_PORTAL.url + '/home', box_id: '77119082658' }),
  };
}
