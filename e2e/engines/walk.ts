/** A child with the remote: 200 random keys, now and then a reload, another page and back, a phone that pays. The screen must stay sane all the time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../support/stack.ts';
import { unlessHangs } from './engine.ts';
import type { Engine, KeyName } from './engine.ts';
import { newestCode, pay } from './journey.ts';
import { newOrder } from './orders.ts';
import { until } from './until.ts';

const KEYS: readonly KeyName[] = ['Up', 'Down', 'Left', 'Right', 'Up', 'Down', 'Left', 'Right', 'OK', 'OK', 'OK', 'Back', '1', '5'];

function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    return a / 4_294_967_296;
  };
}

/** How many things have the focus and are to be seen, whether there is something to press or at least to read, and which page this is. */
const STATE = `(function () {
  var focused = document.querySelectorAll('.focused');
  var seen = 0;
  for (var i = 0; i < focused.length; i++) {
    var box = focused[i].getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && box.left >= 0 && box.top >= 0) seen++;
  }
  return JSON.stringify({ url: location.href, focused: focused.length, seen: seen, buttons: document.querySelectorAll('.button, .tile').length, words: ((document.getElementById('app') || document.body).innerText || '').replace(/\\s/g, '').length });
})()`;

interface State {
  url: string;
  focused: number;
  seen: number;
  buttons: number;
  words: number;
}

/** Focus is restored before paint, but a step may be on its way: looked at again for a moment before it counts. */
/** A calm screen has nothing to press, but always something to read: title, text, hotline. */
const WORDS_MIN = 20;
const NOTHING: State = { url: '', focused: 0, seen: 0, buttons: 0, words: 0 };

export async function sane(engine: Engine, cashier: string): Promise<State> {
  let state = NOTHING;
  for (let i = 0; i < 40; i++) {
    state = JSON.parse(await engine.eval<string>(STATE).catch(unlessHangs(JSON.stringify(NOTHING)))) as State;
    const away = state.url !== '' && !state.url.startsWith(cashier);
    if (away || (state.focused === 1 && state.seen === 1) || isCalm(state)) return state;
    await sleep(50);
  }
  throw new Error('the focus is lost: ' + JSON.stringify(state));
}

function isCalm({ url, buttons, focused, words }: State): boolean {
  return url !== '' && buttons === 0 && focused === 0 && words >= WORDS_MIN;
}

export async function walk(engine: Engine, stack: Stack, seed: number): Promise<void> {
  const chance = seeded(seed);
  const { url: cashier, amount_fen } = await newOrder(stack);
  await engine.viewport(1280, 720);
  await engine.open(cashier);
  try {
    for (let i = 0; i < 200; i++) {
      const dice = chance();
      if (dice < 0.01) await engine.open(cashier);
      else if (dice < 0.015) await payNewest(stack);
      else if (dice < 0.025) await awayAndBack(engine, stack);
      else await engine.key(KEYS[Math.floor(chance() * KEYS.length)] as KeyName);
      await sleep(20);
      if (i % 4 === 3) {
        const state = await sane(engine, cashier);
        // Left, or home after paying: the viewer comes back in.
        if (!state.url.startsWith(cashier)) await engine.open(cashier);
      }
    }
    const errors = await engine.errors();
    if (errors.length) throw new Error('script errors: ' + errors.join(' | '));
    await oneCharge(stack, amount_fen);
  } catch (error) {
    throw new Error('seed ' + seed + ': ' + (error as Error).message);
  }
}

/** To another page and back: out of the page cache where the engine has one, loaded anew where it has none. */
async function awayAndBack(engine: Engine, stack: Stack): Promise<void> {
  const go = (script: string): Promise<unknown> =>
    engine.eval('(function () { ' + script + '; return true; })()').catch(unlessHangs(undefined));
  await go("location.href = '" + stack.merchant.url + "/elsewhere'");
  await sleep(400);
  await go('history.back()');
  await sleep(400);
}

async function payNewest(stack: Stack): Promise<void> {
  const { code } = await newestCode(stack).catch(() => ({ code: '' }));
  // The code may be closed or paid already: then the phone says so, as in life.
  if (code) await pay(stack, code).catch(() => undefined);
}

/** What the banks kept of this order, once surplus money has gone back, is nothing or its amount once. */
async function oneCharge(stack: Stack, amount_fen: number): Promise<void> {
  let kept = 0;
  const settled = async (): Promise<boolean> => {
    const orders = (await (await fetch(stack.phone_url + '/control/orders')).json()) as {
      amount_fen: number;
      charged_fen: number;
      returned_fen: number;
    }[];
    kept = orders.filter((one) => one.amount_fen === amount_fen).reduce((sum, one) => sum + one.charged_fen - one.returned_fen, 0);
    return kept <= amount_fen;
  };
  await until(settled, 20_000, 'more than one charge is kept').catch(() => {
    throw new Error('the banks keep ' + kept + ' fen of an order of ' + amount_fen);
  });
}
