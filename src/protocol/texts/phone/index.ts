/** Texts of the phone's pages. */
import type { Lang } from '../../order.ts';
import { en } from './en.ts';
import type { PhoneWords } from './words.ts';
import { zhCN } from './zh-CN.ts';
import { zhTW } from './zh-TW.ts';

export type { PhoneWords } from './words.ts';

export const PHONE_TEXTS: { readonly [lang in Lang]: PhoneWords } = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
