/** POST /v3/pay/transactions/native and .../jsapi */
import type { Context } from './context.ts';
import { letters } from '../../server/random.ts';
import { beijing } from '../../../protocol/world.ts';
import type { Order } from '../../db/records.ts';
import { fail, succeed } from './answer.ts';
import type { WechatAnswer } from './answer.ts';
import type { WechatCall } from './call.ts';
import { canonicalJson, findProblem, hasNull, OUT_TRADE_NO, paramError } from './fields.ts';
import type { Fields } from './fields.ts';
import { findOrder } from './order.ts';
import { userOf } from './payers.ts';
import { RFC3339 } from './time.ts';

const GOODS: Fields = {
  merchant_goods_id: { type: 'text', max: 32, required: true },
  wechatpay_goods_id: { type: 'text', max: 32 },
  goods_name: { type: 'text', max: 256 },
  quantity: { type: 'integer', min: 1, required: true },
  unit_price: { type: 'integer', min: 0, required: true },
};

/** Source: docs/channels.md 1.2. */
const FIELDS: Fields = {
  appid: { type: 'text', max: 32, required: true },
  mchid: { type: 'text', max: 32, required: true },
  description: { type: 'prose', bytes: 127, required: true },
  out_trade_no: { type: 'text', min: 6, max: 32, pattern: OUT_TRADE_NO, required: true },
  time_expire: { type: 'text', max: 64, pattern: RFC3339 },
  attach: { type: 'prose', bytes: 128 },
  notify_url: { type: 'text', max: 255, pattern: /^https?:\/\/[^\s?#]+$/, required: true },
  goods_tag: { type: 'text', max: 32 },
  support_fapiao: { type: 'yes-no' },
  limit_pay: { type: 'list', item: { type: 'word', words: ['no_balance', 'no_credit', 'no_debit', 'balance_only'] } },
  amount: {
    type: 'object',
    required: true,
    fields: { total: { type: 'integer', min: 1, required: true }, currency: { type: 'word', words: ['CNY'] } },
  },
  detail: {
    type: 'object',
    fields: {
      cost_price: { type: 'integer', min: 0 },
      invoice_id: { type: 'text', max: 32 },
      goods_detail: { type: 'list', item: { type: 'object', fields: GOODS } },
    },
  },
  scene_info: {
    type: 'object',
    fields: {
      payer_client_ip: { type: 'text', max: 45 },
      device_id: { type: 'text', max: 32 },
      store_info: {
        type: 'object',
        fields: {
          id: { type: 'text', max: 32, required: true },
          name: { type: 'text', max: 256 },
          area_code: { type: 'text', max: 32 },
          address: { type: 'text', max: 512 },
        },
      },
    },
  },
  settle_info: { type: 'object', fields: { profit_sharing: { type: 'yes-no' } } },
};

/** Source: docs/channels.md 1.12. */
const JSAPI_FIELDS: Fields = {
  ...FIELDS,
  payer: { type: 'object', required: true, fields: { openid: { type: 'text', max: 128, required: true } } },
};

interface PrepayBody {
  appid: string;
  mchid: string;
  description: string;
  out_trade_no: string;
  time_expire?: string | null;
  attach?: string | null;
  notify_url: string;
  amount: { total: number };
  payer?: { openid: string };
  scene_info?: { device_id?: string | null } | null;
}

/** Numeric code of "same number, other parameters". */
const OTHER_PARAMETERS = 268498688;

function newOrder(context: Context, body: PrepayBody, asked: string, expires_ms: number): Order {
  const device_id = body.scene_info?.device_id;
  return {
    number: body.out_trade_no,
    amount_fen: body.amount.total,
    subject: body.description,
    notify_url: body.notify_url,
    asked,
    // Another user of WeChat than the one who signed in cannot pay it.
    ...(body.payer ? { buyer: userOf(body.payer.openid) ?? '' } : {}),
    echo: {
      appid: body.appid,
      trade_type: body.payer ? 'JSAPI' : 'NATIVE',
      ...(body.attach ? { attach: body.attach } : {}),
      ...(device_id ? { device_id } : {}),
    },
    state: 'waiting',
    made_ms: context.world.now(),
    expires_ms,
    revived: 0,
    ...(hasNull(body) ? { sick: true } : {}),
  };
}

/** A fresh code for the order; the older ones stop working. */
function showCode(context: Context, order: Order): WechatAnswer {
  const { db, world } = context;
  for (const old of db.codes.of(order.number)) if (!old.dead) db.codes.put({ ...old, dead: true });
  const jsapi = order.echo['trade_type'] === 'JSAPI';
  const prepay_id = `wx${beijing(world.now()).replace(/\D/g, '')}${letters(world.random, 18, '0123456789abcdef')}0000`;
  const code = jsapi ? prepay_id : `weixin://wxpay/bizpayurl/up?pr=${letters(world.random, 9)}&groupid=00`;
  db.codes.put({
    code,
    number: order.number,
    made_ms: world.now(),
    expires_ms: world.now() + context.settings().code_life_ms,
    dead: false,
    subject: order.subject,
    amount_fen: order.amount_fen,
  });
  return succeed(jsapi ? { prepay_id } : { code_url: code }, { number: order.number, amount_fen: order.amount_fen });
}

/** The trap: a prepay after the end makes the order payable again for as long as its new code lives. */
function revive(context: Context, order: Order): WechatAnswer {
  const { closed_ms: _, ...rest } = order;
  const alive: Order = {
    ...rest,
    state: 'waiting',
    expires_ms: context.world.now() + context.settings().code_life_ms,
    revived: order.revived + 1,
  };
  context.db.orders.put(alive);
  return showCode(context, alive);
}

function again(context: Context, order: Order, asked: string): WechatAnswer {
  const about = { number: order.number };
  if (order.state === 'paid') return fail('ORDERPAID', '该订单已支付', about);
  if (asked !== order.asked) return fail('INVALID_REQUEST', '请求重入时，参数与首次请求时不一致', about, { number: OTHER_PARAMETERS });
  if (order.state === 'closed' && !context.faults.now().answer.revive_closed) return fail('ORDER_CLOSED', '该订单已关闭', about);
  if (order.state === 'closed' || context.world.now() >= order.expires_ms) return revive(context, order);
  return showCode(context, order);
}

function run(context: Context, given: unknown, fields: Fields): WechatAnswer {
  const problem = findProblem(given, fields);
  if (problem) return paramError(problem);
  const body = given as PrepayBody;
  const about = { number: body.out_trade_no, amount_fen: body.amount.total };
  const { keys } = context;
  if (body.mchid !== keys.mchid) return paramError({ field: '/mchid', issue: 'not the caller' }, about);
  if (body.appid !== keys.appid && body.appid !== keys.service_appid) return fail('APPID_MCHID_NOT_MATCH', 'appid和mchid不匹配', about);
  // An openid is known to one app alone.
  if (body.payer && (body.appid !== keys.service_appid || !userOf(body.payer.openid)))
    return fail('PARAM_ERROR', '无效的openid', about, {
      detail: { field: '/payer/openid', issue: 'appid和openid不匹配', location: 'body' },
    });
  const asked = canonicalJson(body);
  const known = findOrder(context, body.out_trade_no);
  if (known) return again(context, known, asked);
  const now = context.world.now();
  const expires_ms = body.time_expire ? Date.parse(body.time_expire) : now + context.settings().order_life_ms;
  if (!(expires_ms > now)) return paramError({ field: '/time_expire', issue: 'not in the future' }, about);
  const order = newOrder(context, body, asked, expires_ms);
  context.db.orders.put(order);
  return showCode(context, order);
}

export const prepay: WechatCall = {
  name: 'prepay',
  method: 'POST',
  path: '/v3/pay/transactions/native',
  run: (context, { body }) => run(context, body, FIELDS),
};

export const prepayJsapi: WechatCall = {
  name: 'prepay',
  method: 'POST',
  path: '/v3/pay/transactions/jsapi',
  run: (context, { body }) => run(context, body, JSAPI_FIELDS),
};
