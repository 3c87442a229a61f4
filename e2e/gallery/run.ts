/**
 * npm run gallery [-- DIR]: every screen in every size, language and mode, and one page to look at them. Ends with an error where a text is
 * cut off.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', default: false } }, allowPositionals: true });
if (values.help) {
  console.log('npm run gallery [-- DIR]: pictures of every screen into DIR (test-results/gallery), and index.html to look at them');
  process.exit(0);
}
const [dir = 'test-results/gallery'] = positionals;
const out = resolve(dir);
mkdirSync(out, { recursive: true });
const shoot = fileURLToPath(new URL('shoot.ts', import.meta.url));
const { status } = spawnSync(process.execPath, [shoot, out], { stdio: 'inherit' });

const files = readdirSync(out).filter((name) => name.endsWith('.png'));
const screens = [...new Set(files.map((name) => name.split('_')[0] ?? ''))].toSorted();
const figure = (name: string): string =>
  `<figure><img loading="lazy" src="${name}" alt="${name}"><figcaption>${name.replace('.png', '').split('_').slice(1).join(' ')}</figcaption></figure>`;
const section = (screen: string): string =>
  `<h2 id="${screen}">${screen}</h2><div>${files
    .filter((name) => name.startsWith(screen + '_'))
    .map(figure)
    .join('')}</div>`;
writeFileSync(
  join(out, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body{font:16px sans-serif;background:#222;color:#eee}figure{display:inline-block;margin:8px}img{width:480px;display:block}a{color:#9cf;margin-right:12px}</style>
<p>${screens.map((one) => `<a href="#${one}">${one}</a>`).join(' ')}</p>${screens.map(section).join('\n')}\n`,
);
console.log(join(out, 'index.html'), files.length, 'pictures');
process.exit(status ?? 1);
