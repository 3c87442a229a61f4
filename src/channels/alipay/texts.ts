import type { ChannelTexts } from '../module.ts';

export const texts = {
  'zh-CN': {
    name: '支付宝扫码',
    open: '打开支付宝，扫一扫',
    help: '打开支付宝，点上方的“扫一扫”\n对准电视上的二维码',
  },
  'zh-TW': {
    name: '支付寶掃碼',
    open: '開啟支付寶，掃一掃',
    help: '開啟支付寶，點上方的「掃一掃」\n對準電視上的 QR Code',
  },
  en: {
    name: 'Alipay',
    open: 'Open Alipay, tap Scan',
    help: 'Open Alipay, tap Scan at the top\nPoint the phone at the code on the TV',
  },
} satisfies { [lang: string]: ChannelTexts };
