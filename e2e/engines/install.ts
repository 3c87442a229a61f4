/** Brings the engines here: three from the registry, two from Debian. Quick the second time; a missing one is an error, never skipped. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { findChromium } from '../../scripts/test/chromium.ts';

const HERE = import.meta.dirname;
export const CHROME_64 = join(HERE, '.cache', 'chrome-64');

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { cwd: HERE, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

function fromRegistry(): void {
  const stamp = join(HERE, 'node_modules', '.package-lock.json');
  const wanted = readFileSync(join(HERE, 'package-lock.json'));
  const done = join(HERE, '.cache', 'installed');
  if (!existsSync(stamp) || !existsSync(done) || !readFileSync(done).equals(wanted)) {
    console.log('Installing old engines from the registry (about 300 MB unpacked) ...');
    if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']))
      throw new Error('npm ci failed in e2e/engines');
    mkdirSync(join(HERE, '.cache'), { recursive: true });
    writeFileSync(done, wanted);
  }
  if (existsSync(CHROME_64)) return;
  writeFileSync(CHROME_64 + '.new', brotliDecompressSync(readFileSync(join(HERE, 'node_modules/chrome-64/bin/chromium.br'))));
  chmodSync(CHROME_64 + '.new', 0o755);
  renameSync(CHROME_64 + '.new', CHROME_64);
}

function fromDebian(): void {
  const there = spawnSync('/usr/bin/python3', ['-c', 'import PyQt5.QtWebKitWidgets'], { stdio: 'ignore' }).status === 0;
  if (there) return;
  console.log('Installing QtWebKit with apt-get ...');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (args: string[]): boolean => run([...sudo, 'apt-get'][0] ?? '', [...sudo, 'apt-get', ...args].slice(1));
  if (!apt(['update', '-qq']) || !apt(['install', '-y', '-qq', '--no-install-recommends', 'python3-pyqt5.qtwebkit'])) {
    throw new Error('QtWebKit could not be installed: on Debian 12, apt-get install python3-pyqt5.qtwebkit');
  }
}

/** The path of today's Chromium. */
export function installEngines(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The old engines are Linux x64 programs; run this on such a machine.');
  fromRegistry();
  fromDebian();
  const chromium = findChromium();
  if (!chromium) throw new Error('no Chromium');
  return chromium;
}
