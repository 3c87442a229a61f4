import { options, render } from 'preact';
import { expect, test } from 'vitest';
import type { Boot } from '../protocol/boot.ts';
import type { RemoteKey } from '../protocol/keymap.ts';
import { LANGS } from '../protocol/order.ts';
import type { Step } from '../protocol/step.ts';
import { App } from './app.tsx';
import { KEYS, QR, steps } from './fixtures.ts';
import { body, takeCanvas, useDocument } from './testing/document.ts';
import { all, withClass } from './testing/dom.ts';
import type { TinyElement } from './testing/dom.ts';
import { staged } from './testing/stage.ts';
import { bringEntry } from './testing/with-entry.ts';

/** Elements and texts. */
const NODES_MAX = 220;
const ELEMENTS_MAX = 110;
/** Steps on which nothing can be pressed but Back. */
const CALM = new Set<string>(['preparing']);
const zh = steps('zh-CN');

useDocument();

function drawn(step: Step, rest: Partial<Boot> = {}) {
  const stage = staged(step, rest);
  bringEntry(stage.on);
  const root = body();
  render(<App on={stage.on} />, root as never);
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const press = async (key: RemoteKey) => {
    stage.on.key(key);
    await settle();
  };
  return { ...stage, root, press, settle, focused: () => withClass(root, 'focused').map((node) => node.textContent) };
}

const text = (root: TinyElement, name: string) => withClass(root, name).map((node) => node.textContent);

for (const size of ['hd', 'sd'] as const) {
  for (const elder of [false, true]) {
    for (const lang of LANGS) {
      test(`every screen at ${size}${elder ? ' elder' : ''} in ${lang}: one focus, few nodes, no empty place`, () => {
        for (const [name, step] of Object.entries(steps(lang))) {
          const { root, focused } = drawn(step, { size, elder });
          expect([name, focused().length]).toEqual([name, CALM.has(step.kind) ? 0 : 1]);
          expect([name, all(root).length <= NODES_MAX]).toEqual([name, true]);
          expect([name, all(root).filter((node) => node.nodeType === 1).length <= ELEMENTS_MAX]).toEqual([name, true]);
          expect(root.textContent).not.toMatch(/undefined|\{\w+\}|NaN|\[object/);
          expect([name, root.textContent.includes('96335')]).toEqual([name, true]);
          render(null, root as never);
        }
      });
    }
  }
}

test('an arrow key moves the focus and draws nothing again', async () => {
  const { on, press, focused, settle } = drawn(zh['scan'] as Step);
  await settle();
  let renders = 0;
  const hooks = options as { __r?: (vnode: unknown) => void };
  const before = hooks.__r;
  hooks.__r = (vnode) => {
    renders++;
    before?.(vnode);
  };
  await press('Right');
  hooks.__r = before as () => void;
  expect([on.focus.current.value, focused(), renders]).toEqual(['change', ['换个方式'], 0]);
});

test('a second passing draws the clock again and nothing else', async () => {
  const { root, clock, settle } = drawn(zh['scan'] as Step);
  expect(text(root, 'clock')).toEqual(['二维码 12 分 40 秒 后失效']);
  const button = withClass(root, 'ask')[0];
  clock.pass(1_000);
  await settle();
  expect(text(root, 'clock')).toEqual(['二维码 12 分 39 秒 后失效']);
  expect(withClass(root, 'ask')[0]).toBe(button);
  clock.pass(700_000);
  await settle();
  expect(text(root, 'soon')).toEqual(['快到时间了，还剩 59 秒']);
});

test('the code is drawn in whole pixels a module, in the middle of its card, with four modules of quiet around it', () => {
  for (const [size, card, module] of [
    ['hd', 410, 10],
    ['sd', 290, 7],
  ] as const) {
    const { root } = drawn(zh['scan'] as Step, { size });
    const canvas = all(root).find((node) => node.nodeName === 'CANVAS');
    const px = QR.rows.length * module;
    expect([canvas?.attributes['width'], canvas?.attributes['height'], canvas?.style['left']]).toEqual([
      String(px),
      String(px),
      Math.floor((card - px) / 2) + 'px',
    ]);
    expect((card - px) / 2).toBeGreaterThanOrEqual(4 * module);
    const back = QR.rows.map((row) => row.split('').map(() => '0'));
    for (const [x, y, w, h] of canvas?.rects ?? []) {
      expect([x % module, y % module, w % module, h]).toEqual([0, 0, 0, module]);
      for (let i = 0; i < w / module; i++) (back[y / module] as string[])[x / module + i] = '1';
    }
    expect(back.map((row) => row.join(''))).toEqual(QR.rows);
    render(null, root as never);
  }
});

test('in a window of another size a module is whole pixels of the screen', () => {
  for (const [scale, dots] of [
    [1.5, 15],
    [0.889, 8],
  ] as const) {
    const { root } = drawn(zh['scan'] as Step, { size: 'hd', scale });
    const canvas = all(root).find((node) => node.nodeName === 'CANVAS');
    expect(canvas?.attributes['width']).toBe(String(33 * dots));
    expect(parseFloat(canvas?.style['width'] ?? '') * scale).toBeCloseTo(33 * dots, 3);
    render(null, root as never);
  }
});

test('any key but OK keeps the receipt on the screen', async () => {
  const { focused, clock, press, settle, did } = drawn(zh['paid'] as Step);
  await press('Right');
  clock.pass(20_000);
  await settle();
  expect([focused(), did]).toEqual([['留在这里'], []]);
});

test('while something is waited for something moves, and after four seconds a sentence says so', async () => {
  const { root, clock, settle } = drawn(zh['preparing'] as Step);
  const ring = () => withClass(root, 'ring').map((node) => node.className);
  const before = ring();
  clock.pass(900);
  await settle();
  expect(ring()).not.toEqual(before);
  expect(root.textContent).not.toContain('还在等回复');
  clock.pass(3_500);
  await settle();
  expect(root.textContent).toContain('还在等回复');
});

test('the question whether to leave knows that the money is looked after', async () => {
  const { root, press, focused } = drawn(zh['checking'] as Step);
  await press('Back');
  expect([focused(), root.textContent.includes('您的钱是安全的，我们会核对到底')]).toEqual([['离开'], true]);
});

test('without a canvas the code is a picture of this attempt', () => {
  takeCanvas();
  const { root, on } = drawn(zh['scan-note'] as Step);
  const picture = all(root).find((node) => node.nodeName === 'IMG')?.attributes;
  expect([picture?.['src'], picture?.['width']]).toEqual([on.boot.base + '/qr.png?attempt=2', '410']);
});

test('the return button counts down', async () => {
  const { focused, clock, settle } = drawn(zh['paid'] as Step);
  expect(focused()).toEqual(['返回芒果TV（5）']);
  clock.pass(2_000);
  await settle();
  expect(focused()).toEqual(['返回芒果TV（3）']);
});

test('a sent answer says "please wait" in the footer until its reply', async () => {
  const { root, press, network, settle } = drawn(zh['scan'] as Step);
  await press('OK');
  expect(text(root, 'key-hints')).toEqual(['请稍候…']);
  network
    .open()
    .find((one) => one.method === 'POST')
    ?.reply(200, zh['scan']);
  await settle();
  expect(text(root, 'key-hints')[0]).toMatch(/^方向键选择确定确认返回换个方式蓝帮助$/);
});

test('the network overlay comes and goes, and the code stays', async () => {
  const { root, clock, network, settle } = drawn(zh['scan'] as Step);
  clock.pass(35_000);
  await settle();
  expect(text(root, 'offline').length).toBe(1);
  expect(root.textContent).not.toMatch(/失败/);
  expect(withClass(root, 'qr')).toHaveLength(1);
  clock.pass(2_000);
  network.open().at(-1)?.reply(200, zh['scan']);
  await settle();
  expect(text(root, 'offline')).toEqual([]);
});

test('the dialog keeps the key hints in sight and says what Back does there', async () => {
  const { root, press, focused } = drawn(zh['choose'] as Step);
  await press('Back');
  expect([focused(), text(root, 'key-hints')]).toEqual([['继续付款'], ['左右选择确定确认返回继续付款']]);
});

test('the help shows the picture and the sentences of this screen, and the screen goes on behind it', async () => {
  for (const [name, picture, title] of [
    ['choose', 'remote', '怎样用遥控器'],
    ['scan', 'scan-plus', '怎样扫码付款'],
    ['scan-note', 'scan-top', '怎样扫码付款'],
  ] as const) {
    const { root, press, focused, clock, settle } = drawn(zh[name] as Step);
    await press('Blue');
    expect(withClass(root, 'picture').map((node) => node.className)).toEqual(['at picture p-' + picture]);
    expect([focused(), text(root, 'help')[0]?.includes(title)]).toEqual([['知道了'], true]);
    expect(text(root, 'key-hints')).toEqual(['确定确认返回关闭']);
    const before = text(root, 'clock');
    clock.pass(1_000);
    await settle();
    expect(text(root, 'clock')).not.toEqual(before);
    await press('Back');
    expect([withClass(root, 'picture'), focused().length]).toEqual([[], 1]);
    render(null, root as never);
  }
});

test('the network overlay stays in sight above the help', async () => {
  const { root, clock, press, settle } = drawn(zh['scan'] as Step);
  clock.pass(35_000);
  await settle();
  await press('Blue');
  const nodes = all(root);
  const at = (name: string) => nodes.indexOf(withClass(root, name)[0] as TinyElement);
  expect(at('help')).toBeGreaterThan(0);
  expect(at('offline')).toBeGreaterThan(at('help'));
});

test('the footer names the blue key only where the remote has one', async () => {
  const { Blue: _, ...keys } = KEYS.keys;
  const { root, on, settle } = drawn(zh['scan'] as Step, { keymap: { ...KEYS, keys } });
  expect(text(root, 'key-hints')).toEqual(['方向键选择确定确认返回换个方式']);
  on.keymap.value = KEYS;
  await settle();
  expect(text(root, 'key-hints')).toEqual(['方向键选择确定确认返回换个方式蓝帮助']);
  expect(text(drawn(zh['paid'] as Step).root, 'key-hints')[0]).not.toContain('帮助');
});

test('a kind of step that nobody here knows says that money is safe', () => {
  const { root } = drawn({ ...(zh['scan'] as Step), kind: 'palm-print' } as unknown as Step);
  expect(root.textContent).toContain('已付的钱不会丢');
});

test('beside the one code for wallets, the focus begins on a card; else on the first way', () => {
  const code = zh['choose-code'] as Extract<Step, { kind: 'choose' }>;
  const card = { channel: 'unionpay', name: '银联卡', types_card: true as const };
  const { focused, root } = drawn({ ...code, channels: [...code.channels, card] });
  expect(focused()).toEqual(['银银联卡']);
  expect(withClass(root, 'wallet')).toHaveLength(2);
  expect(drawn(zh['choose'] as Step).focused()[0]).toContain('微信');
});

test('each way of a bank has the bank\u2019s mark', () => {
  const code = zh['choose'] as Extract<Step, { kind: 'choose' }>;
  const { root } = drawn({
    ...code,
    channels: [
      { channel: 'icbc-account', name: '工商银行卡' },
      { channel: 'icbc', name: '工行扫码' },
    ],
  });
  expect(withClass(root, 'm-icbc')).toHaveLength(2);
});

test.each(['checking', 'checking-asking'])('%s: the question whether to leave never says to pay, and opens on leaving', async (name) => {
  const { root, press, focused } = drawn(zh[name] as Step);
  await press('Back');
  expect(focused()).toEqual(['离开']);
  expect(root.textContent).toContain('留在这里');
  expect(root.textContent).not.toContain('继续付款');
});
