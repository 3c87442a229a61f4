/** The cashier's HTML with the first step, one language and one keymap inside: the first paint needs no second request. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Boot } from '../../protocol/boot.ts';
import type { Mode } from '../../protocol/order.ts';
import { fillPage, VIEW_SIZES } from '../../protocol/page.ts';
import type { PageManifest } from '../../protocol/page.ts';
import type { ReturnTo, Step } from '../../protocol/step.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import { ConfigError } from '../config/error.ts';
import type { BffConfig } from '../config/schema.ts';
import { keymapFor, readKeymaps } from './keymaps.ts';
import { markStyle } from './marks.ts';

export interface PageRequest {
  base?: string;
  /** The way back of a viewer who leaves while this server says nothing. */
  left?: ReturnTo;
  elder?: boolean;
  modes?: Mode[];
  user_agent?: string;
  query?: { [name: string]: unknown };
}

export interface PageMaker {
  readonly build: string;
  render(step: Step, request?: PageRequest): string;
  keys(user_agent: string): string;
}

/**
 * How the page polls: it gives up after 35 s of silence and asks again within 0.7 s, so that a line that is back
 * and still loses three polls in a row shows what was paid within 3 s.
 */
const POLL = { give_up_ms: 35_000, again_ms: 700 };

export function pageMaker(config: BffConfig): PageMaker {
  const manifest = readManifest(config.page_dir);
  const html = readFileSync(join(config.page_dir, manifest.html), 'utf8').replace('</head>', () => markStyle(config.marks_dir) + '</head>');
  const keys_html = readFileSync(join(config.page_dir, manifest.keys_html), 'utf8');
  const keymaps = readKeymaps(config.keymaps_dir);

  function fill(
    template: string,
    step: Step,
    { base, left, elder = config.elder, modes = [], user_agent = '', query = {} }: PageRequest,
  ): string {
    const size = sizeOf(user_agent, query['size']);
    const { words, server } = TEXTS[step.lang];
    const boot: Boot = {
      ...(base ? { base } : {}),
      ...(left ? { left } : {}),
      step,
      card_script: manifest.card_script,
      words,
      keymap: keymapFor(keymaps, user_agent, query['keymap']),
      size,
      elder,
      ...(modes.length > 0 ? { modes } : {}),
      poll: POLL,
    };
    return fillPage(template, {
      lang: step.lang,
      title: words.cashier,
      look: [size, ...(elder ? ['elder'] : []), ...modes].join(' '),
      view_size: VIEW_SIZES[size],
      loading: server.loading,
      no_script: server.no_script.replace('{hotline}', config.hotline),
      boot: JSON.stringify(boot),
    });
  }

  return {
    build: manifest.build,
    render: (step, request = {}) => fill(html, step, { ...request, elder: request.elder === true || config.elder }),
    keys: (user_agent) =>
      fill(
        keys_html,
        {
          build: manifest.build,
          version: 0,
          seq: 0,
          lang: config.lang,
          hotline: config.hotline,
          kind: 'unavailable',
          code: '',
          title: '',
          text: '',
          retry: false,
        },
        { user_agent },
      ),
  };
}

function readManifest(dir: string): PageManifest {
  try {
    readdirSync(dir);
    return JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as PageManifest;
  } catch {
    throw new ConfigError('The cashier page is not built in "' + dir + '": run npm run build, or set page_dir.');
  }
}

/** The box's kind first; where it does not tell, HD: the page looks at its own screen. */
function sizeOf(user_agent: string, asked: unknown): Boot['size'] {
  if (asked === 'sd' || asked === 'hd' || asked === 'fhd') return asked;
  return /\b640x5(26|30)\b/.test(user_agent) ? 'sd' : 'hd';
}
