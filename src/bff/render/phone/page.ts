/** The phone's HTML: the built template, filled. Its policy allows the two small scripts that choose between today's and the older half. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '../../../protocol/order.ts';
import { escapeHtml, escapeJsonForHtml } from '../../../protocol/page.ts';
import type { KeypadBoot } from '../../../protocol/keypad.ts';
import type { PhoneBoot } from '../../../protocol/phone.ts';
import { KEYPAD_TEXTS } from '../../../protocol/texts/keypad/index.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import { ConfigError } from '../../config/error.ts';
import { contentPolicy } from '../content-policy.ts';

/** dist/phone/manifest.json. */
interface PageManifest {
  /** The template's file name. */
  html: string;
  /** CSP sources of its inline scripts, "'sha256-...'". */
  inline: readonly string[];
}

export interface PhoneManifest extends PageManifest {
  keypad: PageManifest;
}

export interface PhonePageMaker {
  /** Of its answers. */
  readonly policy: string;
  render(lang: Lang, inside: string, boot: PhoneBoot | KeypadBoot): string;
}

/** `page`: where wallets pay, or the keypad of what is typed. */
export function phonePageMaker(dir: string, page: 'pay' | 'keypad' = 'pay'): PhonePageMaker {
  const { template, inline } = read(dir, page);
  const titles = page === 'pay' ? PHONE_TEXTS : KEYPAD_TEXTS;
  return {
    policy: contentPolicy(inline),
    render(lang, inside, boot) {
      const slots: { [name: string]: string } = {
        lang: escapeHtml(lang),
        title: escapeHtml(titles[lang].title),
        page: inside,
        boot: escapeJsonForHtml(JSON.stringify(boot)),
      };
      return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => slots[name] ?? whole);
    },
  };
}

function read(dir: string, page: 'pay' | 'keypad'): { template: string; inline: readonly string[] } {
  try {
    const all = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as PhoneManifest;
    const manifest = page === 'pay' ? all : all.keypad;
    return { template: readFileSync(join(dir, manifest.html), 'utf8'), inline: manifest.inline };
  } catch {
    throw new ConfigError('The phone\'s page is not built in "' + dir + '": run npm run build, or set phone_dir.');
  }
}
