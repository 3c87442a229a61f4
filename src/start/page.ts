/** Is the built page older than what it is made of? */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'src/cashier',
  'src/phone',
  'src/apps',
  'src/tv',
  'src/protocol',
  'index.html',
  'vite.config.ts',
  'scripts',
  'package-lock.json',
  'public',
];
const BUILT = ['dist/box/manifest.json', 'dist/phone/manifest.json', 'dist/box/apps.json'];

export function freshPage(): { stale: boolean; builder: string } {
  const newest = Math.max(...SOURCES.map(newestIn));
  return { stale: BUILT.some((file) => !existsSync(file) || statSync(file).mtimeMs < newest), builder: 'scripts/build-box.ts' };
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => !name.includes('.test.'))
      .map((name) => newestIn(join(path, name))),
  );
}
