/** The phone's HTML: the built template, filled. Its policy allows the two small scripts that choose between today's and the older half. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lang } from '../../../protocol/order.ts';
import { escapeHtml, escapeJsonForHtml } from '../../../protocol/page.ts';
import type { PhoneBoot } from '../../../protocol/phone.ts';
import { PHONE_TEXTS } from '../../../protocol/texts/phone/index.ts';
import { ConfigError } from '../../config/error.ts';
import { contentPolicy } from '../content-policy.ts';

/** dist/phone/manifest.json. */
export interface PhoneManifest {
  /** The template's file name. */
  html: string;
  /** CSP sources of its inline scripts, "'sha256-...'". */
  inline: readonly string[];
}

export interface PhonePageMaker {
  /** Of its answers. */
  readonly policy: string;
  render(lang: Lang, inside: string, boot: PhoneBoot): string;
}

export function phonePageMaker(dir: string): PhonePageMaker {
  const { template, inline } = read(dir);
  return {
    policy: contentPolicy(inline),
    render(lang, inside, boot) {
      const slots: { [name: string]: string } = {
        lang: escapeHtml(lang),
        title: escapeHtml(PHONE_TEXTS[lang].title),
        page: inside,
        boot: escapeJsonForHtml(JSON.stringify(boot)),
      };
      return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => slots[name] ?? whole);
    },
  };
}

function read(dir: string): { template: string; inline: readonly string[] } {
  try {
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as PhoneManifest;
    return { template: readFileSync(join(dir, manifest.html), 'utf8'), inline: manifest.inline };
  } catch {
    throw new ConfigError('The phone\'s page is not built in "' + dir + '": run npm run build, or set phone_dir.');
  }
}
