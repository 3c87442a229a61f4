/** The HTML of a viewer's own page: script and style of the build, and what it starts with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeBoot, MeStart } from '../../../protocol/me.ts';
import { fillPage, VIEW_SIZES } from '../../../protocol/page.ts';
import { ConfigError } from '../../config/error.ts';
import type { BffConfig } from '../../config/schema.ts';
import { keymapFor, readKeymaps } from '../keymaps.ts';

/** dist/box/apps.json: app -> URLs below /box/. */
interface AppsManifest {
  me?: { script: string; style: string };
}

export interface MePage {
  render(parts: { start: MeStart; ticket: string; home_url: string; user_agent: string; keymap: unknown }): string;
}

const template = ({ script, style }: NonNullable<AppsManifest['me']>): string => `<!doctype html>
<html lang="{{lang}}"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="page-view-size" content="{{view_size}}">
<title>{{title}}</title><link rel="stylesheet" href="${style}"></head>
<body><div id="app"><div class="plain"><p>{{loading}}</p></div></div>
<script type="application/json" id="boot">{{boot}}</script><script src="${script}"></script></body></html>
`;

/** `now`: read at once, as a portal is there; else with the first viewer, for a portal may come later. Throws ConfigError. */
export function mePage({ page_dir, keymaps_dir }: Pick<BffConfig, 'page_dir' | 'keymaps_dir'>, now: boolean): MePage {
  const keymaps = readKeymaps(keymaps_dir);
  let html = now ? template(read(page_dir)) : undefined;
  return {
    render({ start, ticket, home_url, user_agent, keymap }) {
      const boot: MeBoot = { app: 'me', ticket, home_url, cart: '', keymap: keymapFor(keymaps, user_agent, keymap), start };
      html ??= template(read(page_dir));
      return fillPage(html, {
        lang: start.lang,
        title: start.words.mine,
        look: '',
        view_size: VIEW_SIZES.hd,
        loading: start.words.mine,
        no_script: '',
        boot: JSON.stringify(boot),
      });
    },
  };
}

function read(dir: string): NonNullable<AppsManifest['me']> {
  const problem = new ConfigError('The viewer\'s own page is not built in "' + dir + '": run npm run build, or set page_dir.');
  try {
    const { me } = JSON.parse(readFileSync(join(dir, 'apps.json'), 'utf8')) as AppsManifest;
    if (me) return me;
  } catch {
    throw problem;
  }
  throw problem;
}
