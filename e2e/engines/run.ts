/**
 * npm run e2e:engines [-- --only webkit-534,chromium] [--walks 5] [--seed 1]
 * The QR journey and random walks on real old engines, with real keys. An engine that cannot start has failed.
 * The last line is "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { freshPage } from '../../src/start/page.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { installEngines } from './install.ts';
import type { Engine } from './engine.ts';
import { cardJourney, refusalJourney, rememberJourney } from './card-journey.ts';
import { guangxiKeys, qrJourney } from './journey.ts';
import { engines } from './registry.ts';
import { newOrder } from './orders.ts';
import { selfTest } from './self-test.ts';
import { walk } from './walk.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    walks: { type: 'string', default: '5' },
    'walks-chromium': { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run e2e:engines -- [--only NAMES] [--walks 5] [--walks-chromium 40] [--seed 1]');
  process.exit(0);
}
let passed = 0;
let failed = 0;

async function attempt(name: string, what: () => Promise<void>): Promise<void> {
  const started = performance.now();
  try {
    await what();
    passed += 1;
    console.log('  ok   ' + name + ' ' + Math.round(performance.now() - started) + ' ms');
  } catch (error) {
    failed += 1;
    console.log('  FAIL ' + name + ': ' + (error as Error).message.slice(0, 900));
  }
}

/** Each trial has a fresh engine: a crash of one is not the next one's. */
async function withEngine(start: () => Promise<Engine>, use: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await start();
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
}

async function all(stack: Stack, chromium: string): Promise<void> {
  const only = values.only?.split(',');
  for (const { name, start } of engines(chromium)) {
    if (only && !only.includes(name)) continue;
    console.log(name);
    await attempt('the suite notices what is wrong', () => withEngine(start, selfTest));
    for (const size of ['hd', 'sd'] as const)
      await attempt('pays by code, ' + size, () => withEngine(start, (engine) => qrJourney(engine, stack, size)));
    await attempt('Guangxi remote', () => withEngine(start, async (engine) => guangxiKeys(engine, (await newOrder(stack)).url)));
    for (const id of ['pingan-debit', 'cmb-debit', 'pingan-credit'] as const)
      await attempt('pays by card, ' + id, () => withEngine(start, (engine) => cardJourney(engine, stack, id)));
    await attempt('remembers a card', () => withEngine(start, (engine) => rememberJourney(engine, stack)));
    await attempt('refused, help, another card', () => withEngine(start, (engine) => refusalJourney(engine, stack)));
    const walks = Number(name === 'chromium' ? values['walks-chromium'] : values.walks);
    const from = Number(values.seed);
    await attempt(walks + ' walks of 200 keys, seeds ' + from + ' to ' + (from + walks - 1), () =>
      withEngine(start, async (engine) => {
        for (let i = 0; i < walks; i++) await walk(engine, stack, from + i);
      }),
    );
  }
}

async function main(): Promise<void> {
  const chromium = installEngines();
  const page = freshPage();
  if (page.stale && spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    throw new Error('the page could not be built');
  // Many trials share a phone and a card: their limits are not what is tried here.
  const limits = Object.fromEntries(
    ['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, 10_000])),
  );
  const stack = await startStack({ bff: { attempts_max: 1000, attempts_hour_max: 1000, cards: { limits } } });
  try {
    await all(stack, chromium);
  } finally {
    await stack.stop();
  }
}

// Whatever happens, the last line says so.
await main().catch((error: unknown) => {
  failed += 1;
  console.log('  FAIL ' + (error as Error).message);
});
console.log(passed + ' passed, ' + failed + ' failed');
process.exit(failed === 0 && passed > 0 ? 0 : 1);
