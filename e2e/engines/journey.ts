/** What a viewer does, on any engine: from the shop to paid and home again, by real keys. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Stack } from '../support/stack.ts';
import { unlessHangs, EngineHangs } from './engine.ts';
import type { Engine, KeyName } from './engine.ts';
import { until } from './until.ts';

export const SHOTS = join(import.meta.dirname, 'shots');
mkdirSync(SHOTS, { recursive: true });

const decode = (typeof jsqr === 'function' ? jsqr : jsqr.default) as typeof jsqr.default;

/** Between two keys of a thumb; two OKs within 400 ms are one to the page. */
const PAUSE_MS = 450;

/** What is drawn, without the words that lie ready in the page's boot script. */
const TEXT = "(document.getElementById('app') || document.body).innerText || ''";

export interface Viewer {
  sees(text: string, within_ms?: number): Promise<void>;
  press(key: KeyName | number): Promise<void>;
  shoot(what: string): Promise<string>;
}

export function viewerOf(engine: Engine, label: string): Viewer {
  const text = (): Promise<string> => engine.eval<string>(TEXT).catch(unlessHangs(''));
  return {
    async sees(wanted, within_ms = 15_000) {
      let last = '';
      await until(async () => (last = await text()).includes(wanted), within_ms, 'no "' + wanted + '" on the screen').catch(
        async (error: Error) => {
          if (error instanceof EngineHangs) throw error;
          throw new Error(error.message + '; it says: ' + last.slice(0, 300) + ' ' + (await engine.errors()).join(' | '));
        },
      );
    },
    async press(key) {
      await engine.key(key);
      await sleep(PAUSE_MS);
    },
    async shoot(what) {
      const path = join(SHOTS, label + '-' + what + '.png');
      await engine.screenshot(path);
      return path;
    },
  };
}

/** To the tile with this name: row by row from the top left. */
export async function moveTo(engine: Engine, viewer: Viewer, text: string): Promise<void> {
  const there = () => engine.eval<boolean>(`(document.querySelector('.focused').innerText || '').indexOf('${text}') >= 0`);
  for (const key of ['Up', 'Up', 'Up', 'Left', 'Down', 'Right', 'Up', 'Down', 'Left', 'Down'] as const) {
    if (await there()) return;
    await viewer.press(key);
  }
  if (!(await there())) throw new Error(text + ' is not reached');
}

interface Code {
  code: string;
  channel: string;
  number: string;
}

export async function newestCode(stack: Stack): Promise<Code> {
  const [newest] = (await (await fetch(stack.phone_url + '/control/codes')).json()) as Code[];
  if (!newest) throw new Error('the phone sees no code');
  return newest;
}

export async function pay(stack: Stack, code: string): Promise<void> {
  const answer = await fetch(stack.phone_url + '/control/pay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok || ((await answer.json()) as { kind: string }).kind !== 'paid') throw new Error('the phone could not pay');
}

/** The screen must be worth looking at: something on it, and of the size it was asked for. */
function look(path: string, width: number, height: number): PNG {
  const png = PNG.sync.read(readFileSync(path));
  if (png.width !== width || png.height !== height) throw new Error(path + ' is ' + png.width + 'x' + png.height);
  const first = png.data.readUInt32BE(0);
  for (let i = 0; i < png.data.length; i += 4) if (png.data.readUInt32BE(i) !== first) return png;
  throw new Error(path + ' is blank');
}

export async function qrJourney(engine: Engine, stack: Stack, size: 'hd' | 'sd'): Promise<void> {
  const [width, height] = size === 'hd' ? [1280, 720] : [640, 526];
  const viewer = viewerOf(engine, engine.name + '-' + size);
  await engine.viewport(width, height);
  await engine.open(stack.shop_url + '/?size=' + size);
  await viewer.sees('综艺会员');
  look(await viewer.shoot('1-shop'), width, height);
  await viewer.press('OK');
  await viewer.sees('取消付款');
  look(await viewer.shoot('2-choose'), width, height);
  await viewer.press('Down');
  await viewer.press('Up');
  await moveTo(engine, viewer, '微信');
  await viewer.press('OK');
  await viewer.sees('已完成支付');
  const png = look(await viewer.shoot('3-scan'), width, height);
  const { code, channel } = await newestCode(stack);
  const seen = decode(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
  if (channel !== 'wechat' || seen !== code) throw new Error('the code on the screen reads ' + seen + ', not ' + code);
  await pay(stack, code);
  await viewer.sees('付款成功');
  look(await viewer.shoot('4-paid'), width, height);
  await viewer.press('OK');
  await until(
    async () => (await engine.eval<string>('location.href').catch(unlessHangs(''))).includes('/return'),
    15_000,
    'the viewer is not back in the shop',
  );
  await viewer.sees('成功');
  await viewer.shoot('5-back');
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
}

/** The keys of a Guangxi remote, 399 Back among them, where the box says so. */
export async function guangxiKeys(engine: Engine, cashier_url: string): Promise<void> {
  const viewer = viewerOf(engine, engine.name + '-guangxi');
  await engine.viewport(1280, 720);
  await engine.open(cashier_url + '?keymap=guangxi');
  await viewer.sees('取消付款');
  await moveTo(engine, viewer, '微信');
  await viewer.press('OK');
  await viewer.sees('已完成支付');
  await viewer.press(399);
  await viewer.sees('取消付款');
  await viewer.press(399);
  await viewer.sees('要离开收银台吗');
  await viewer.shoot('leave');
  await viewer.press(399);
  await until(async () => !(await engine.eval<string>(TEXT)).includes('要离开收银台吗'), 5_000, 'Back does not close the dialog');
}
