/** The help: one picture a question, and its sentences, whose numbers stand in the picture. */
import type { Words } from '../protocol/texts/words.ts';

/**
 * Without a word in them, so that one serves every language: public/help, three sizes each. scan-plus: a wallet that scans
 * behind a plus; scan-top: one with its scan button at the top; scan: any wallet.
 */
export const HELP_PICTURES = ['remote', 'scan-plus', 'scan-top', 'scan'] as const;
export type HelpPicture = (typeof HELP_PICTURES)[number];

/** `text`: the sentences, one a line, where they are a channel's own. */
export interface Help {
  picture: string;
  text?: string | undefined;
}

export function helpWords({ picture, text }: Help, words: Words): { title: string; lines: readonly string[] } {
  const remote = picture === 'remote';
  return {
    title: remote ? words.help_remote_title : words.help_scan_title,
    lines: (text || (remote ? words.help_remote : words.help_scan)).split('\n'),
  };
}
