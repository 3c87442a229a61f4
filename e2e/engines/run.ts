/**
 * npm run e2e:engines [-- --only webkit-534,chromium] [--trial phone] [--walks 5] [--seed 1]
 * The QR journey and random walks on real old engines, with real keys. An engine that cannot start has failed.
 * The last line is "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { freshPage } from '../../src/start/page.ts';
import { startStack } from '../support/stack.ts';
import type { AppsStack } from '../support/apps.ts';
import type { Stack } from '../support/stack.ts';
import { APP_NAMES, appJourney, startAppsStack } from './apps-journey.ts';
import { changedBefore, expiredAndRenewed, fourWays, refunded, startBankStack, unknownBothWays, wrongAndLocked } from './bank-journey.ts';
import { startChromium } from './cdp.ts';
import { installEngines } from './install.ts';
import { EngineFell, EngineHangs } from './engine.ts';
import type { Engine } from './engine.ts';
import { cardJourney, refusalJourney, rememberJourney } from './card-journey.ts';
import { everyRefusal, held, lateAndUnknown, lost, wrongCodeAndRestart } from './card-troubles.ts';
import { guangxiKeys, qrJourney } from './journey.ts';
import type { Portal } from './me-journey.ts';
import { engines } from './registry.ts';
import { lockJourney } from './lock-journey.ts';
import { meJourney, startPortal } from './me-journey.ts';
import { newOrder } from './orders.ts';
import { keypadPhoneJourney, keypadTvJourney, payPageJourney } from './phone-journey.ts';
import { selfTest } from './self-test.ts';
import { walk } from './walk.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    trial: { type: 'string' },
    walks: { type: 'string', default: '5' },
    'walks-chromium': { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run e2e:engines -- [--only NAMES] [--trial WORDS] [--walks 5] [--walks-chromium 40] [--seed 1]');
  process.exit(0);
}
let passed = 0;
let failed = 0;

/** The longest trial but the walks takes two minutes beside two others; a walk takes nine seconds. */
const TRIAL_MS = 360_000;
const WALK_MS = 30_000;

/** What does not end has failed: nothing here waits for ever. */
async function within(ms: number, what: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not end within ' + ms / 1000 + ' s')), ms);
  });
  await Promise.race([what, late]).finally(() => clearTimeout(timer));
}

/** Once more where the engine hung, not the page: said, and only once. A page that fells its renderer has failed. */
async function attempt(name: string, what: () => Promise<void>, again = true): Promise<void> {
  const started = performance.now();
  try {
    await what();
    passed += 1;
    console.log('  ok   ' + name + ' ' + Math.round(performance.now() - started) + ' ms');
  } catch (error) {
    if (again && error instanceof EngineHangs && !(error instanceof EngineFell)) {
      console.log('  once more ' + name + ': ' + error.message);
      return attempt(name, what, false);
    }
    failed += 1;
    console.log('  FAIL ' + name + ': ' + (error as Error).message.slice(0, 900));
  }
}

type Startable = ReturnType<typeof engines>[number];

/** Each trial has a fresh engine: a crash of one is not the next one's. */
async function withEngine(start: () => Promise<Engine>, ms: number, use: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await start();
  try {
    await within(ms, use(engine));
  } finally {
    await engine.close();
  }
}

type OnEngine = (what: string, use: (engine: Engine) => Promise<void>, ms?: number) => Promise<void>;

const trialsOf =
  ({ name, start }: Startable): OnEngine =>
  (what, use, ms = TRIAL_MS) =>
    values.trial !== undefined && !what.includes(values.trial)
      ? Promise.resolve()
      : attempt(name + ': ' + what, () => withEngine(start, ms, use));

async function one(startable: Startable, stack: Stack, portal: Portal, chromium: string): Promise<void> {
  const { name } = startable;
  const trial = trialsOf(startable);
  await trial('the suite notices what is wrong', selfTest);
  for (const size of ['hd', 'sd'] as const) await trial('pays by code, ' + size, (engine) => qrJourney(engine, stack, size));
  await trial('Guangxi remote', async (engine) => guangxiKeys(engine, (await newOrder(stack)).url));
  for (const id of ['pingan-debit', 'cmb-debit', 'pingan-credit'] as const)
    await trial('pays by card, ' + id, (engine) => cardJourney(engine, stack, id));
  await trial('remembers a card', (engine) => rememberJourney(engine, stack));
  await trial('refused, help, another card', (engine) => refusalJourney(engine, stack));
  for (const size of ['hd', 'sd'] as const) await trial('own page, ' + size, (engine) => meJourney(engine, stack, portal, size));
  for (const size of ['hd', 'sd'] as const) await trial('child lock, ' + size, (engine) => lockJourney(engine, stack, portal, size));
  await trial('a phone types for this TV', (engine) => keypadTvJourney(engine, stack, () => startChromium('phone', chromium)));
  // The oldest engines of phones; today's are among the browser journeys.
  if (PHONES.has(name)) {
    await trial('as a phone: the page of the one code', (engine) => payPageJourney(engine, stack));
    await trial('as a phone: the keypad, from number to code', (engine) => keypadPhoneJourney(engine, stack));
  }
  // Chromium has these, and more, among its own journeys (e2e/journeys/cards.spec.ts).
  if (name.startsWith('webkit')) {
    await trial('every class of refusal', (engine) => everyRefusal(engine, stack));
    await trial('debited too late; unknown, then paid', (engine) => lateAndUnknown(engine, stack));
    await trial('unknown, then lost', (engine) => lost(engine, stack));
    await trial('held', (engine) => held(engine, stack));
    await trial('wrong code, restart, paid', (engine) => wrongCodeAndRestart(engine, stack));
  }
  const walks = Number(name === 'chromium' ? values['walks-chromium'] : values.walks);
  const from = Number(values.seed);
  const all_walks = async (engine: Engine): Promise<void> => {
    for (let i = 0; i < walks; i++) await walk(engine, stack, from + i);
  };
  await trial(walks + ' walks of 200 keys, seeds ' + from + ' to ' + (from + walks - 1), all_walks, TRIAL_MS + walks * WALK_MS);
}

/** The oldest and the newest of the old ones, one after the other: before the apps, and before a bank with accounts. */
const OLD: ReadonlySet<string> = new Set(['webkit-534', 'webkit-602']);

type OldTrials<S> = { readonly [name: string]: (engine: Engine, stack: S) => Promise<void> };

async function onOld<S extends Stack>(wanted: readonly Startable[], trials: OldTrials<S>, start: () => Promise<S>): Promise<void> {
  const tried = Object.entries(trials).filter(([name]) => values.trial === undefined || name.includes(values.trial));
  const on = wanted.filter(({ name }) => OLD.has(name));
  if (on.length === 0 || tried.length === 0) return;
  const stack = await start();
  try {
    for (const startable of on) for (const [name, journey] of tried) await trialsOf(startable)(name, (engine) => journey(engine, stack));
  } finally {
    await stack.stop();
  }
}

const IN_APPS: OldTrials<AppsStack> = Object.fromEntries(
  APP_NAMES.map((app) => ['app ' + app, (engine: Engine, stack: AppsStack) => appJourney(engine, stack, app)]),
);

const AT_BANK: OldTrials<Stack> = {
  'bank: four kinds of password': fourWays,
  'bank: wrong, locked': wrongAndLocked,
  'bank: expired and renewed': expiredAndRenewed,
  'bank: unknown, then paid or lost': unknownBothWays,
  'bank: changed before anything was sent': changedBefore,
  'bank: refunded': refunded,
};

async function appsAndBank(wanted: readonly Startable[]): Promise<void> {
  await onOld(wanted, IN_APPS, startAppsStack);
  await onOld(wanted, AT_BANK, startBankStack);
}

/** Those of iOS 9 and of Android phones whose browser stayed as it was: they take the older half of the pages. */
const PHONES: ReadonlySet<string> = new Set(['webkit-602', 'chromium-64']);

/** The waits of minutes, in seconds. */
const TIMES = {
  sms_again_ms: 4_000,
  lost_ms: 4_000,
  sent_query_ms: [500, 1_000, 2_000, 4_000, 5_000, 6_000, 8_000, 10_000, 12_000, 15_000, 20_000],
};
const SANDBOX = { unionpay: { settle_ms: 500, late_ms: 3_000, refund_ms: 300 } };

/** How many engines at a time: most of a journey is waiting. */
const LANES = 3;

/** Several at a time, each lane with a stack of its own: a phone shows the newest code, whoever it is for. */
async function all(chromium: string): Promise<void> {
  const only = values.only?.split(',');
  const wanted = engines(chromium).filter(({ name }) => !only || only.includes(name));
  if (wanted.length === 0) throw new Error('no such engine: ' + values.only);
  // Many trials share a phone and a card: their limits are not what is tried here.
  const limits = Object.fromEntries(
    ['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, 10_000])),
  );
  // The one with the most walks first.
  const queue = wanted.toSorted((a, b) => Number(b.name === 'chromium') - Number(a.name === 'chromium'));
  const lane = async (): Promise<void> => {
    const portal = await startPortal();
    const stack = await startStack({
      bff: { attempts_max: 1000, attempts_hour_max: 1000, cards: { limits }, times: TIMES },
      sandbox: SANDBOX,
      apps: [portal],
    });
    try {
      for (let next = queue.shift(); next; next = queue.shift()) await one(next, stack, portal, chromium);
    } finally {
      await stack.stop();
      portal.close();
    }
  };
  await Promise.all([appsAndBank(wanted), ...Array.from({ length: Math.min(LANES, wanted.length) }, lane)]);
}

async function main(): Promise<void> {
  const chromium = installEngines();
  const page = freshPage();
  if (page.stale && spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    throw new Error('the page could not be built');
  await all(chromium);
}

// Whatever happens, the last line says so.
await main().catch((error: unknown) => {
  failed += 1;
  console.log('  FAIL ' + (error as Error).message);
});
console.log(passed + ' passed, ' + failed + ' failed');
process.exit(failed === 0 && passed > 0 ? 0 : 1);
