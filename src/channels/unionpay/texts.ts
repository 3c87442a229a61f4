import type { ChannelTexts } from '../module.ts';

export const texts = {
  'zh-CN': { name: '银联卡' },
  'zh-TW': { name: '銀聯卡' },
  en: { name: 'UnionPay' },
} satisfies { [lang: string]: ChannelTexts };
