import type { ChannelTexts } from '../module.ts';

export const texts = {
  'zh-CN': {
    name: '微信扫码',
    open: '打开微信，扫一扫',
    help: '打开微信，点右上角的加号\n点“扫一扫”\n对准电视上的二维码',
  },
  'zh-TW': {
    name: '微信掃碼',
    open: '開啟微信，掃一掃',
    help: '開啟微信，點右上角的加號\n點「掃一掃」\n對準電視上的 QR Code',
  },
  en: {
    name: 'WeChat Pay',
    open: 'Open WeChat, tap Scan',
    help: 'Open WeChat, tap the plus\nTap Scan\nPoint the phone at the code on the TV',
  },
} satisfies { [lang: string]: ChannelTexts };
