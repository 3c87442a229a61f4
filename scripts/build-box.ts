/**
 * Builds what a set-top box gets: one classic ES5 script for the page, a second for typing cards, another for the remote
 * control check page, one style sheet, and the HTML the BFF fills. Vite bundles, Babel lowers, terser shortens: see
 * docs/adr/0006-vite-babel-terser.md.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { transformAsync } from '@babel/core';
import { minify } from 'terser';
import { build } from 'vite';
import type { Plugin } from 'vite';
import { cardCss, css } from '../src/cashier/css.ts';
import { BOX_PATH } from '../src/protocol/page.ts';
import type { PageManifest } from '../src/protocol/page.ts';
import { buildApps } from './build-apps.ts';
import type { AppsBuild } from './build-apps.ts';
import { writePhone } from './build-phone.ts';
import { compiledEarly } from './called-first.ts';
import { dropAbsent } from './drop-absent.ts';
import { dropBigint } from './drop-bigint.ts';
import { dropUnused } from './drop-unused.ts';
import { FIRST, fromShared, leaveShared, withShared } from './two-scripts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** WebKit 531 to 538 and their like: ES5 syntax, and not all of it. */
const TARGETS = { ie: '9' };

/**
 * Bytes after gzip: script and style of the first paint, and the second script with its style rules. Script and style were 18,000 and
 * 6,144 while screens had type alone. What they draw now (price lines, a receipt, stations of a payment, a way out beside every
 * confirmation, elder mode's own choice, windows of any size, lines that end between clauses) is 2,030 and 850 bytes more: 12 ms of a
 * 2 Mbit/s line, once, as both are kept for ever. With marks and ground a first paint is 48 KB in HD and 40 KB in SD.
 */
export const BUDGET = { script: 20_050, style: 7_000, card_script: 32_000 } as const;
/** Everything before the first focusable, pictures included, as sent. */
export const FIRST_PAINT_MAX = 60_000;

/** Both scripts of the page see the same modules. */
const ALIAS = { '@preact/signals': '@preact/signals-core', 'preact/jsx-runtime': join(ROOT, 'scripts/jsx-runtime.ts') };

interface Bundle {
  code: string;
  /** Files that are in it. */
  modules: readonly string[];
}

/** All modules reachable from `entry` as one script, in the syntax they were written in. */
async function bundle(entry: string, alias: { [from: string]: string } = {}, plugins: readonly Plugin[] = []): Promise<Bundle> {
  const result = await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    publicDir: false,
    plugins: [...plugins],
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      modulePreload: false,
      rollupOptions: { input: entry.includes(':') ? entry : join(ROOT, entry), output: { format: 'es', entryFileNames: 'app.js' } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const one of outputs) {
    if ('output' in one)
      for (const chunk of one.output) if (chunk.type === 'chunk' && chunk.isEntry) return { code: chunk.code, modules: chunk.moduleIds };
  }
  throw new Error('no script came out of ' + entry);
}

async function shorten(code: string): Promise<string> {
  const short = await minify(code, {
    ecma: 5,
    safari10: true,
    compress: { passes: 3, inline: 1, pure_getters: true, unsafe_proto: true },
  });
  return short.code ?? '';
}

/** ES5, or an error that says where it is not. */
export async function toEs5(source: string, name: string): Promise<string> {
  const lowered = await transformAsync(source, {
    filename: name,
    babelrc: false,
    configFile: false,
    compact: false,
    sourceType: 'script',
    // All that is iterated or spread in these bundles is arrays; ES5 engines have no other iterables.
    assumptions: {
      iterableIsArray: true,
      noDocumentAll: true,
      noClassCalls: true,
      setSpreadProperties: true,
      objectRestNoSymbols: true,
      ignoreFunctionLength: true,
      pureGetters: true,
      ignoreToPrimitiveHint: true,
      setComputedProperties: true,
    },
    presets: [['@babel/preset-env', { targets: TARGETS, modules: false, exclude: ['transform-typeof-symbol'] }]],
    // Object.assign is among the polyfills; Babel's own helper would be a second one.
    plugins: [dropAbsent, dropBigint, dropUnused, ['@babel/plugin-transform-object-rest-spread', { useBuiltIns: true }]],
  });
  // The function around it keeps every name, Babel's helpers among them, out of the window.
  const whole = '(function(){' + (lowered?.code ?? '') + '})()';
  const code = await shorten(whole);
  parse(code, { ecmaVersion: 5, sourceType: 'script' });
  return code;
}

const hashOf = (...texts: string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 10);
};

const STYLE_TAG = /<link rel="stylesheet" href="[^"]*">/;
const SCRIPT_TAG = /<script type="module" src="[^"]*"><\/script>/;
const NOTE = /<!--[\s\S]*?-->\n/;

function pageWith(template: string, style: string, script: string): string {
  for (const tag of [STYLE_TAG, SCRIPT_TAG]) if (!tag.test(template)) throw new Error('the page has no ' + String(tag));
  return template
    .replace(NOTE, '')
    .replace(STYLE_TAG, `<link rel="stylesheet" href="${style}">`)
    .replace(SCRIPT_TAG, `<script src="${script}"></script>`);
}

export interface BoxBuild {
  manifest: PageManifest;
  /** File name -> contents, as written below dist/box. */
  files: { readonly [name: string]: string };
  /** The same for binary files. */
  pictures: { readonly [name: string]: Uint8Array };
}

/** Files of `public` that the style sheet shows, under names that hold their hashes. */
async function pagePictures() {
  const files: { [name: string]: Uint8Array } = {};
  const names: { [file: string]: string } = {};
  for (const folder of ['help', 'marks']) {
    for (const one of await readdir(join(ROOT, 'public', folder))) {
      const bytes = await readFile(join(ROOT, 'public', folder, one));
      const name = `${folder}-${one.replace('.png', '')}-${hashOf(bytes.toString('latin1'))}.png`;
      files[name] = bytes;
      names[`${folder}/${one}`] = name;
    }
  }
  const url = (file: string): string => {
    const name = names[file];
    if (!name) throw new Error('no picture public/' + file);
    return BOX_PATH + name;
  };
  return { files, url };
}

/** Puts the card screens' rules into the second script. */
function withCardCss(text: string): Plugin {
  return {
    name: 'with-card-css',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('/src/cashier/secret-entry/entry-style.ts')
        ? code.replace("CARD_CSS: string = ''", () => 'CARD_CSS: string = ' + JSON.stringify(text))
        : null,
  };
}

/** The first script and the second, which takes shared modules from the first. */
async function pageScripts(card_style: string): Promise<{ app: string; cards: string }> {
  const second = await bundle('src/cashier/secret-entry/entry-main.ts', ALIAS, [leaveShared(), withCardCss(card_style)]);
  const { code, names } = fromShared(second.code);
  const first = await bundle(FIRST, ALIAS, [withShared('src/cashier/main.tsx', 'src/cashier/polyfills.ts', names)]);
  const twice = second.modules.filter((id) => first.modules.includes(id) && !id.startsWith('\0'));
  if (twice.length > 0) throw new Error('in both scripts, for scripts/shared-modules.ts: ' + twice.join(', '));
  // Shortened again, of names that are short already, it is 70 bytes less after gzip; the second script would be more.
  const app = await shorten(await toEs5(first.code, 'app.js'));
  return { app: compiledEarly(app), cards: await toEs5(code, 'cards.js') };
}

/** The whole of dist/box in memory. */
export async function buildBox(): Promise<BoxBuild> {
  const template = await readFile(join(ROOT, 'index.html'), 'utf8');
  const keysTemplate = template
    .replace('/src/cashier/main.tsx', '/src/tv/keys-page.tsx')
    .replace(/<script type="application\/json"[^\n]*\n/, '');
  // One after the other: each build takes a core of its own already.
  const keys = await toEs5((await bundle('scripts/keys-entry.ts')).code, 'keys.js');
  const pictures = await pagePictures();
  const { url } = pictures;
  const style = css(url).replace(/\n/g, '');
  const { app, cards } = await pageScripts(cardCss(url).replace(/\n/g, ''));
  const names = {
    app: `app-${hashOf(app)}.js`,
    cards: `cards-${hashOf(cards)}.js`,
    keys: `keys-${hashOf(keys)}.js`,
    style: `app-${hashOf(style)}.css`,
  };
  const html = pageWith(template, BOX_PATH + names.style, BOX_PATH + names.app);
  const keysHtml = pageWith(keysTemplate, BOX_PATH + names.style, BOX_PATH + names.keys);
  const manifest: PageManifest = {
    build: hashOf(app, cards, style, html),
    script: BOX_PATH + names.app,
    card_script: BOX_PATH + names.cards,
    style: BOX_PATH + names.style,
    html: 'page.html',
    keys_html: 'keys.html',
    keys_script: BOX_PATH + names.keys,
  };
  const files = {
    [names.app]: app,
    [names.cards]: cards,
    [names.keys]: keys,
    [names.style]: style,
    'page.html': html,
    'keys.html': keysHtml,
    'manifest.json': JSON.stringify(manifest, null, 2) + '\n',
  };
  return { manifest, files, pictures: pictures.files };
}

/** Files above their budget, in words. */
export function overBudget({ manifest, files }: BoxBuild): string[] {
  const size = (url: string) => gzipSync(files[url.slice(BOX_PATH.length)] ?? '', { level: 9 }).length;
  const over: string[] = [];
  for (const part of ['script', 'style', 'card_script'] as const)
    if (size(manifest[part]) > BUDGET[part]) over.push(`${part} ${size(manifest[part])} > ${BUDGET[part]} bytes gzip`);
  return over;
}

/** Bytes of a first paint of one drawing: page, script, style, marks, the larger of the grounds. */
export function firstPaintBytes({ manifest, files, pictures }: BoxBuild, size: 'hd' | 'fhd' | 'sd'): number {
  const text = (name: string) => gzipSync(files[name] ?? '', { level: 9 }).length;
  const picture = (name: string) =>
    pictures[Object.keys(pictures).find((one) => one.startsWith('marks-' + name + '-')) ?? '']?.length ?? NaN;
  const ground = size === 'sd' ? 'calm-sd' : 'calm-hd';
  const sent = [manifest.script, manifest.style].map((url) => text(url.slice(BOX_PATH.length)));
  return text(manifest.html) + sent.reduce((sum, one) => sum + one, 0) + picture('marks-' + size) + picture(ground);
}

/** Pages that are open during an upgrade still ask for the files of the builds before. */
const KEPT_MS = 7 * 24 * 3_600_000;

async function forget(folder: string, current: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!current.includes(name) && Date.now() - (await stat(path)).mtimeMs > KEPT_MS) await rm(path, { recursive: true });
  }
}

/** The TV apps' pages, for the same boxes. */
export async function buildAppPages(): Promise<AppsBuild> {
  const { url } = await pagePictures();
  return buildApps({ bundle: (entry, plugins) => bundle(entry, ALIAS, plugins), toEs5, picture: url });
}

async function main(): Promise<void> {
  const box = await buildBox();
  const apps = await buildAppPages();
  const made = { ...box, files: { ...box.files, ...apps.files }, pictures: { ...box.pictures, ...apps.pictures } };
  const out = join(ROOT, 'dist/box');
  await mkdir(out, { recursive: true });
  const { files, pictures } = made;
  await forget(out, Object.keys({ ...files, ...pictures }));
  for (const [name, bytes] of Object.entries(pictures)) await writeFile(join(out, name), bytes);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(out, name), text);
    console.log(
      name.padEnd(24),
      String(Buffer.byteLength(text)).padStart(7),
      'bytes',
      String(gzipSync(text, { level: 9 }).length).padStart(6),
      'gzip',
    );
  }
  const over = overBudget(made);
  if (over.length > 0) throw new Error('over budget: ' + over.join(', '));
  await writePhone();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
