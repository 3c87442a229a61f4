/** The text of a trade bill: data cells led by a backtick, lines ended by CRLF. Source: docs/channels.md 1.8. */
import { dayRows, feeFen } from '../../bills/day.ts';
import type { BillRow } from '../../bills/day.ts';
import type { Context } from './context.ts';
import { openidOf } from './payers.ts';
import { fen, yuan } from '../../../protocol/money.ts';
import { beijing } from '../../../protocol/world.ts';

export const BILL_TYPES = ['ALL', 'SUCCESS', 'REFUND'] as const;
export type BillType = (typeof BILL_TYPES)[number];

const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额';
const REFUND_PART = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态';
const TAIL = '商品名称,商户数据包,手续费,费率';
const HEADERS: Record<BillType, string> = {
  ALL: `${HEAD},${REFUND_PART},${TAIL},订单金额,申请退款金额,费率备注`,
  SUCCESS: `${HEAD},${TAIL},订单金额,费率备注`,
  REFUND: `${HEAD},退款申请时间,退款成功时间,${REFUND_PART},${TAIL},订单金额,申请退款金额,费率备注`,
};
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const SUMMARIES: Record<BillType, string> = {
  ALL: SUMMARY,
  REFUND: SUMMARY,
  SUCCESS: '总交易单数,应结订单总金额,手续费总金额,订单总金额',
};

const money = (amount_fen: number): string => yuan(fen(amount_fen));
const fee5 = (amount_fen: number): string => `${money(amount_fen)}000`;
const wall = (at_ms: number): string => beijing(at_ms).replace('T', ' ');

interface Sums {
  paid_fen: number;
  back_fen: number;
  fee_fen: number;
}

/** Every column by its name; each kind of bill takes its own. */
function cells(context: Context, row: BillRow): Record<string, string> {
  const { keys } = context;
  const { fee_bp } = context.settings();
  const { order } = row;
  const paid_fen = row.kind === 'payment' ? order.amount_fen : 0;
  const back_fen = row.kind === 'refund' ? row.refund.amount_fen : 0;
  const fee_fen = feeFen(paid_fen, fee_bp) - feeFen(back_fen, fee_bp);
  const refund = row.kind === 'refund' ? row.refund : undefined;
  return {
    交易时间: wall(row.at_ms),
    公众账号ID: keys.appid,
    商户号: keys.mchid,
    特约商户号: '0',
    设备号: order.echo['device_id'] ?? '',
    微信订单号: order.trade_no ?? '',
    商户订单号: order.number,
    用户标识: openidOf(order.buyer) ?? '',
    交易类型: 'NATIVE',
    交易状态: refund ? 'REFUND' : 'SUCCESS',
    付款银行: 'OTHERS',
    货币种类: 'CNY',
    应结订单金额: money(paid_fen),
    代金券金额: '0.00',
    退款申请时间: refund ? wall(refund.made_ms) : '',
    退款成功时间: refund?.state === 'SUCCESS' ? wall(refund.done_ms ?? 0) : '',
    微信退款单号: refund?.refund_id ?? '0',
    商户退款单号: refund?.refund_no ?? '0',
    退款金额: money(back_fen),
    充值券退款金额: '0.00',
    退款类型: refund ? 'ORIGINAL' : '',
    退款状态: refund?.state ?? '',
    商品名称: order.subject,
    商户数据包: order.echo['attach'] ?? '',
    手续费: fee5(fee_fen),
    费率: `${(fee_bp / 100).toFixed(2)}%`,
    订单金额: money(paid_fen),
    申请退款金额: money(back_fen),
    费率备注: '',
  };
}

function sumUp(context: Context, rows: BillRow[]): Sums {
  const { fee_bp } = context.settings();
  const sums: Sums = { paid_fen: 0, back_fen: 0, fee_fen: 0 };
  for (const row of rows) {
    const amount_fen = row.kind === 'payment' ? row.order.amount_fen : row.refund.amount_fen;
    sums.paid_fen += row.kind === 'payment' ? amount_fen : 0;
    sums.back_fen += row.kind === 'refund' ? amount_fen : 0;
    sums.fee_fen += feeFen(amount_fen, fee_bp) * (row.kind === 'payment' ? 1 : -1);
  }
  return sums;
}

const line = (values: string[]): string => values.map((value) => `\`${value}`).join(',');

/** The bill, or undefined when nothing of the kind happened that day. */
export function billText(context: Context, span: { from_ms: number; until_ms: number }, type: BillType): string | undefined {
  const rows = dayRows(context.db, span).filter((row) => type === 'ALL' || (row.kind === 'refund') === (type === 'REFUND'));
  if (rows.length === 0) return undefined;
  const columns = HEADERS[type].split(',');
  const { paid_fen, back_fen, fee_fen } = sumUp(context, rows);
  const totals: Record<string, string> = {
    总交易单数: String(rows.length),
    应结订单总金额: money(paid_fen),
    退款总金额: money(back_fen),
    充值券退款总金额: '0.00',
    手续费总金额: fee5(fee_fen),
    订单总金额: money(paid_fen),
    申请退款总金额: money(back_fen),
  };
  const lines = [
    HEADERS[type],
    ...rows.map((row) => {
      const named = cells(context, row);
      return line(columns.map((column) => named[column] ?? ''));
    }),
    SUMMARIES[type],
    line(SUMMARIES[type].split(',').map((column) => totals[column] ?? '')),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
