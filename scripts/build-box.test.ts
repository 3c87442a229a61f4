import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { parse } from 'acorn';
import { beforeAll, expect, test } from 'vitest';
import { bootOf, steps } from '../src/cashier/fixtures.ts';
import { PICTURES } from '../src/cashier/css.ts';
import { PICTURE_PX } from '../src/cashier/sizes.ts';
import { all, TinyDocument, withClass } from '../src/cashier/testing/dom.ts';
import { fakeNetwork } from '../src/cashier/testing/requests.ts';
import type { SecretEntry, MakeSecretEntry } from '../src/cashier/secret-entry/entry-contract.ts';
import type { SealedBody } from '../src/protocol/answer.ts';
import { BOX_PATH } from '../src/protocol/page.ts';
import { openSealed, sealReply, serverKeys } from '../src/protocol/seal.ts';
import type { Step } from '../src/protocol/step.ts';
import { buildAppPages, buildBox, overBudget, toEs5, FIRST_PAINT_MAX, firstPaintBytes } from './build-box.ts';
import type { BoxBuild } from './build-box.ts';
import { laterNames } from './later-names.ts';

let made: BoxBuild;

beforeAll(async () => {
  made = await buildBox();
}, 60_000);

test('every script parses as ES5', () => {
  const scripts = Object.keys(made.files).filter((name) => name.endsWith('.js'));
  expect(scripts).toHaveLength(3);
  for (const name of scripts) parse(made.files[name] ?? '', { ecmaVersion: 5, sourceType: 'script' });
});

/** Of polyfills.ts; and of sealing, which is offered only where the engine has what it needs. */
const GIVEN = ['Object.assign'];
const SEALING = [...GIVEN, 'new Uint8Array', 'new Proxy'];

test('no script calls what engines of 2011 lack, those of the apps neither', async () => {
  const scripts = Object.entries({ ...made.files, ...(await buildAppPages()).files }).filter(([name]) => name.endsWith('.js'));
  expect(scripts).toHaveLength(8);
  for (const [name, code] of scripts) expect([name, laterNames(code, /^(?:cards|me)-/.test(name) ? SEALING : GIVEN)]).toEqual([name, []]);
});

test('what cannot be lowered is found out', async () => {
  await expect(toEs5('window.big = 1n;', 'x.js')).rejects.toThrow();
});

test('a first paint, pictures included, stays within its budget', () => {
  for (const size of ['hd', 'fhd', 'sd'] as const) {
    const bytes = firstPaintBytes(made, size);
    expect([size, bytes > 20_000 && bytes <= FIRST_PAINT_MAX]).toEqual([size, true]);
  }
});

test('stays within its budgets', () => {
  expect(overBudget(made)).toEqual([]);
  const much = Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 9973).join();
  for (const url of [made.manifest.script, made.manifest.card_script])
    expect(overBudget({ ...made, files: { ...made.files, [url.slice(BOX_PATH.length)]: much } })).toHaveLength(1);
});

test('the second script brings along nothing that the first one has, and takes from it only what is there', () => {
  const [first, second] = [made.manifest.script, made.manifest.card_script].map((url) => made.files[url.slice(BOX_PATH.length)] ?? '');
  expect([first?.includes('createElementNS'), second?.includes('createElementNS')]).toEqual([true, false]);
  expect([first?.includes('getRandomValues('), second?.includes('getRandomValues(')]).toEqual([false, true]);
  const given = /lezpay\.shared=\{([^}]*)\}/.exec(first ?? '')?.[1] ?? '';
  const names = new Set(given.split(',').map((one) => one.split(':')[0] ?? ''));
  const taken = [...(second ?? '').matchAll(/lezpay\.shared\.(\w+)/g)].map((one) => one[1]);
  expect(taken.length).toBeGreaterThan(5);
  expect(taken.filter((name = '') => !names.has(name))).toEqual([]);
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
  for (const url of [manifest.script, manifest.card_script, manifest.style, manifest.keys_script])
    expect(files[url.slice(BOX_PATH.length)]).toBeTruthy();
});

test('every picture of the help is in a style sheet, is a PNG of its size, and stays small', () => {
  const { files, manifest, pictures } = made;
  const text = (url: string): string => files[url.slice(BOX_PATH.length)] ?? '';
  const urls = [...(text(manifest.style) + text(manifest.card_script)).matchAll(/\.p-[\w-]+\{background(?:-image)?:url\(([^)]+)\)/g)];
  const count = 3 * PICTURES.length;
  expect(urls).toHaveLength(count);
  for (const [, url = ''] of urls) {
    const bytes = Buffer.from(pictures[url.slice(BOX_PATH.length)] ?? []);
    const size = /-(hd|fhd|sd)-\w+\.png$/.exec(url)?.[1] as keyof typeof PICTURE_PX;
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(PICTURE_PX[size]);
    // Those of an account have a card's grid in them; each is asked for when it is wanted.
    expect(bytes.length).toBeLessThan(/bank_/.test(url) ? 20_000 : 16_000);
  }
  expect(Object.keys(pictures).filter((name) => /^help-(?!bank-)/.test(name))).toHaveLength(count);
  // The coordinate card and the token, which screens of an account draw upon.
  for (const name of Object.keys(pictures).filter((one) => one.startsWith('help-bank-')))
    expect(text(manifest.card_script)).toContain(name);
});

test('the first style sheet holds nothing of the card screens; the second script brings it', () => {
  const { files, manifest } = made;
  const text = (url: string): string => files[url.slice(BOX_PATH.length)] ?? '';
  for (const name of ['field-message', 'keypad-head', 'code-help', 'pan-help', 'card-row-0']) {
    expect([name, text(manifest.style).includes('.' + name)]).toEqual([name, false]);
    expect([name, text(manifest.card_script).includes('.' + name)]).toEqual([name, true]);
  }
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
function oldEngine(step: Step, more: { [name: string]: unknown } = {}, gone = GONE) {
  const document = new TinyDocument();
  const put = (tag: string, id: string, text = '') => {
    const node = document.body.appendChild(document.createElement(tag));
    node.setAttribute('id', id);
    if (text) node.appendChild(document.createTextNode(text));
  };
  put('div', 'app');
  put('script', 'boot', JSON.stringify(bootOf(step, { card_script: made.manifest.card_script })));
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
  vm.runInContext(gone, window);
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
  const run = (url: string) => vm.runInContext(made.files[url.slice(BOX_PATH.length)] ?? '', window) as unknown;
  const scripts = () => all(document.body).flatMap((one) => (one.localName === 'script' && 'src' in one ? [String(one.src)] : []));
  return {
    window,
    body: document.body,
    network,
    key,
    pass,
    run,
    scripts,
    went,
    focused: () => withClass(document.body, 'focused').map((one) => one.textContent),
  };
}

test('runs in an engine that has nothing newer than ES5: draws, moves, answers, follows', () => {
  const zh = steps('zh-CN');
  const { body, network, key, pass, went, focused } = oldEngine(zh['choose'] as Step);
  expect(body.textContent).toContain('￥45.00');
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

const KEY = serverKeys(new Uint8Array(32).fill(7));
const TOKEN = '0123456789abcdef0123456789abcdef';
const PAN = '6212345678901232';
const cardStep = (kind: string, version: number, rest: object = {}): Step =>
  ({
    ...steps('zh-CN')['scan'],
    kind,
    version,
    seq: version,
    build: 'fixture',
    seal: { key_id: 'k', key: KEY.publicKey },
    ...rest,
  }) as Step;
/** WebKit 534 has typed arrays, but none of floats. */
const NO_FLOATS = GONE.replace("'Uint8Array'", "'Float64Array', 'Float32Array', 'TextEncoder', 'TextDecoder'");

/** The first script with a card step, then the second; `cards` is what it brought. */
function typing() {
  let n = 0;
  const getRandomValues = (into: Uint8Array) => {
    for (let i = 0; i < into.length; i++) into[i] = (n += 7) & 255;
  };
  const old = oldEngine(cardStep('card-number', 1, { has_list: false }), { crypto: { getRandomValues }, atob, btoa }, NO_FLOATS);
  const shared = old.window['lezpay'] as { cards: (make: MakeSecretEntry) => void };
  const bring = shared.cards;
  const brought: SecretEntry[] = [];
  shared.cards = (make) =>
    bring((host) => {
      const cards = make(host);
      brought.push(cards);
      return cards;
    });
  return { ...old, brought };
}

test('without floats in arrays either, a card number is sealed and the sealed reply read, once the second script has come', () => {
  const { body, network, pass, run, scripts, brought } = typing();
  expect([body.textContent.includes('正在准备输入银行卡'), scripts()]).toEqual([true, []]);
  pass(400);
  expect(scripts()).toEqual([made.manifest.card_script]);
  run(made.manifest.card_script);
  run(made.manifest.card_script);
  expect(brought).toHaveLength(1);
  expect(brought[0]?.send({ kind: 'card-number', pan: PAN })).toBe(true);
  const post = network.open().find((one) => one.method === 'POST');
  expect([post?.url, post?.body?.includes(PAN)]).toEqual(['/c/' + TOKEN + '/answer', false]);
  const sealed = JSON.parse(post?.body ?? '') as SealedBody;
  const bound = { token: TOKEN, version: 1 };
  expect(openSealed(KEY.secretKey, sealed, bound)).toEqual({ value: { kind: 'card-number', pan: PAN }, counter: 1 });
  const next = { ...steps('zh-CN')['paid'], build: 'fixture', version: 2, seq: 2 };
  post?.reply(200, { sealed: sealReply(KEY.secretKey, sealed.page_key, bound, 1, next, new Uint8Array(24)) });
  pass(50);
  expect(body.textContent).toContain('付款成功');
});

test('a second script that does not come is asked for again, then the page says so and another way is open', () => {
  const { body, network, pass, scripts, focused, key, run } = typing();
  pass(400);
  pass(8_000);
  expect([scripts().length, body.textContent.includes('正在准备输入银行卡')]).toEqual([2, true]);
  pass(20_000);
  expect([scripts().length, focused(), body.textContent.includes('没有准备好')]).toEqual([2, ['再试一次'], true]);
  key(13);
  pass(400);
  expect([scripts().length, focused()]).toEqual([3, []]);
  run(made.manifest.card_script);
  pass(9_000);
  expect(scripts()).toHaveLength(3);
  // The line is good: on a silent one Back would ask whether to leave.
  network
    .open()
    .at(-1)
    ?.reply(200, cardStep('card-number', 1, { has_list: false }));
  pass(50);
  key(27);
  expect(JSON.parse(network.open().find((one) => one.method === 'POST')?.body ?? '')).toMatchObject({ answer: { kind: 'change' } });
});

test('a box without randomness asks for no second script and says why', () => {
  const { body, pass, scripts, focused } = oldEngine(cardStep('card-number', 1, { has_list: false }));
  pass(30_000);
  expect([scripts(), focused(), body.textContent.includes('无法加密')]).toEqual([[], ['换个方式'], true]);
});
