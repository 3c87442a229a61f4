/** Paying on a phone: Alipay's own browser opens the code's address; any other goes to Alipay's page, or opens the app by the code. Source: docs/channels.md 2.12. */
import type { PhoneSide } from '../module.ts';
import type { ChannelWorld, PhoneOpening, PhonePay } from '../port.ts';
import { readObject } from '../shared/json.ts';
import type { AlipayConfig } from './config.ts';
import type { AlipayKeys } from './keys.ts';
import { PRECREATE, WAP } from './pay.ts';
import { pageUrl, text } from './wire.ts';

export const phoneSide: PhoneSide = {
  wallet: { 'zh-CN': '支付宝', 'zh-TW': '支付寶', en: 'Alipay' },
  browser(user_agent) {
    if (!/AlipayClient/i.test(user_agent)) return undefined;
    return /Windows NT|Macintosh|X11; Linux/i.test(user_agent) ? 'desk' : 'phone';
  },
  inside: [PRECREATE, WAP],
  outside: [WAP, PRECREATE],
  close: { object: 'AlipayJSBridge', name: 'closeWebview' },
};

/** Opens the app on the page of a code. */
const APP = 'alipays://platformapi/startapp?saId=10000007&qrcode=';

export function phonePay(config: AlipayConfig, keys: AlipayKeys, world: ChannelWorld): PhonePay {
  const go = (url: string): PhoneOpening => ({ kind: 'go', url });
  return {
    products: [PRECREATE, ...(config.wap ? [WAP] : [])],
    async open({ kind, text: handed }, _prepay_body, place) {
      if (kind === 'qr') return go(place === 'inside' ? handed : APP + encodeURIComponent(handed));
      // Signed anew, as the gateway refuses an old timestamp; the content is what was stored.
      const sent = readObject(handed);
      const return_url = sent && text(sent, 'quit_url');
      return go(await pageUrl(config, keys, 'alipay.trade.wap.pay', handed, world.now(), return_url ? { return_url } : {}));
    },
  };
}
