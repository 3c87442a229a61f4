/** The way back to an app of 2014: unsigned, for display only. */
import type { ReturnState } from '../../../protocol/return-url.ts';
import type { Order } from '../../payments/payment.ts';

/** paid; the viewer broke off, or the bill ended unpaid. 0002 (the same again) and 0003 (the payment system failed) are said by their own screens. */
export type JumpType = '0000' | '0001' | '0002' | '0003';

const JUMPS: { readonly [state in ReturnState]: JumpType } = { paid: '0000', closed: '0001', left: '0001' };

export function billReturn(order: Order, state: ReturnState): string {
  return jumpTo(order, JUMPS[state]);
}

/** What its address says already stays as it is. */
export function jumpTo({ return_url, order_no, id }: Pick<Order, 'return_url' | 'order_no' | 'id'>, jumpType: JumpType): string {
  const [whole = '', hash] = return_url.split('#');
  const facts = new URLSearchParams({ jumpType, orderId: order_no, billId: id }).toString();
  const joint = whole.includes('?') ? (/[?&]$/.test(whole) ? '' : '&') : '?';
  return whole + joint + facts + (hash === undefined ? '' : '#' + hash);
}
