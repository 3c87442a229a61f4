/** How the phone says things. */
import { fen, yuan } from '../../protocol/money.ts';
import { beijing } from '../../protocol/world.ts';

export const WALLETS = { wechat: '微信支付', alipay: '支付宝', unionpay: '银联' } as const;

export function money(amount_fen: number): string {
  return `¥${yuan(fen(amount_fen))}`;
}

export function clock(at_ms: number): string {
  return beijing(at_ms).slice(11);
}

/** The bank's word for an order, in the viewer's language. */
const STATES: Record<string, string> = {
  NOTPAY: '等待支付',
  SUCCESS: '已支付',
  REFUND: '已退款',
  CLOSED: '已关闭',
  WAIT_BUYER_PAY: '等待支付',
  TRADE_SUCCESS: '已支付',
  TRADE_FINISHED: '已完结',
  TRADE_CLOSED: '已关闭',
  ABSENT: '等待扫码',
};

export function stateWord(state: string, payable: boolean): string {
  const waiting = state === 'NOTPAY' || state === 'WAIT_BUYER_PAY' || state === 'ABSENT';
  return waiting && !payable ? '已失效' : (STATES[state] ?? state);
}
