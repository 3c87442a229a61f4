/** The same server-prepared choose screen three ways: our built page, plain DOM, React with Norigin. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Boot } from '../../src/protocol/boot.ts';
import type { Keymap } from '../../src/protocol/keymap.ts';
import { escapeJsonForHtml, fillPage } from '../../src/protocol/page.ts';
import type { PageManifest } from '../../src/protocol/page.ts';
import { TEXTS } from '../../src/protocol/texts/index.ts';
import { freshPage } from '../../src/start/page.ts';
import { bundle } from './bundle.ts';

const BOX = 'dist/box';
export const CONTESTANTS = ['ours', 'plain', 'react'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export interface Tree {
  tag: string;
  class: string;
  style: string;
  children: (Tree | string)[];
}

function boot(): Boot {
  const keymap = JSON.parse(readFileSync('public/keymaps/pc.json', 'utf8')) as Keymap;
  const { build } = JSON.parse(readFileSync(join(BOX, 'manifest.json'), 'utf8')) as PageManifest;
  return {
    words: TEXTS['zh-CN'].words,
    keymap,
    size: 'hd',
    elder: false,
    poll: { give_up_ms: 35_000, again_ms: 2_000 },
    step: {
      build,
      version: 1,
      seq: 1,
      lang: 'zh-CN',
      hotline: '96335',
      remaining_ms: 900_000,
      kind: 'choose',
      order: { short_no: 'M7K2Q9ZD', amount_text: '45.00', subject: '综艺会员 3 个月', merchant_name: '芒果TV' },
      channels: [
        { channel: 'wechat', name: '微信扫码' },
        { channel: 'alipay', name: '支付宝扫码' },
      ],
    },
  };
}

/** Where the script starts, by the page's own clock. */
const MARK = '<script>window.t0=performance.now()</script>';

export async function servePages(): Promise<{
  url: (contestant: Contestant) => string;
  learn: (page: Page) => Promise<void>;
  stop: () => void;
}> {
  const page = freshPage();
  if (page.stale && spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    throw new Error('the page could not be built');
  const manifest = JSON.parse(readFileSync(join(BOX, 'manifest.json'), 'utf8')) as PageManifest;
  const template = readFileSync(join(BOX, manifest.html), 'utf8');
  const slots = { lang: 'zh-CN', title: 'x', look: 'hd', view_size: '1280*720', loading: '', no_script: '' };
  const ours = fillPage(template, { ...slots, boot: JSON.stringify(boot()) }).replace(/<script src=/, MARK + '<script src=');
  const scripts = { plain: await bundle('plain'), react: await bundle('react-screen') };
  let tree: Tree | undefined;
  const peer = (name: 'plain' | 'react'): string =>
    '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="' +
    manifest.style +
    '"></head><body class="hd"><div id="app"></div>' +
    '<script type="application/json" id="boot">' +
    escapeJsonForHtml(JSON.stringify({ ...boot(), tree })) +
    '</script>' +
    MARK +
    '<script src="/' +
    name +
    '.js"></script></body></html>';
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const [type, body] =
      path.endsWith('.js') && !path.startsWith('/box/')
        ? ['text/javascript', scripts[path.slice(1, -3) as 'plain' | 'react']]
        : path.startsWith('/box/')
          ? [
              path.endsWith('.css') ? 'text/css' : path.endsWith('.png') ? 'image/png' : 'text/javascript',
              readFileSync(join(BOX, path.slice(5))),
            ]
          : ['text/html; charset=utf-8', path === '/ours' ? ours : peer(path.slice(1) as 'plain')];
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = 'http://127.0.0.1:' + (server.address() as { port: number }).port + '/';
  return {
    url: (contestant) => base + contestant,
    /** Our page's own document is what the others have to draw. */
    async learn(page) {
      await page.goto(base + 'ours');
      await page.waitForSelector('.focused');
      tree = await page.evaluate(() => {
        const read = (element: Element): Tree => ({
          tag: element.tagName.toLowerCase(),
          class: element.className,
          style: (element as HTMLElement).style.cssText,
          children: [...element.childNodes].map((node) => (node instanceof Element ? read(node) : (node.textContent ?? ''))),
        });
        return read(document.querySelector('#app > div') as Element);
      });
    },
    stop: () => server.close(),
  };
}
