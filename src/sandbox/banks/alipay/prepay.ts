/** alipay.trade.precreate: makes a code. The trade itself is made when somebody scans it. */
import type { Context } from './context.ts';
import { letters } from '../../server/random.ts';
import type { Code, Offer } from '../../db/records.ts';
import { fenOf } from './amount.ts';
import { gatewayError, refuse, succeed } from './answer.ts';
import type { AlipayAnswer } from './answer.ts';
import { text } from './call.ts';
import type { AlipayCall, AlipayRequest } from './call.ts';
import { parseTimeout, parseWallTime } from './time.ts';
import { tradeByNumber } from './order.ts';

export interface PrepayOrder {
  number: string;
  amount_fen: number;
  subject: string;
  offer: Offer;
  code_life_ms: number;
}

/** Fields that come back in queries and callbacks. */
const ECHOED = ['body', 'store_id', 'terminal_id', 'operator_id', 'passback_params'] as const;

function bad(field: string): AlipayAnswer {
  return refuse('ACQ.INVALID_PARAMETER', {}, field);
}

/** Times that are absent are undefined; wrong ones name themselves. */
function readTimes(
  context: Context,
  biz: AlipayRequest['biz'],
): { wrong: string } | { time_expire_ms?: number; timeout_ms?: number; code_ms?: number } {
  const now = context.world.now();
  const [absolute, relative, code] = [text(biz, 'time_expire'), text(biz, 'timeout_express'), text(biz, 'qr_code_timeout_express')];
  const time_expire_ms = absolute === undefined ? undefined : parseWallTime(absolute);
  const timeout_ms = relative === undefined ? undefined : parseTimeout(relative, now);
  const code_ms = code === undefined ? undefined : parseTimeout(code, now);
  if (absolute !== undefined && !(time_expire_ms !== undefined && time_expire_ms > now)) return { wrong: 'time_expire' };
  if (relative !== undefined && timeout_ms === undefined) return { wrong: 'timeout_express' };
  if (code !== undefined && code_ms === undefined) return { wrong: 'qr_code_timeout_express' };
  return {
    ...(time_expire_ms === undefined ? {} : { time_expire_ms }),
    ...(timeout_ms === undefined ? {} : { timeout_ms }),
    ...(code_ms === undefined ? {} : { code_ms }),
  };
}

export function readOrder(context: Context, request: AlipayRequest): PrepayOrder | AlipayAnswer {
  const { biz } = request;
  const [number, amount, subject] = [text(biz, 'out_trade_no'), text(biz, 'total_amount'), text(biz, 'subject')];
  if (number === undefined || amount === undefined || subject === undefined)
    return gatewayError('40001', 'isv.missing-parameter', 'out_trade_no, total_amount, subject');
  if (!/^[0-9A-Za-z_]{1,64}$/.test(number)) return bad('out_trade_no');
  const amount_fen = fenOf(amount);
  if (amount_fen === undefined) return bad('total_amount');
  if (subject.length > 256 || /[/=&]/.test(subject)) return bad('subject');
  const seller_id = text(biz, 'seller_id');
  if (seller_id !== undefined && seller_id !== context.keys.seller_id) return bad('seller_id');
  const times = readTimes(context, biz);
  if ('wrong' in times) return bad(times.wrong);
  const { code_ms, ...trade_times } = times;
  const { code_life_ms } = context.settings();
  const echo = Object.fromEntries(ECHOED.flatMap((name) => (text(biz, name) === undefined ? [] : [[name, text(biz, name) ?? '']])));
  const notify = request.notify_url ? { notify_url: request.notify_url } : {};
  return {
    number,
    amount_fen,
    subject,
    offer: { ...notify, ...trade_times, echo, certificate_mode: request.certificate_mode },
    // Two hours are the most a code lives, whatever was asked.
    code_life_ms: Math.min(code_ms ?? code_life_ms, code_life_ms),
  };
}

function showCode(context: Context, asked: PrepayOrder): AlipayAnswer {
  const { db, world } = context;
  const now = world.now();
  const { code_life_ms, ...of } = asked;
  const code: Code = {
    code: `https://qr.alipay.com/bav${letters(world.random, 17, 'abcdefghijklmnopqrstuvwxyz0123456789')}`,
    ...of,
    made_ms: now,
    expires_ms: now + code_life_ms,
    dead: false,
  };
  db.codes.put(code);
  return succeed({ out_trade_no: asked.number, qr_code: code.code }, { number: asked.number, amount_fen: asked.amount_fen });
}

/** The same request while its code lives gets the same code. */
function standingCode(context: Context, asked: PrepayOrder): Code | undefined {
  const now = context.world.now();
  const same = (code: Code): boolean =>
    code.amount_fen === asked.amount_fen &&
    code.subject === asked.subject &&
    code.expires_ms > now &&
    JSON.stringify(code.offer) === JSON.stringify(asked.offer);
  return context.db.codes.of(asked.number).findLast(same);
}

/** Why a number that has a trade already cannot be asked for with this amount. */
export function refusedByTrade(context: Context, about: { number: string; amount_fen: number }): AlipayAnswer | undefined {
  const trade = tradeByNumber(context, about.number);
  if (trade?.state === 'paid') return refuse('ACQ.TRADE_HAS_SUCCESS', about);
  if (trade?.state === 'closed') return refuse('ACQ.TRADE_HAS_CLOSE', about);
  return trade && trade.amount_fen !== about.amount_fen ? refuse('ACQ.CONTEXT_INCONSISTENT', about) : undefined;
}

export const precreate: AlipayCall = {
  name: 'prepay',
  method: 'alipay.trade.precreate',
  run(context, request) {
    const asked = readOrder(context, request);
    if ('body' in asked) return asked;
    const about = { number: asked.number, amount_fen: asked.amount_fen };
    const refused = refusedByTrade(context, about);
    if (refused) return refused;
    const standing = standingCode(context, asked);
    return standing ? succeed({ out_trade_no: asked.number, qr_code: standing.code }, about) : showCode(context, asked);
  },
};
