/**
 * Builds the phones' page into dist/phone: a script for today's browsers, and an older half with the polyfills it needs, which
 * @vitejs/plugin-legacy makes and chooses in the page. iOS 9 and Android 5 are the oldest.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { transformAsync } from '@babel/core';
import legacy from '@vitejs/plugin-legacy';
import { minify } from 'terser';
import { build } from 'vite';
import { PHONE_PATH } from '../src/protocol/phone.ts';
import type { PhoneManifest } from '../src/bff/render/phone/page.ts';
import { dropBigint } from './drop-bigint.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Bytes as sent without compression: page and script for today's browsers. The page comes filled, so its template is less. */
export const PHONE_BUDGET = 20_000;

/** Bytes compressed, of the keypad's template and script: most of them are the library that seals. */
export const KEYPAD_BUDGET = 22_000;

/** Where wallets pay, and the keypad of what a TV asks for. */
const PAGES = ['index.html', 'keypad.html'];

const TARGETS = ['iOS >= 9', 'Android >= 5', 'Chrome >= 49', 'Safari >= 9'];

/** The plugin's test for today's browsers imports a data: address, which a policy would have to allow everybody. */
const DATA_IMPORT = /import'data:text\/javascript,[^']*';/;

/** What it imports, said in place: engines between the two halves (Chromium 64) read this test and not the syntax of today's half. */
const IN_PLACE = 'if(!import.meta.resolve)throw Error("older half");';

function withoutData(text: string): string {
  if (!DATA_IMPORT.test(text)) throw new Error("@vitejs/plugin-legacy tests for today's browsers in another way: look at what it writes");
  const rest = text.replace(DATA_IMPORT, () => IN_PLACE);
  if (rest.includes('data:text/javascript')) throw new Error('a data: script is left');
  return rest;
}

/** The bundler wraps core-js in arrow functions after the plugin lowered it: Safari 9 would read none of it. */
async function lowered(code: string): Promise<string> {
  const made = await transformAsync(code, {
    babelrc: false,
    configFile: false,
    compact: false,
    sourceType: 'script',
    plugins: [dropBigint],
    presets: [['@babel/preset-env', { targets: { ie: '11' }, modules: false, exclude: ['transform-typeof-symbol'] }]],
  });
  const short = await minify(made?.code ?? '', { ecma: 5, safari10: true });
  if (!short.code) throw new Error('nothing is left of the polyfills');
  return short.code;
}

/** CSP sources of the scripts that stand in the page itself. */
function inlineHashes(page: string): string[] {
  const scripts = [...page.matchAll(/<script(?![^>]*application\/json)[^>]*>([^<]+)<\/script>/g)];
  return scripts.map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

/** A page and its scripts; no other page waits for a script of this one. */
async function buildPage(name: string, out_dir: string): Promise<void> {
  await build({
    root: join(ROOT, 'src/phone'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: PHONE_PATH,
    plugins: [legacy({ targets: TARGETS, modernPolyfills: false })],
    build: {
      outDir: out_dir,
      emptyOutDir: name === PAGES[0],
      assetsDir: 'a', // Vite's own minifier writes newer syntax into the older half.
      minify: 'terser',
      cssMinify: true,
      modulePreload: false,
      rolldownOptions: { input: join(ROOT, 'src/phone', name) },
    },
  });
}

export async function buildPhone(out_dir: string): Promise<PhoneManifest> {
  for (const name of PAGES) await buildPage(name, out_dir);
  const scripts = await readdir(join(out_dir, 'a'));
  for (const name of [...PAGES, ...scripts.filter((one) => !one.includes('legacy')).map((one) => 'a/' + one)])
    await writeFile(join(out_dir, name), withoutData(await readFile(join(out_dir, name), 'utf8')));
  for (const name of scripts.filter((one) => one.startsWith('polyfills-legacy')))
    await writeFile(join(out_dir, 'a', name), await lowered(await readFile(join(out_dir, 'a', name), 'utf8')));
  const of = async (html: string) => ({ html, inline: inlineHashes(await readFile(join(out_dir, html), 'utf8')) });
  const manifest: PhoneManifest = { ...(await of('index.html')), keypad: await of('keypad.html') };
  await writeFile(join(out_dir, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
  return manifest;
}

/** Into dist/phone, with a line a file. */
export async function writePhone(): Promise<void> {
  const out = join(ROOT, 'dist/phone');
  await buildPhone(out);
  for (const name of [...PAGES, ...(await readdir(join(out, 'a'))).map((one) => 'a/' + one)]) {
    const bytes = await readFile(join(out, name));
    console.log(name.padEnd(32) + String(bytes.length).padStart(7) + ' bytes ' + String(gzipSync(bytes).length).padStart(6) + ' gzip');
  }
}

if (import.meta.main) await writePhone();
