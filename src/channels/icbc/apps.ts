/** Which apps pay by ICBC's code: four digits for ICBC, UnionPay, WeChat, Alipay; 1: it can. Source: docs/channels.md 4.5. */
import type { AllTexts, ChannelTexts } from '../module.ts';
import { texts } from './texts.ts';

/** What a contract that says nothing has: ICBC's own app. */
export const ICBC_ALONE = '1000';

interface Said {
  /** ICBC's app comes first in each. */
  readonly apps: readonly [string, string, string, string];
  readonly and: string;
  readonly tag: string;
  readonly open: string;
  readonly help: string;
}

const SAID: { readonly [lang in keyof AllTexts]: Said } = {
  'zh-CN': {
    apps: ['工商银行', '云闪付', '微信', '支付宝'],
    and: '、',
    tag: '{apps}都能扫',
    open: '打开{apps}，扫一扫',
    help: '打开{apps}，点“扫一扫”\n对准电视上的二维码',
  },
  'zh-TW': {
    apps: ['工商銀行', '雲閃付', '微信', '支付寶'],
    and: '、',
    tag: '{apps}都能掃',
    open: '開啟{apps}，掃一掃',
    help: '開啟{apps}，點「掃一掃」\n對準電視上的 QR Code',
  },
  en: {
    apps: ['ICBC', 'UnionPay', 'WeChat', 'Alipay'],
    and: ', ',
    tag: 'Scan with {apps}',
    open: 'Open Scan in {apps}',
    help: 'Open Scan in {apps}\nPoint the phone at the code on the TV',
  },
};

/** With one app alone the texts are those of ICBC's. */
export function textsOf({ support_app_type = ICBC_ALONE }: { support_app_type?: string }): AllTexts {
  if (support_app_type === ICBC_ALONE) return texts;
  const made = (lang: keyof AllTexts): ChannelTexts => {
    const { apps, and, ...said } = SAID[lang];
    const named = apps.filter((_, i) => support_app_type.charAt(i) === '1').join(and);
    const put = (text: string): string => text.replace('{apps}', named);
    return { name: texts[lang].name, tag: put(said.tag), open: put(said.open), help: put(said.help) };
  };
  return { 'zh-CN': made('zh-CN'), 'zh-TW': made('zh-TW'), en: made('en') };
}
