/** WeixinJSBridge: what WeChat checks before it shows its sheet. Source: docs/channels.md 1.12. */
import type { BridgeAnswer } from '../port.ts';
import type { Context } from './context.ts';
import { lines, verifyText } from './sign.ts';

type Params = { readonly [name: string]: unknown };

export function invoke(context: Context, name: string, given: unknown, page: string): BridgeAnswer {
  if (name !== 'getBrandWCPayRequest') return { problem: 'system:function_not_exist' };
  const { pay_directories, clock_skew_ms } = context.settings();
  const { pathname } = new URL(page);
  if (!pay_directories.some((one) => pathname.startsWith(one))) return { problem: '当前页面的URL未注册：' + pathname };
  const params = (typeof given === 'object' && given !== null ? given : {}) as Params;
  const text = (key: string): string => (typeof params[key] === 'string' ? params[key] : '');
  for (const key of ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'])
    if (!text(key)) return { problem: '调用支付JSAPI缺少参数：' + key };
  const [, prepay_id = ''] = /^prepay_id=(\w+)$/.exec(text('package')) ?? [];
  const code = context.db.codes.get(prepay_id);
  const order = code && context.db.orders.get(code.number);
  if (!order) return { problem: '支付缺少参数：prepay_id 无效' };
  if (text('signType') !== 'RSA') return { problem: '支付验证签名失败' };
  if (order.echo['appid'] !== text('appId')) return { problem: '调用方 appid 与下单 appid 不一致' };
  const off_ms = Math.abs(Number(text('timeStamp')) * 1000 - context.world.wall());
  const signed = lines(text('appId'), text('timeStamp'), text('nonceStr'), text('package'));
  if (!/^\d{10}$/.test(text('timeStamp')) || off_ms > clock_skew_ms || text('nonceStr').length > 32) return { problem: '支付验证签名失败' };
  return verifyText(signed, context.keys.merchant_public, text('paySign')) ? { code: code.code } : { problem: '支付验证签名失败' };
}
