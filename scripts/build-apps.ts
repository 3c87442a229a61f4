/** Builds the TV apps' pages for the same boxes as the cashier: one ES5 script and one style sheet an app, and their pictures. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { FILM } from '../src/apps/film/page/sheet.ts';
import { HALL } from '../src/apps/hall/page/sheet.ts';
import { HOME } from '../src/apps/home/page/sheet.ts';
import { appCss } from '../src/apps/page/sheet.ts';
import type { AppSheet } from '../src/apps/page/sheet.ts';
import { ME } from '../src/me/sheet.ts';
import { TOPUP } from '../src/apps/topup/page/sheet.ts';
import APP_MARKS from '../src/apps/page/marks.json' with { type: 'json' };
import MARKS from '../src/cashier/marks.json' with { type: 'json' };
import { BOX_PATH } from '../src/protocol/page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const APPS: { readonly [app: string]: AppSheet } = { home: HOME, topup: TOPUP, film: FILM, hall: HALL, me: ME };
const POLYFILLS = 'src/cashier/polyfills.ts';

export interface AppsBuild {
  files: { readonly [name: string]: string };
  pictures: { readonly [name: string]: Uint8Array };
}

const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** `app:NAME`: what old engines lack, then the app. */
function appEntry(app: string): Plugin {
  const name = 'app:' + app;
  return {
    name: 'app-entry',
    enforce: 'pre',
    resolveId: (source) => (source === name ? '\0' + name : null),
    load: (id) =>
      id === '\0' + name
        ? `import '${join(ROOT, POLYFILLS)}';\nimport '${join(ROOT, app === 'me' ? 'src/me' : 'src/apps/' + app + '/page', 'main.tsx')}';`
        : null,
  };
}

/** Pictures of the apps keep their names: a page makes a poster's address from its title's id. */
async function appPictures(): Promise<{ [name: string]: Uint8Array }> {
  const files: { [name: string]: Uint8Array } = {};
  for (const one of await readdir(join(ROOT, 'public/apps'))) files['apps-' + one] = await readFile(join(ROOT, 'public/apps', one));
  return files;
}

/** What the cashier's build does too. */
export interface BuildTools {
  /** All modules reachable from an entry as one script. */
  bundle(entry: string, plugins: readonly Plugin[]): Promise<{ code: string }>;
  toEs5(code: string, name: string): Promise<string>;
  /** Finds a file of `public` under the name that the build gave it. */
  picture(file: string): string;
}

export async function buildApps({ bundle, toEs5, picture }: BuildTools): Promise<AppsBuild> {
  const pictures = await appPictures();
  const url = (file: string): string => {
    const bytes = file.startsWith('apps/') ? pictures[file.replace('/', '-')] : undefined;
    return bytes ? BOX_PATH + file.replace('/', '-') + '?' + hashOf(bytes) : picture(file);
  };
  const files: { [name: string]: string } = {};
  const manifest: { [app: string]: { script: string; style: string } } = {};
  for (const [app, sheet] of Object.entries(APPS)) {
    const style = appCss(sheet, { ...MARKS.sheets, ...APP_MARKS } as never, url).replace(/\n/g, '');
    const script = await toEs5((await bundle('app:' + app, [appEntry(app)])).code, app + '.js');
    const names = { script: `${app}-${hashOf(script)}.js`, style: `${app}-${hashOf(style)}.css` };
    files[names.script] = script;
    files[names.style] = style;
    manifest[app] = { script: BOX_PATH + names.script, style: BOX_PATH + names.style };
  }
  return { files: { ...files, 'apps.json': JSON.stringify(manifest, null, 2) + '\n' }, pictures };
}
