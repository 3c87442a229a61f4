import type { ChannelTexts } from '../module.ts';

export const texts = {
  'zh-CN': {
    name: '工行扫码',
    open: '打开工商银行 App，扫一扫',
    help: '打开工商银行 App，点“扫一扫”\n对准电视上的二维码',
  },
  'zh-TW': {
    name: '工行掃碼',
    open: '開啟工商銀行 App，掃一掃',
    help: '開啟工商銀行 App，點「掃一掃」\n對準電視上的 QR Code',
  },
  en: {
    name: 'ICBC',
    open: 'Open the ICBC app, tap Scan',
    help: 'Open the ICBC app, tap Scan\nPoint the phone at the code on the TV',
  },
} satisfies { [lang: string]: ChannelTexts };
