/** The way back to an app of 2014: unsigned, for display only. */
import type { ReturnState } from '../../../protocol/return-url.ts';
import { questionOf } from '../../payments/dialogue/question.ts';
import type { Order, Payment } from '../../payments/payment.ts';
import type { RefusalCode } from '../../../protocol/refusal.ts';

/** Paid; the viewer broke off, or the bill ended unpaid; left because a bank or we failed. 0002, the same again, is no way out of this cashier. */
export type JumpType = '0000' | '0001' | '0003';

/** Not the viewer's doing. */
const FAILURES: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'CHANNEL_REFUSED',
  'CHANNEL_SILENT',
  'CHANNEL_DOWN',
  'NO_CHANNEL',
  'CARD_ISSUER_DOWN',
  'CARD_NO_SMS',
  'BANK_SILENT',
]);

const JUMPS: { readonly [state in ReturnState]: JumpType } = { paid: '0000', closed: '0001', left: '0001' };

export function billReturn(payment: Payment, state: ReturnState): string {
  const question = questionOf(payment);
  const failed = state === 'left' && question.kind === 'refused' && FAILURES.has(question.code);
  return jumpTo(payment.order, failed ? '0003' : JUMPS[state]);
}

/** What its address says already stays as it is. */
export function jumpTo({ return_url, order_no, id }: Pick<Order, 'return_url' | 'order_no' | 'id'>, jumpType: JumpType): string {
  const [whole = '', hash] = return_url.split('#');
  const facts = new URLSearchParams({ jumpType, orderId: order_no, billId: id }).toString();
  const joint = whole.includes('?') ? (/[?&]$/.test(whole) ? '' : '&') : '?';
  return whole + joint + facts + (hash === undefined ? '' : '#' + hash);
}
