import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { parse } from 'acorn';
import { beforeAll, expect, test } from 'vitest';
import { bootOf, steps } from '../src/cashier/fixtures.ts';
import type { Size } from '../src/cashier/canvas-sizes.ts';
import { PICTURE_PX } from '../src/cashier/sizes.ts';
import { all, TinyDocument, wearing } from '../src/cashier/testing/dom.ts';
import { fakeNetwork } from '../src/cashier/testing/requests.ts';
import { BOX_PATH } from '../src/protocol/page.ts';
import type { Step } from '../src/protocol/step.ts';
import { buildBox, overBudget, toEs5 } from './build-box.ts';
import type { BoxBuild } from './build-box.ts';

let made: BoxBuild;

beforeAll(async () => {
  made = await buildBox();
}, 60_000);

test('every script parses as ES5', () => {
  const scripts = Object.keys(made.files).filter((name) => name.endsWith('.js'));
  expect(scripts).toHaveLength(2);
  for (const name of scripts) parse(made.files[name] ?? '', { ecmaVersion: 5, sourceType: 'script' });
});

test('what cannot be lowered is found out', async () => {
  await expect(toEs5('window.big = 1n;', 'x.js')).rejects.toThrow();
});

test('stays within its budgets', () => {
  expect(overBudget(made)).toEqual([]);
  const fat = {
    ...made,
    files: {
      ...made.files,
      [made.manifest.script.slice(BOX_PATH.length)]: Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 9973).join(),
    },
  };
  expect(overBudget(fat)).toHaveLength(1);
});

test('the pages point to the files of the manifest, with every slot still to fill and no module script', () => {
  const { manifest, files } = made;
  for (const [html, script] of [
    [manifest.html, manifest.script],
    [manifest.keys_html, manifest.keys_script],
  ] as const) {
    expect(files[html]).toContain(`<script src="${script}"></script>`);
    expect(files[html]).toContain(`href="${manifest.style}"`);
    expect(files[html]).not.toMatch(/type="module"|<!--|crossorigin/);
  }
  const slots = [...(files[manifest.html] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((one) => one[1]);
  expect(slots.sort()).toEqual(['boot', 'lang', 'loading', 'look', 'no_script', 'title', 'view_size']);
  for (const url of [manifest.script, manifest.style, manifest.keys_script]) expect(files[url.slice(BOX_PATH.length)]).toBeTruthy();
});

test('every picture of the help is in the style sheet, is a PNG of its size, and stays small', () => {
  const { files, manifest, pictures } = made;
  const style = files[manifest.style.slice(BOX_PATH.length)] ?? '';
  const urls = [...style.matchAll(/\.(hd|fhd|sd) \.picture\.\w+\{background:url\(([^)]+)\)/g)];
  expect(urls).toHaveLength(12);
  for (const [, size, url = ''] of urls) {
    const bytes = Buffer.from(pictures[url.slice(BOX_PATH.length)] ?? []);
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(PICTURE_PX[size as Size]);
    expect(bytes.length).toBeLessThan(16_000);
  }
  expect(Object.keys(pictures)).toHaveLength(12);
});

test('the template is the page that the development server shows', () => {
  expect(readFileSync(new URL('../index.html', import.meta.url), 'utf8')).toContain('/src/cashier/main.tsx');
});

/** Everything that came after ES5, gone, and what even ES5 engines of 2011 lacked. */
const GONE = `
['Promise', 'Symbol', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'globalThis', 'queueMicrotask', 'fetch', 'BigInt',
 'requestAnimationFrame', 'performance', 'Uint8Array', 'Intl', 'Iterator'].forEach(function (name) { delete window[name]; });
var keep = { Array: 'concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toString unshift',
  String: 'charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase toUpperCase trim toString valueOf localeCompare' };
Object.keys(keep).forEach(function (name) {
  Object.getOwnPropertyNames(window[name].prototype).forEach(function (one) {
    if (one !== 'constructor' && one !== 'length' && keep[name].split(' ').indexOf(one) < 0) delete window[name].prototype[one];
  });
});
['from', 'of'].forEach(function (name) { delete Array[name]; });
['assign', 'is', 'entries', 'values', 'fromEntries', 'setPrototypeOf', 'getOwnPropertySymbols', 'getOwnPropertyDescriptors'].forEach(function (name) { delete Object[name]; });
['isInteger', 'isNaN', 'isFinite', 'parseInt'].forEach(function (name) { delete Number[name]; });
['trunc', 'sign', 'hypot', 'log2', 'clz32'].forEach(function (name) { delete Math[name]; });
delete Function.prototype.bind;`;

/** The built page in an engine of 2011: a vm with nothing but ES5 and a tiny document. */
function oldEngine(step: Step, more: { [name: string]: unknown } = {}) {
  const document = new TinyDocument();
  const put = (tag: string, id: string, text = '') => {
    const node = document.body.appendChild(document.createElement(tag));
    node.setAttribute('id', id);
    if (text) node.appendChild(document.createTextNode(text));
  };
  put('div', 'app');
  put('script', 'boot', JSON.stringify(bootOf(step)));
  const network = fakeNetwork();
  const timers: { at: number; run: () => void; id: number }[] = [];
  let time = 0;
  let ids = 0;
  const went: string[] = [];
  const window: { [name: string]: unknown } = {
    document,
    innerWidth: 1280,
    navigator: { userAgent: 'AppleWebKit/534.34' },
    HTMLCanvasElement() {},
    location: { search: '', pathname: '/c/x', replace: (url: string) => void went.push(url), reload() {} },
    history: { back() {} },
    setTimeout: (run: () => void, ms = 0) => {
      timers.push({ at: time + ms, run, id: ++ids });
      return ids;
    },
    clearTimeout: (id: number) => {
      const at = timers.findIndex((one) => one.id === id);
      if (at >= 0) timers.splice(at, 1);
    },
    addEventListener() {},
    XMLHttpRequest: function () {
      return network.request();
    },
    ...more,
  };
  window['window'] = window;
  vm.createContext(window);
  vm.runInContext(GONE, window);
  vm.runInContext(
    'Date = function () { this.getTime = function () { return window.now(); }; };',
    Object.assign(window, { now: () => time }),
  );
  vm.runInContext(made.files[made.manifest.script.slice(BOX_PATH.length)] ?? '', window);
  const pass = (ms: number) => {
    const end = time + ms;
    for (;;) {
      timers.sort((a, b) => a.at - b.at);
      if (!timers[0] || timers[0].at > end) break;
      const first = timers.shift();
      time = first?.at ?? time;
      first?.run();
    }
    time = end;
  };
  const key = (keyCode: number) => {
    const event = { type: 'keydown', keyCode, which: keyCode, preventDefault() {}, stopPropagation() {} };
    const handlers = document as unknown as { onkeydown: (event: object) => unknown; onkeyup: (event: object) => unknown };
    handlers.onkeydown(event);
    pass(30);
    handlers.onkeyup({ ...event, type: 'keyup' });
    pass(30);
  };
  pass(50);
  return { body: document.body, network, key, pass, went, focused: () => wearing(document.body, 'focused').map((one) => one.textContent) };
}

test('runs in an engine that has nothing newer than ES5: draws, moves, answers, follows', () => {
  const zh = steps('zh-CN');
  const { body, network, key, pass, went, focused } = oldEngine(zh['choose'] as Step);
  expect(body.textContent).toContain('¥ 45.00');
  expect(focused()).toEqual(['微微信扫码上次使用']);
  key(40);
  expect(focused()).toEqual(['支支付宝扫码']);
  key(13);
  const post = network.open().find((one) => one.method === 'POST');
  expect(JSON.parse(post?.body ?? '')).toMatchObject({ answer: { kind: 'choose', channel: 'alipay' } });
  post?.reply(200, { ...(zh['scan'] as Step), build: 'fixture' });
  pass(50);
  expect([focused(), all(body).length <= 300]).toEqual([['已完成支付'], true]);
  network.open()[0]?.reply(200, zh['paid']);
  pass(50);
  expect(body.textContent).toContain('付款成功');
  pass(6_000);
  expect(went).toEqual(['http://app.example/done']);
});

test('a box whose window tells more than its user agent listens with its own keymap once that is there', () => {
  const { network, key, focused, pass } = oldEngine(steps('zh-CN')['choose'] as Step, { iPanel: {}, guangxi: {} });
  const request = network.made.find((one) => one.url === '/keymaps/guangxi.json');
  key(40);
  expect(focused()).toEqual(['支支付宝扫码']);
  request?.reply(200, readFileSync(new URL('../public/keymaps/guangxi.json', import.meta.url), 'utf8'));
  key(399);
  pass(50);
  expect(focused()).toEqual(['继续付款']);
});

test('draws every screen there', () => {
  for (const [name, step] of Object.entries(steps('zh-TW'))) {
    const { body } = oldEngine(step);
    expect([name, body.textContent.includes('96335')]).toEqual([name, true]);
  }
});
