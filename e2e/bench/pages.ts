/** Serves the same server-prepared choose screen by our built page, by plain DOM, and by React with Norigin. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { cardCss } from '../../src/cashier/css.ts';
import type { Boot } from '../../src/protocol/boot.ts';
import type { Keymap } from '../../src/protocol/keymap.ts';
import { escapeJsonForHtml, fillPage } from '../../src/protocol/page.ts';
import type { PageManifest } from '../../src/protocol/page.ts';
import { TEXTS } from '../../src/protocol/texts/index.ts';
import { freshPage } from '../../src/start/page.ts';
import { bundle } from './bundle.ts';
import { send, TYPES } from './http.ts';
import { MARK, marked } from './script-mark.ts';

const BOX = 'dist/box';
export type Contestant = 'ours' | 'plain' | 'react';

/** React and Norigin are peers; plain DOM is our own. */
export const contestants = (peers: boolean): readonly Contestant[] => (peers ? ['ours', 'plain', 'react'] : ['ours', 'plain']);

/** A list of measurements for each. */
export type Results = { readonly [contestant in Contestant]: number[] };
export const noResults = (): Results => ({ ours: [], plain: [], react: [] });

/** A drawn element; the peers draw it again their own way. */
export interface Tree {
  tag: string;
  class: string;
  style: string;
  children: (Tree | string)[];
}

function boot(build: string): Boot {
  return {
    base: '/c/bench',
    words: TEXTS['zh-CN'].words,
    keymap: JSON.parse(readFileSync('public/keymaps/pc.json', 'utf8')) as Keymap,
    size: 'hd',
    elder: false,
    poll: { give_up_ms: 600_000, again_ms: 2_000 },
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

/** The same order, where a card number is typed. Nobody answers what is sealed to this key. */
function cardBoot(manifest: PageManifest): Boot {
  const first = boot(manifest.build);
  const key = Buffer.alloc(32, 9).toString('base64');
  const { build, version, seq, lang, hotline, remaining_ms, order } = first.step;
  const frame = { build, version, seq, lang, hotline, ...(order ? { order } : {}), ...(remaining_ms ? { remaining_ms } : {}) };
  const step = {
    ...frame,
    kind: 'card-number',
    channel: 'unionpay',
    channel_name: '银联卡',
    has_list: false,
    seal: { key_id: 's1', key },
  } as const;
  return { ...first, step, card_script: manifest.card_script };
}

function ourPage(manifest: PageManifest, first: Boot): string {
  const template = readFileSync(join(BOX, manifest.html), 'utf8');
  const slots = { lang: 'zh-CN', title: 'x', look: 'hd', view_size: '1280*720', loading: '', no_script: '' };
  return marked(fillPage(template, { ...slots, boot: JSON.stringify(first) }));
}

function peerPage(name: string, manifest: PageManifest, first: Boot, tree: Tree): string {
  const data = escapeJsonForHtml(JSON.stringify({ ...first, tree }));
  return `<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="${manifest.style}"></head>
<body class="hd"><div id="app"></div><script type="application/json" id="boot">${data}</script>
${MARK}<script src="/${name}.js"></script></body></html>`;
}

/** Our page's own document is what the others have to draw. */
async function learn(browser: Browser, url: string, until = '.focused'): Promise<Tree> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.waitForSelector(until);
  const tree = await page.evaluate(() => {
    const read = (element: Element): Tree => ({
      tag: element.tagName.toLowerCase(),
      class: element.className,
      style: (element as HTMLElement).style.cssText,
      children: [...element.childNodes].map((node) => (node instanceof Element ? read(node) : (node.textContent ?? ''))),
    });
    return read(document.querySelector('#app > div') as Element);
  });
  await page.context().close();
  return tree;
}

export interface Pages {
  url(contestant: Contestant): string;
  /** Of its script: the end of its address. */
  script(contestant: Contestant): string;
  /** Where a card number is typed. */
  card(contestant: 'ours' | 'plain'): string;
  stop(): void;
}

/** Serves these contestants; builds our page first when its sources are newer. */
export async function servePages(browser: Browser, names: readonly Contestant[]): Promise<Pages> {
  const page = freshPage();
  if (page.stale && spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    throw new Error('the page could not be built');
  const manifest = JSON.parse(readFileSync(join(BOX, 'manifest.json'), 'utf8')) as PageManifest;
  const first = boot(manifest.build);
  const card = cardBoot(manifest);
  const html: { [path: string]: string } = { '/ours': ourPage(manifest, first), '/ours-card': ourPage(manifest, card) };
  const scripts: { [path: string]: string } = {
    '/plain.js': await bundle('plain'),
    '/plain-card.js': await bundle('plain-card'),
    ...(names.includes('react') ? { '/react.js': await bundle('react-screen') } : {}),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const document = html[path];
    const script = scripts[path];
    const type = TYPES.find(([ending]) => path.endsWith(ending))?.[1];
    if (document) send(response, 'text/html; charset=utf-8', document);
    else if (script) send(response, 'text/javascript', script);
    else if (path.startsWith('/box/') && type) send(response, type, readFileSync(join(BOX, path.slice('/box/'.length))));
    // The long poll: held for good, as nothing happens while a viewer chooses.
    else if (path !== '/c/bench/step') response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = 'http://127.0.0.1:' + (server.address() as AddressInfo).port + '/';
  const tree = await learn(browser, base + 'ours');
  for (const name of names.filter((one) => one !== 'ours')) html['/' + name] = peerPage(name, manifest, first, tree);
  const cardTree = await learn(browser, base + 'ours-card', '.pan');
  // Its rules come with our second script; the peer needs them from the start.
  const rules = `<style>${cardCss()}</style>`;
  html['/plain-card'] = peerPage('plain-card', manifest, card, cardTree).replace('</head>', rules + '</head>');
  return {
    url: (contestant) => base + contestant,
    script: (contestant) => (contestant === 'ours' ? manifest.script : '/' + contestant + '.js'),
    card: (contestant) => base + contestant + '-card',
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
