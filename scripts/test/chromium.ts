/** A browser and a Chinese font: found, or installed where that is possible, or a sentence that says what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function look(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) console.error('CHROMIUM_PATH names ' + named + ', which is not there; looking elsewhere.');
  return [named, ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));
}

function ran(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/** Root, or sudo that asks nothing. */
export function apt(packages: string[]): boolean {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const as = (args: string[]): boolean => ran([...sudo, ...args][0] ?? '', [...sudo, ...args].slice(1));
  console.log('Installing ' + packages.join(' ') + ' with apt-get ...');
  return as(['apt-get', 'update', '-qq']) && as(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** The browser's path; undefined after a sentence on stderr. */
export function findChromium(): string | undefined {
  const missing = [...(look() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fontconfig', 'fonts-wqy-microhei'])];
  if (missing.length > 0 && !apt(missing) && !look())
    ran(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  const path = look();
  if (!path)
    console.error(
      'There is no Chromium, and none could be installed: install one (Debian: apt-get install chromium fonts-wqy-microhei) or set CHROMIUM_PATH.',
    );
  else if (!hasChineseFont())
    console.error('There is no Chinese font: pictures will show boxes. Debian: apt-get install fonts-wqy-microhei');
  return path;
}
