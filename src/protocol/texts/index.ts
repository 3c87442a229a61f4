import type { Lang } from '../order.ts';
import { en } from './en.ts';
import type { Texts } from './words.ts';
import { zhCN } from './zh-CN.ts';
import { zhTW } from './zh-TW.ts';

/** All texts, by language. */
export const TEXTS: { readonly [lang in Lang]: Texts } = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
