/** From the TV's home through each app to success, by real keys, on old engines; the unhappy ends are Chromium's (e2e/journeys/apps.spec.ts). */
import { setTimeout as sleep } from 'node:timers/promises';
import { differences, startApps } from '../support/apps.ts';
import type { AppsStack } from '../support/apps.ts';
import { unlessHangs } from './engine.ts';
import type { Engine, KeyName } from './engine.ts';
import { newestCode, pay, viewerOf } from './journey.ts';
import type { Viewer } from './journey.ts';
import { until } from './until.ts';

/** Ten minutes are two seconds; refunds are not what is tried here. */
const SCHEDULE = { confirm_ms: 2_000, give_up_ms: 60_000, query_ms: [300, 500, 1_000] };
const DONE_MS = 30_000;

/** Where they stand in the app centre. */
const PLACES = { film: 0, topup: 1, hall: 3 } as const;
export type AppName = keyof typeof PLACES;
export const APP_NAMES = Object.keys(PLACES) as AppName[];

export const startAppsStack = (): Promise<AppsStack> => startApps({ schedule: SCHEDULE });

const FOCUSED = "(function () { var f = document.querySelector('.focused'); return f ? f.className + ' ' + f.innerText : ''; })()";

/** The title with the focus is drawn by the rail. */
const RAIL = "document.querySelector('.rail-focused') !== null";

interface Walk {
  engine: Engine;
  stack: AppsStack;
  viewer: Viewer;
}

async function focused(engine: Engine, wanted: string, within_ms = 15_000): Promise<void> {
  let last = '';
  const holds = async (): Promise<boolean> => (last = await engine.eval<string>(FOCUSED).catch(unlessHangs(''))).includes(wanted);
  await until(holds, within_ms, 'the focus is not on ' + wanted).catch((error: Error) => {
    throw new Error(error.message + ', but on ' + last);
  });
}

/** Row by row from the top, as somebody who looks for it, then OK. */
async function ok({ engine, viewer }: Walk, text: string): Promise<void> {
  const there = async (): Promise<boolean> => (await engine.eval<string>(FOCUSED)).includes(text);
  await viewer.sees(text);
  const rows: KeyName[] = Array.from({ length: 7 }, () => ['Right', 'Right', 'Right', 'Left', 'Left', 'Left', 'Down'] as const).flat();
  for (const key of [...Array<KeyName>(5).fill('Up'), ...rows]) {
    if (await there()) return viewer.press('OK');
    await viewer.press(key);
  }
  throw new Error('the focus does not get to ' + text);
}

async function openApp({ engine, stack, viewer }: Walk, app: AppName): Promise<void> {
  await engine.viewport(1280, 720);
  await engine.open(stack.at.home + '/');
  await focused(engine, 'live-picture');
  await viewer.shoot('1-home');
  await viewer.press('Left');
  for (let i = 0; i < PLACES[app]; i++) await viewer.press('Right');
  await viewer.press('OK');
}

async function paid({ engine, stack, viewer }: Walk): Promise<void> {
  await viewer.sees('取消付款');
  await ok({ engine, stack, viewer }, '微信');
  await viewer.sees('已完成支付');
  await pay(stack, (await newestCode(stack)).code);
  await viewer.sees('付款成功');
  await viewer.press('OK');
}

/** The carrier answers within a second. */
async function quickCarrier(stack: AppsStack): Promise<void> {
  await fetch(stack.phone_url + '/control/carrier', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ least_ms: 100, most_ms: 300 }),
  });
}

const WALKS: { readonly [app in AppName]: (walk: Walk) => Promise<void> } = {
  async topup(walk) {
    const { engine, stack, viewer } = walk;
    await quickCarrier(stack);
    await viewer.sees('给哪个号码充值');
    for (const digit of '19207715520') {
      await engine.key(digit as KeyName);
      await sleep(160);
    }
    await focused(engine, 'amount-3');
    await viewer.shoot('2-amount');
    await viewer.press('OK');
    await paid(walk);
    await viewer.sees('充值成功', DONE_MS);
  },
  async film(walk) {
    const { engine, stack, viewer } = walk;
    await until(() => engine.eval<boolean>(RAIL).catch(unlessHangs(false)), 15_000, 'no title of the rail has the focus');
    await viewer.shoot('2-rail');
    // What an engine before this one has bought is not locked any more.
    const bought = (await stack.facts('film')).orders.length > 0;
    if (bought) await viewer.press('Right');
    await viewer.press('OK');
    await viewer.sees(bought ? '综艺会员' : '只买这部');
    await viewer.press('OK');
    await viewer.sees('请核对，再订购');
    await viewer.shoot('3-check');
    await viewer.press('OK');
    await paid(walk);
    await viewer.sees('已开通，现在就可以看', DONE_MS);
  },
  async hall(walk) {
    const { viewer } = walk;
    await viewer.sees('771 1908 2658');
    await viewer.shoot('2-hall');
    await ok(walk, '现在续费');
    await viewer.sees('请核对，再订购');
    await viewer.shoot('3-check');
    await ok(walk, '确认，去付款');
    await paid(walk);
    await viewer.sees('办好了，现在就可以看', DONE_MS);
  },
};

export async function appJourney(engine: Engine, stack: AppsStack, app: AppName): Promise<void> {
  const walk: Walk = { engine, stack, viewer: viewerOf(engine, engine.name + '-' + app) };
  await openApp(walk, app);
  await WALKS[app](walk);
  await walk.viewer.shoot('4-done');
  const errors = await engine.errors();
  if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
  let wrong: string[] = [];
  await until(async () => (wrong = await differences(stack, app)).length === 0, DONE_MS, 'the books differ').catch((error: Error) => {
    throw new Error(error.message + ': ' + wrong.join('; '));
  });
}
