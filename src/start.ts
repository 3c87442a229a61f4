/**
 * npm start: sandbox, BFF and demo shop as processes on loopback; data in a folder that survives a restart.
 * The one file that knows all of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BANKS } from './sandbox/banks/index.ts';
import { BROWSER_PORT_OFFSET } from './sandbox/phone/browser.ts';
import { allowedIn, isAddress } from './start/allow.ts';
import { APP_OFFSETS, appMerchants, APPS, HOME_OFFSET, placesAt, writeAppConfigs } from './start/apps.ts';
import { allowOf, DEV_MERCHANT, devKey, writeBffConfig, writeDemoConfig } from './start/configs.ts';
import { DEMO, DEMO_VIEWER, SHORT } from './start/demo.ts';
import { EditError } from './start/kept-settings.ts';
import { freshPage } from './start/page.ts';
import { portProblem } from './start/ports.ts';
import { launch, waitFor } from './start/processes.ts';
import type { Launched } from './start/processes.ts';

/** Of the sandbox: the phone's, each bank's, and the phone's browsers'. */
const SANDBOX_PORTS = [100, ...BANKS.map((bank) => 100 + bank.port_offset), 100 + BROWSER_PORT_OFFSET];

const HELP = `npm start -- [options]
  --data DIR        where everything is kept (data)
  --port-base N     BFF on N (4000), sandbox on N+100 to N+${Math.max(...SANDBOX_PORTS)}, shop on N+200, home and apps on N+${HOME_OFFSET} to N+${Math.max(...APP_OFFSETS)}
  --allow URL       orders of the merchant "${DEV_MERCHANT}" may return and notify below this address; kept for later starts;
                    may be given several times
  --short-times     waits of minutes take seconds: a new SMS, a payment without a result, the bank's own waits
  --dev             restarts the servers and reloads the page when their sources change
  --help            this text`;

const { values: args } = parseArgs({
  options: {
    data: { type: 'string', default: 'data' },
    'port-base': { type: 'string', default: '4000' },
    allow: { type: 'string', multiple: true, default: [] },
    'short-times': { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (args.help) {
  console.log(HELP);
  process.exit(0);
}

/** Where vite.config.ts listens. */
const VITE = 'http://127.0.0.1:5173';
const base = Number(args['port-base']);
if (!Number.isInteger(base) || base < 1024 || base > 65_000) stop('--port-base must be a number from 1024 to 65000.');
const data = resolve(args.data);
const at = (offset: number): string => 'http://127.0.0.1:' + (base + offset);
const running: Launched[] = [];
let stopped: Promise<void> | undefined;

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** A slow machine takes ten seconds a program; one that ends is noticed at once. */
const START_MS = 90_000;

/** The shop first, the banks last: what is under way may still be answered. */
async function stopRunning(): Promise<void> {
  for (const one of running.reverse()) await one.stop();
}

/** Asked twice, by npm and by whoever started it, it ends once all are stopped. */
async function stopAll(code: number): Promise<never> {
  stopped ??= stopRunning();
  await stopped;
  process.exit(code);
}

async function start(name: string, file: string, argv: string[], ready: string): Promise<void> {
  const one = launch(name, args.dev ? ['--watch', '--watch-preserve-output', file, ...argv] : [file, ...argv]);
  running.push(one);
  void one.ended.then((how) => {
    if (stopped) return;
    console.error('\n' + name + ' ended by itself (' + how + '); its last words are above. Stopping everything.');
    void stopAll(1);
  });
  if (!(await waitFor(ready, START_MS))) {
    if (!stopped) console.error(name + ' did not answer at ' + ready + ' within ' + START_MS / 1000 + ' s.');
    await stopAll(1);
  }
}

/** Of BFF and shop. What a person edited in them stays. */
async function settings(): Promise<void> {
  // In development the viewer's page comes through Vite, which passes on to the BFF what is not the page's sources.
  const dev = args.dev ? { public_url: VITE, callback_url: at(0) } : {};
  try {
    const allow = allowedIn(data, args.allow);
    const places = placesAt(at);
    const key = writeBffConfig(
      data,
      { bff: at(0), shop: at(200), port: base, allow, apps: appMerchants(places), more_channels: ['icbc-direct'] },
      { ...DEMO, ...dev, ...(args['short-times'] ? SHORT : {}) },
    );
    writeAppConfigs(data, places, { now_ms: Date.now() });
    writeDemoConfig(data, { bff: at(0), shop: at(200), port: base + 200 }, key, DEMO_VIEWER);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    console.error(error.message);
    await stopAll(1);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stopAll(0));
const taken = await portProblem(base, [0, ...SANDBOX_PORTS, 200, ...APP_OFFSETS]);
if (taken) stop(taken);
const unclear = args.allow.find((url) => !isAddress(url));
if (unclear !== undefined) stop('--allow takes an address such as http://127.0.0.1:8080/, not "' + unclear + '".');

mkdirSync(data, { recursive: true });
const page = freshPage();
if (page.stale) {
  console.log('Building the cashier page ...');
  const built = spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) stop('The cashier page could not be built; the reason is above.');
}

await start('sandbox', 'src/sandbox/main.ts', ['--data', join(data, 'sandbox'), '--port-base', String(base + 100)], at(100) + '/healthz');
await settings();
await start('bff', 'src/bff/main.ts', ['--config', join(data, 'bff.json'), '--sandbox'], at(0) + '/healthz');
await start('shop', 'src/apps/demo/main.ts', ['--config', join(data, 'shop.json')], at(200) + '/healthz');
for (const { id, offset } of [...APPS, { id: 'home', offset: HOME_OFFSET }])
  await start(id, 'src/apps/' + id + '/main.ts', ['--config', join(data, id + '.json')], at(offset) + '/healthz');
if (args.dev) running.push(launch('vite', ['node_modules/vite/bin/vite.js'], { BFF_URL: at(0) }));

const dev_key = { ...devKey(data), allow: allowOf(data, DEV_MERCHANT) };
console.log(`
  Lezhong Pay is running. Open these two in a browser:

    the TV     ${at(HOME_OFFSET)}/    the home: arrow keys and Enter, Esc is Back; Left leads to the app centre
    the phone  ${at(100)}/    shows the codes on the TV; pay there, and read the carrier's messages
    pay with your phone: no key on the TV; paste the address of its cashier page into the phone, and choose the app that scans its code

  Also: the tests' shop ${at(200)}/   remote control check ${at(0)}/keys   operators: npm run lezhong -- --help

  Your own program orders at ${at(0)} as
    merchant_id ${DEV_MERCHANT}   key_id ${dev_key.key_id}   secret ${dev_key.secret}
    return_url, notify_url: below ${dev_key.allow.join(', ')}   (another: npm start -- --allow URL)

  Settings ${join(data, 'bff.json')} (your edits stay)   data ${data}   Ctrl-C stops everything
`);
