/** /api/cardbusiness/qrcode/consumption/V1: a code to scan. Source: docs/channels.md 4.5. */
import type { Order } from '../../db/records.ts';
import { digits, letters } from '../../server/random.ts';
import { refuse, succeed } from './answer.ts';
import { PATHS } from './call.ts';
import type { IcbcCall } from './call.ts';
import type { Context } from './context.ts';
import { AMOUNT, CURRENCY, MERCHANT, OUT_TRADE_NO } from './fields.ts';
import type { Biz, Rules } from './fields.ts';
import { orderByNumber } from './order.ts';
import { compactTime, readTimestamp } from './time.ts';

const RULES: Rules = {
  ...MERCHANT,
  out_trade_no: { ...OUT_TRADE_NO, required: true },
  /** 5 app, 6 PC, 7 WeChat account page, 8 Alipay life account, 9 mini program. */
  access_type: { required: true, pattern: /^[5-9]$/ },
  cur_type: CURRENCY,
  amount: AMOUNT,
  mer_url: { max: 255 },
  /** Seconds. */
  expire_time: { pattern: /^[1-9]\d{0,6}$/ },
  /** HS: callbacks; AG: none. */
  notify_type: { required: true, pattern: /^(?:HS|AG)$/ },
  /** 0: callbacks of success and failure; 1: of success only. No payment fails here: a declined code can still be paid. */
  result_type: { required: true, pattern: /^[01]$/ },
  /** The source gives no limit. */
  attach: { max_bytes: 512 },
  /** "2025-06-01 12:00:00" */
  order_date: { required: true },
  /** 20 Chinese characters. */
  goods_name: { max: 20 },
  /** 128; the source does not say of what, so the narrowest reading counts. */
  body: { max_bytes: 128 },
};

/** Callbacks go to ports 80 and 443 only; a simulator on this machine may call any of its ports. */
function isGoodUrl(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
  const { hostname, port } = new URL(text);
  return port === '' || port === '80' || port === '443' || hostname === 'localhost' || hostname === '127.0.0.1';
}

function badValue(biz: Biz): string | undefined {
  if (readTimestamp(biz['order_date'] ?? '') === undefined) return 'order_date';
  return biz['notify_type'] === 'HS' && !isGoodUrl(biz['mer_url'] ?? '') ? 'mer_url' : undefined;
}

/** Its life is counted from the receipt of the request. */
function newOrder(context: Context, biz: Biz): Order {
  const { world } = context;
  const now = world.now();
  const { out_trade_no = '', amount, goods_name, body, mer_url, attach, expire_time } = biz;
  return {
    number: out_trade_no,
    amount_fen: Number(amount),
    subject: goods_name || body || out_trade_no,
    ...(biz['notify_type'] === 'HS' ? { notify_url: mer_url ?? '' } : {}),
    asked: '',
    echo: attach ? { attach } : {},
    state: 'waiting',
    made_ms: now,
    expires_ms: now + (expire_time ? Number(expire_time) * 1000 : context.settings().code_life_ms),
    trade_no: '0200' + compactTime(now) + digits(world.random, 9),
    revived: 0,
  };
}

export const prepay: IcbcCall = {
  name: () => 'prepay',
  path: PATHS.prepay,
  rules: RULES,
  run(context, biz) {
    const number = biz['out_trade_no'] ?? '';
    const about = { number, amount_fen: Number(biz['amount']) };
    const wrong = badValue(biz);
    if (wrong) return refuse('bad_parameter', about, wrong);
    // Whatever became of it, and however equal the request.
    if (orderByNumber(context, number)) return refuse('order_exists', about);
    const order = newOrder(context, biz);
    context.db.orders.put(order);
    // The form of the address is ours.
    const code = `https://mobile.icbc.com.cn/qr/${letters(context.world.random, 26)}`;
    const { amount_fen, subject, made_ms, expires_ms } = order;
    context.db.codes.put({ code, number, amount_fen, subject, made_ms, expires_ms, dead: false });
    return succeed({ codeUrl: code, supportAppType: context.settings().support_app_type }, about);
  },
};
