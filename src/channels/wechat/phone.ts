/** Paying inside WeChat's own browser (JSAPI). Source: docs/channels.md 1.12. */
import type { PhoneSide } from '../module.ts';
import type { ChannelWorld, PayerAnswer, PhonePay, SignIn } from '../port.ts';
import { readObject } from '../shared/json.ts';
import { byteText, decoded } from '../shared/byte-text.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import { randomText } from '../../protocol/world.ts';
import { jsapiAppid } from './config.ts';
import type { WechatConfig } from './config.ts';
import type { WechatKeys } from './keys.ts';
import { JSAPI } from './pay.ts';
import { bridgeText } from './signed-text.ts';
import { text } from './wire.ts';

/** WeChat for desktops and WeCom name themselves MicroMessenger too. */
export const phoneSide: PhoneSide = {
  wallet: { 'zh-CN': '微信', 'zh-TW': '微信', en: 'WeChat' },
  browser(user_agent) {
    if (!/MicroMessenger/i.test(user_agent)) return undefined;
    return /wxwork|WindowsWechat|MacWechat|Windows NT|Macintosh|X11; Linux/i.test(user_agent) ? 'desk' : 'phone';
  },
  inside: [JSAPI],
  outside: [],
  types: true,
  still: { object: 'WeixinJSBridge', ready: 'WeixinJSBridgeReady', name: 'setFontSizeCallback', params: { fontSize: 0 } },
  close: { object: 'WeixinJSBridge', name: 'closeWindow' },
};

export function phonePay(config: WechatConfig, keys: WechatKeys, world: ChannelWorld): PhonePay {
  const { jsapi } = config;
  if (!jsapi || !keys.app_secret) return { products: [], open: () => Promise.reject(new Error('jsapi is not configured')) };
  return { products: [JSAPI], signIn: signIn(config, jsapi, keys.app_secret, world), open: opening };

  /** The app id of the prepay, by which the id is known; appId with a capital I, seconds as text. */
  async function opening({ text: prepay_id }: { text: string }, prepay_body: string): ReturnType<PhonePay['open']> {
    const sent = readObject(prepay_body);
    const appId = (sent && text(sent, 'appid')) || jsapiAppid(config);
    const timeStamp = String(Math.floor(world.now() / 1000));
    const nonceStr = randomText(world.random, 32);
    const paySign = await signRsaSha256(keys.sign_with, bridgeText(appId, timeStamp, nonceStr, prepay_id));
    const params = { appId, timeStamp, nonceStr, package: 'prepay_id=' + prepay_id, signType: 'RSA', paySign };
    return { kind: 'bridge', object: 'WeixinJSBridge', ready: 'WeixinJSBridgeReady', name: 'getBrandWCPayRequest', params };
  }
}

function signIn(config: WechatConfig, jsapi: NonNullable<WechatConfig['jsapi']>, app_secret: string, { send, log }: ChannelWorld): SignIn {
  const app = jsapiAppid(config);
  const silent = (why: string): PayerAnswer => {
    log('warn', 'wechat-sign-in-silent', { why });
    return { kind: 'silent', why };
  };
  return {
    app,
    url(return_url, state) {
      // In this order, as WeChat's pages say: another is refused by some versions.
      const asked = { appid: app, redirect_uri: return_url, response_type: 'code', scope: 'snsapi_base', state };
      return jsapi.authorize_url + '?' + new URLSearchParams(asked).toString() + '#wechat_redirect';
    },
    async payer(code) {
      // The secret stands in the address: nothing of it is logged, here or in `send`.
      const asked = new URLSearchParams({ appid: app, secret: app_secret, code, grant_type: 'authorization_code' });
      try {
        const url = jsapi.token_url + '?' + asked.toString();
        const answer = await send({ method: 'GET', url, headers: { accept: 'application/json' }, timeout_ms: config.timeout_ms });
        const fields = answer.status === 200 ? readObject(decoded(byteText(answer.body))) : undefined;
        if (!fields) return silent('status-' + answer.status);
        const openid = text(fields, 'openid');
        if (/^[0-9A-Za-z_-]{1,128}$/.test(openid)) return { kind: 'payer', payer: openid };
        const { errcode } = fields;
        if (typeof errcode !== 'number' || errcode === -1) return silent('no-openid');
        log('warn', 'wechat-sign-in-refused', { code: errcode });
        return { kind: 'refused', code: String(errcode) };
      } catch (error) {
        return silent(error instanceof Error ? error.name : 'network');
      }
    },
  };
}
