/** Path traversal attempts and odd addresses, sent unnormalised. */
import { readFileSync } from 'node:fs';
import type { PageManifest } from '../../../src/protocol/page.ts';

const manifest = JSON.parse(readFileSync('dist/box/manifest.json', 'utf8')) as PageManifest;

/** Files that exist. */
export const FILES: readonly string[] = [
  manifest.script,
  manifest.card_script,
  manifest.style,
  '/keymaps/generic.json',
  '/keymaps/guangxi.json',
  '/favicon.ico',
];

const UP = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..\\',
  '..%5c',
  '%2e%2e%5c',
  '....//',
  '..;/',
  '%252e%252e%252f',
  '..%00/',
  '%c0%ae%c0%ae/',
];
const WANTED = ['package.json', 'src/bff/main.ts', 'etc/passwd', 'bff.json', 'lezhong.db'];

export const PATHS: readonly string[] = [
  '/',
  '//',
  '///box//',
  '/.',
  '/box',
  '/box/',
  '/box/page.html',
  '/box/manifest.json',
  '/keymaps',
  '/keymaps/',
  '/keymaps/generic.json/',
  '/keymaps/generic.json%00.png',
  '//keymaps/generic.json',
  '/KEYMAPS/generic.json',
  '/%6beymaps/generic.json',
  '/' + 'a/'.repeat(500),
  '/%',
  '/%zz',
  '/box/%ff',
  '/\\box',
  '/web-lezpay',
  'http://evil.example/healthz',
  '/healthz;x=1',
  '/healthz#x',
  ...['/box/', '/keymaps/', '/'].flatMap((at) => UP.flatMap((up) => WANTED.map((file) => at + up.repeat(3) + file))),
];

/** Contents of those files that must never be in an answer. */
export const INSIDE = /"lezhong-pay"|root:x:0:0|number_key|SQLite format 3|startWorkers/;
