/** An app's page: one HTML file, its script and style from the build, and what it starts with written into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pickKeymap } from '../../tv/platform.ts';
import { html, refuse } from './http.ts';
import type { Answer } from './http.ts';

/** dist/box/apps.json: app -> URLs below /box/. */
export interface AppsManifest {
  [app: string]: { script: string; style: string };
}

export interface PageParts {
  app: string;
  title: string;
  page_dir: string;
}

export interface AppPage {
  /** The page that starts with these facts. */
  render(boot: object, user_agent: string): Answer;
  /** GET /box/...: what the build left. */
  asset(path: string): Answer;
  /** GET /keymaps/...: the page asks for another table when the window shows another box than its name. */
  keymap(path: string): Answer;
}

const TYPES = new Map([
  ['js', 'text/javascript'],
  ['css', 'text/css'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webm', 'video/webm'],
  ['mp4', 'video/mp4'],
  ['json', 'application/json'],
]);
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Pictures whose name holds no hash. */
const A_DAY = 'public, max-age=86400';
const NO_WINDOW = { iPanel: false, guangxi: false, tizen: false, webOS: false, guangdong: false };
const KEYMAPS = 'public/keymaps';

const escapeJson = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, (char) => '\\u' + ('000' + char.charCodeAt(0).toString(16)).slice(-4));

/** Read at the start: a name that is not among these is no file of ours. */
export function makePage({ app, title, page_dir }: PageParts): AppPage {
  const manifest = JSON.parse(readFileSync(join(page_dir, 'apps.json'), 'utf8')) as AppsManifest;
  const built = manifest[app];
  if (!built) throw new Error(page_dir + '/apps.json has no ' + app + ': run npm run build');
  const keymaps = new Map(readdirSync(KEYMAPS).map((name) => [name.replace('.json', ''), readFileSync(join(KEYMAPS, name), 'utf8')]));
  const names = new Set(readdirSync(page_dir));

  return {
    render(boot, user_agent) {
      const keymap = keymaps.get(pickKeymap({ ...NO_WINDOW, userAgent: user_agent })) ?? keymaps.get('generic') ?? '{}';
      const facts = escapeJson(JSON.stringify({ ...boot, app, keymap: JSON.parse(keymap) as object }));
      return html(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="page-view-size" content="1280*720">
<title>${title}</title><link rel="stylesheet" href="${built.style}"></head>
<body><div id="app"><div class="plain"><p>正在打开…</p></div></div>
<script type="application/json" id="boot">${facts}</script><script src="${built.script}"></script></body></html>
`);
    },
    asset(path) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const type = TYPES.get(name.slice(name.lastIndexOf('.') + 1));
      if (!type || !names.has(name)) return refuse('PAGE_NOT_FOUND', 404);
      return { status: 200, type, body: readFileSync(join(page_dir, name)), cache: name.startsWith('apps-') ? A_DAY : FOR_EVER };
    },
    keymap(path) {
      const text = keymaps.get(path.slice(path.lastIndexOf('/') + 1).replace('.json', ''));
      return text ? { status: 200, type: 'application/json', body: text } : refuse('PAGE_NOT_FOUND', 404);
    },
  };
}
