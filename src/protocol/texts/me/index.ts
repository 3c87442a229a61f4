/** Texts of a viewer's own page. */
import type { Lang } from '../../order.ts';
import { en } from './en.ts';
import type { MeWords } from './words.ts';
import { zhCN } from './zh-CN.ts';
import { zhTW } from './zh-TW.ts';

export type { MeWords } from './words.ts';

export const ME_TEXTS: { readonly [lang in Lang]: MeWords } = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
