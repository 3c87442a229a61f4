/** Alipay's callbacks: a form, signed without sign and sign_type. */
import type { Context } from './context.ts';
import { addCallback } from '../../server/callback-sender.ts';
import type { CallbackRequest, CallbackWriter } from '../../server/callback-sender.ts';
import { digits, letters } from '../../server/random.ts';
import { findPayer } from './payers.ts';
import type { Callback, Order, Refund } from '../../db/records.ts';
import { beijing } from '../../../protocol/world.ts';
import { yuanOf } from './amount.ts';
import { callbackText, signRsa2 } from './sign.ts';
import type { Params } from './sign.ts';
import { wallTime } from './time.ts';
import { returnedFen, tradeStatus } from './order.ts';

function notifyId(context: Context): string {
  const day = beijing(context.world.now()).slice(0, 10).replaceAll('-', '');
  return day + '00222' + digits(context.world.random, 21);
}

function fields(context: Context, trade: Order, refund: Refund | undefined): Params {
  const { keys } = context;
  const user = findPayer(trade.buyer);
  const amount = yuanOf(trade.amount_fen);
  const { body, passback_params } = trade.echo;
  return {
    notify_type: 'trade_status_sync',
    charset: 'utf-8',
    version: '1.0',
    app_id: keys.app_id,
    auth_app_id: keys.app_id,
    trade_no: trade.trade_no ?? '',
    out_trade_no: trade.number,
    buyer_id: user?.buyer_id ?? '',
    buyer_logon_id: user?.logon_id ?? '',
    seller_id: keys.seller_id,
    seller_email: 'sandbox@lezhong.example',
    trade_status: tradeStatus(context, trade),
    total_amount: amount,
    receipt_amount: amount,
    invoice_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    subject: trade.subject,
    gmt_create: wallTime(trade.scanned_ms ?? trade.made_ms),
    gmt_payment: wallTime(trade.paid_ms ?? 0),
    fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
    ...(body ? { body } : {}),
    ...(passback_params ? { passback_params } : {}),
    ...(refund ? refundFields(context, trade, refund) : {}),
  };
}

function refundFields(context: Context, trade: Order, refund: Refund): Params {
  const whole = returnedFen(context, trade.number) >= trade.amount_fen;
  return {
    refund_fee: yuanOf(returnedFen(context, trade.number)),
    gmt_refund: `${wallTime(refund.done_ms ?? 0)}.000`,
    out_biz_no: refund.refund_no,
    ...(whole ? { gmt_close: wallTime(refund.done_ms ?? 0) } : {}),
  };
}

/** A callback about a payment, or about the refund given; nothing when the request named no address. */
export function addTradeCallback(context: Context, trade: Order, refund?: Refund): void {
  if (!trade.notify_url) return;
  addCallback(context, {
    number: trade.number,
    url: trade.notify_url,
    event: refund ? 'refund' : 'payment',
    plain: JSON.stringify(fields(context, trade, refund)),
    event_id: notifyId(context),
    certificate_mode: trade.certificate_mode ?? false,
  });
}

function write(context: Context, callback: Callback): CallbackRequest {
  const { faults, world, keys } = context;
  const params: Params = {
    ...(JSON.parse(callback.plain) as Params),
    notify_id: callback.event_id,
    notify_time: wallTime(world.now()),
  };
  if (faults.takeCallback('wrong_amount')) params['total_amount'] = yuanOf(faults.now().notify.wrong_amount_fen);
  if (faults.takeCallback('wrong_seller')) params['seller_id'] = '2088' + digits(world.random, 12);
  const sign = signRsa2(callbackText(params), callback.certificate_mode ? keys.certificate_private : keys.key_private);
  if (faults.takeCallback('tamper')) params['subject'] = `${params['subject']}!${letters(world.random, 4)}`;
  const body = new URLSearchParams({ ...params, sign_type: 'RSA2', sign }).toString();
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }, body };
}

export function callbackWriter(context: Context): CallbackWriter {
  return {
    write: (callback) => write(context, callback),
    accepted: (status, body) => status === 200 && body === 'success',
  };
}
