import type { ChannelTexts } from '../../module.ts';

export const texts = {
  'zh-CN': { name: '工商银行卡' },
  'zh-TW': { name: '工商銀行卡' },
  en: { name: 'ICBC card' },
} satisfies { [lang: string]: ChannelTexts };
