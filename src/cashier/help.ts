/** The help: one picture a question, and its sentences, whose numbers stand in the picture. */
import type { Words } from '../protocol/texts/words.ts';

/** Without a word in them, so that one serves every language: public/help, three sizes each. */
export const HELP_PICTURES = ['remote', 'wechat', 'alipay', 'scan'] as const;
export type HelpPicture = (typeof HELP_PICTURES)[number];

/** The picture for a code of this channel: where its app has 扫一扫, else any app's. */
export function scanHelp(channel: string): HelpPicture {
  return channel === 'wechat' || channel === 'alipay' ? channel : 'scan';
}

export function helpWords(picture: HelpPicture, words: Words): { title: string; lines: readonly string[] } {
  const text = { remote: words.help_remote, wechat: words.help_wechat, alipay: words.help_alipay, scan: words.help_scan }[picture];
  return { title: picture === 'remote' ? words.help_remote_title : words.help_scan_title, lines: text.split('\n') };
}
