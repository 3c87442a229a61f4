/** Texts of the phone as keypad. */
import type { Lang } from '../../order.ts';
import { en } from './en.ts';
import type { KeypadWords } from './words.ts';
import { zhCN } from './zh-CN.ts';
import { zhTW } from './zh-TW.ts';

export type { KeypadWords } from './words.ts';

export const KEYPAD_TEXTS: { readonly [lang in Lang]: KeypadWords } = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
