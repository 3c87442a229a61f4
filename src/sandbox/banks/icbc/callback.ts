/** Callbacks: a form, signed with the path of the merchant's address; the merchant's answer is signed too. Source: docs/channels.md 4.8. */
import { addCallback } from '../../server/callback-sender.ts';
import type { CallbackRequest, CallbackWriter } from '../../server/callback-sender.ts';
import type { Callback, Order } from '../../db/records.ts';
import { digits } from '../../server/random.ts';
import type { Context } from './context.ts';
import { paymentFields } from './payment.ts';
import { signedText, signText, verifyText } from './sign.ts';
import type { Params } from './sign.ts';
import { compactTime, timestamp } from './time.ts';

/** Of a payment; nothing when the request wanted no callbacks. */
export function addPaymentCallback(context: Context, order: Order): void {
  if (!order.notify_url) return;
  const msg_id = compactTime(context.world.now()) + digits(context.world.random, 10);
  const biz: Params = {
    return_code: '0',
    return_msg: 'success',
    returnCode: '0',
    msg_id,
    mer_id: context.keys.mer_id,
    out_trade_no: order.number,
    order_id: order.trade_no ?? '',
    ...paymentFields(context, order),
  };
  addCallback(context, {
    number: order.number,
    url: order.notify_url,
    event: 'payment',
    plain: JSON.stringify(biz),
    event_id: msg_id,
    certificate_mode: false,
  });
}

function bizContent(context: Context, callback: Callback): string {
  const { faults, world } = context;
  const biz = JSON.parse(callback.plain) as Params;
  if (faults.takeCallback('wrong_amount')) biz['total_amt'] = String(faults.now().notify.wrong_amount_fen);
  if (faults.takeCallback('wrong_seller')) biz['mer_id'] = '0200' + digits(world.random, 8);
  return JSON.stringify(biz);
}

function write(context: Context, callback: Callback): CallbackRequest {
  const { keys, world } = context;
  const path = new URL(callback.url).pathname;
  const sign_type = context.settings().callback_sign;
  const params: Params = {
    from: 'icbc-api',
    api: path,
    app_id: keys.app_id,
    charset: 'utf-8',
    format: 'json',
    timestamp: timestamp(world.wall()),
    sign_type,
    biz_content: bizContent(context, callback),
  };
  params['sign'] = signText(signedText(path, params), keys.gateway_private, sign_type);
  if (context.faults.takeCallback('tamper')) params['biz_content'] = `${params['biz_content']} `;
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams(params).toString(),
  };
}

/** `{` the signed text `,"sign":"..."}`, without blanks. */
const ANSWER = /^\{("response_biz_content":(\{.*\}),"sign_type":"RSA2"),"sign":"([0-9A-Za-z+/]+={0,2})"\}$/s;
const USED_MSG_ID = 'icbc-answer-msg-id';

/** The msg_id keeps the rule that is set; one that counts as new is then used up. */
function isGoodMsgId({ db, settings }: Context, given: unknown, of_callback: string): boolean {
  if (typeof given !== 'string' || given === '') return false;
  const rule = settings().answer_msg_id;
  if (rule === 'same') return given === of_callback;
  if (rule !== 'new') return true;
  if (given === of_callback || db.kv.get(USED_MSG_ID, given)) return false;
  db.kv.put(USED_MSG_ID, given, { msg_id: given });
  return true;
}

function readObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isAccepted(context: Context, status: number, body: string, callback: Callback): boolean {
  const [, signed = '', biz = '', signature = ''] = ANSWER.exec(body) ?? [];
  if (status !== 200 || !verifyText(signed, context.keys.merchant_public, 'RSA2', signature)) return false;
  const { return_code, returnCode, msg_id } = readObject(biz);
  return return_code === 0 && returnCode === '0' && isGoodMsgId(context, msg_id, callback.event_id);
}

export function callbackWriter(context: Context): CallbackWriter {
  return {
    write: (callback) => write(context, callback),
    accepted: (status, body, callback) => isAccepted(context, status, body, callback),
  };
}
