/** The day's detail and summary, GBK in a ZIP whose names are GBK too. Source: docs/channels.md 2.8. */
import { dayRows, feeFen } from '../../bills/day.ts';
import type { BillRow } from '../../bills/day.ts';
import { gbk } from '../../bills/gbk.ts';
import { zip } from '../../bills/zip.ts';
import type { Context } from './context.ts';
import { findPayer } from './payers.ts';
import { yuanOf } from './amount.ts';
import { wallTime } from './time.ts';

const COLUMNS =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
const SUMMARY_COLUMNS =
  '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）';
const RULE = '-----------------------------------------';

/** "2019年09月16日 00:00:00" */
function chinese(at_ms: number): string {
  return wallTime(at_ms).replace(/^(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
}

function line(context: Context, row: BillRow): string {
  const { order } = row;
  const { fee_bp } = context.settings();
  const back = row.kind === 'refund';
  const amount_fen = back ? -row.refund.amount_fen : order.amount_fen;
  const fee_fen = back ? feeFen(row.refund.amount_fen, fee_bp) : -feeFen(order.amount_fen, fee_bp);
  const { store_id = '', operator_id = '', terminal_id = '' } = order.echo;
  const done_ms = back ? (row.refund.done_ms ?? row.refund.made_ms) : (order.paid_ms ?? 0);
  const nothing = '0.00';
  return [
    `${order.trade_no}\t`,
    `${order.number}\t`,
    `${back ? '退款' : '交易'}\t`,
    order.subject,
    wallTime(order.scanned_ms ?? order.made_ms),
    wallTime(done_ms),
    store_id,
    '',
    operator_id,
    terminal_id,
    `${findPayer(order.buyer)?.logon_id ?? ''}\t`,
    yuanOf(amount_fen),
    yuanOf(amount_fen),
    nothing,
    nothing,
    nothing,
    nothing,
    nothing,
    '',
    nothing,
    nothing,
    back ? `${row.refund.refund_no}\t` : '\t',
    yuanOf(fee_fen),
    nothing,
    order.subject,
  ].join(',');
}

function frame(context: Context, title: string, span: { from_ms: number; until_ms: number }, lines: string[], feet: string[]): Buffer {
  const text = [
    `#支付宝${title}查询`,
    `#账号：[${context.keys.seller_id}0156]`,
    `#起始日期：[${chinese(span.from_ms)}]   终止日期：[${chinese(span.until_ms)}]`,
    `#${RULE}${title}列表${RULE}`,
    ...lines,
    `#${RULE}${title}列表结束${RULE}`,
    ...feet,
    `#导出时间：[${chinese(context.world.now())}]`,
  ];
  return gbk(text.join('\r\n') + '\r\n');
}

const sum = (rows: BillRow[]): number =>
  rows.reduce((total, row) => total + (row.kind === 'refund' ? row.refund.amount_fen : row.order.amount_fen), 0);

/** The ZIP, or undefined when there was no business that day. Refunds not done are not in it. */
export function billZip(context: Context, day: string, span: { from_ms: number; until_ms: number }): Buffer | undefined {
  const rows = dayRows(context.db, span).filter((row) => row.kind === 'payment' || row.refund.state === 'SUCCESS');
  if (rows.length === 0) return undefined;
  const { fee_bp } = context.settings();
  const payments = rows.filter((row) => row.kind === 'payment');
  const refunds = rows.filter((row) => row.kind === 'refund');
  const [in_fen, out_fen] = [sum(payments), sum(refunds)];
  const fee = (some: BillRow[]): number => some.reduce((total, row) => total + feeFen(sum([row]), fee_bp), 0);
  const fee_fen = fee(refunds) - fee(payments);
  const feet = [
    `#交易合计：${payments.length}笔，商家实收共${yuanOf(in_fen)}元，商家优惠共0.00元`,
    `#退款合计：${refunds.length}笔，商家实收退款共${yuanOf(-out_fen)}元，商家优惠退款共0.00元`,
  ];
  const net_fen = in_fen - out_fen;
  const total = [
    '合计',
    '',
    payments.length,
    refunds.length,
    yuanOf(net_fen),
    yuanOf(net_fen),
    '0.00',
    '0.00',
    '0.00',
    yuanOf(fee_fen),
    '0.00',
    yuanOf(net_fen + fee_fen),
  ];
  const stem = `${context.keys.seller_id}0156_${day.replaceAll('-', '')}_业务明细`;
  return zip([
    {
      name: gbk(`${stem}.csv`),
      content: frame(context, '业务明细', span, [COLUMNS, ...rows.map((row) => line(context, row))], feet),
    },
    {
      name: gbk(`${stem}(汇总).csv`),
      content: frame(context, '业务汇总', span, [SUMMARY_COLUMNS, total.join(',')], []),
    },
  ]);
}
