/**
 * Every script of package.json, read by run.mjs (plain JavaScript for Node 20), by the smoke step of scripts/test.ts and by
 * commands.test.ts. Types: commands.d.ts.
 */

const STARTED = 'the smoke step of npm test starts every process of it';
const OWN_STEP = 'npm test runs it as a step of its own';

export const COMMANDS = {
  start: {
    does: "the demo: the TV's home with its apps, cashier and sandbox banks on this machine",
    run: [['src/start.ts']],
    not_smoked: STARTED,
  },
  test: {
    does: 'types, lint, unit tests, smoke starts, one tiny round of every benchmark and trial, browser journeys',
    run: [['scripts/test.ts']],
    not_smoked: 'it is what runs the smoke rounds',
  },
  dev: {
    does: 'the demo with hot reload of the page and restarts of the servers',
    run: [['src/start.ts', '--dev']],
    not_smoked: STARTED + ', and dev adds only watchers to it',
  },
  build: {
    does: 'the cashier page into dist/box, the page of phones into dist/phone and the merchant SDK into dist/sdk',
    run: [['scripts/build-box.ts'], ['scripts/build-sdk.ts']],
    not_smoked: OWN_STEP,
    no_options: true,
  },
  'build:sdk': {
    does: 'the merchant SDK alone, into dist/sdk',
    run: [['scripts/build-sdk.ts']],
    not_smoked: 'docs/integrate.md is walked by a unit test',
    no_options: true,
  },
  bff: { does: 'the BFF alone, for production: npm run bff -- --config FILE', run: [['src/bff/main.ts']], not_smoked: STARTED },
  lezhong: {
    does: "an operator's commands for a running BFF: npm run lezhong -- --help",
    run: [['src/cli/main.ts']],
    not_smoked: 'docs/operate.md is walked by a unit test',
  },
  bench: {
    does: 'a benchmark by name, alone or against another checkout: npm run bench -- orders [--against DIR]',
    run: [['e2e/bench/run.ts']],
    smoke: [
      ['orders', '--rounds', '1', '--seconds', '0.3'],
      ['orders', '--store', 'postgres', '--rounds', '1', '--seconds', '0.3'],
      ['wake', '--orders', '6', '--at-once', '2'],
      ['jobs', '--rounds', '1', '--orders', '60', '--seconds', '0.3'],
      ['focus', '--rounds', '1', '--moves', '2', '--sizes', '12', '--rates', '1', '--offline'],
      ['rail', '--rounds', '1', '--moves', '4', '--offline'],
      ['start', '--rounds', '1', '--rate', '2', '--offline'],
      ['keys', '--rounds', '1', '--presses', '2', '--rate', '2', '--offline'],
    ],
  },
  presses: {
    does: 'keys of the remote from the first screen until paid, counted in Chromium, as JSON',
    run: [['e2e/presses/run.ts']],
    not_smoked: 'the journeys of the smoke step press the same keys; it needs a minute of its own',
    no_options: true,
  },
  gallery: {
    does: 'every screen in every size, language and mode on one page: npm run gallery [-- DIR]',
    run: [['e2e/gallery/run.ts']],
    not_smoked: 'it draws some 500 pictures',
  },
  e2e: { does: 'the browser journeys alone', run: [['scripts/test.ts', '--only', 'browser']], not_smoked: OWN_STEP },
  chaos: {
    does: 'kills and faults against real processes, from a seed',
    run: [['e2e/trials/chaos/run.ts']],
    smoke: [['--kills', '1', '--orders', '6']],
  },
  'chaos:topup': {
    does: 'kills and faults while phone top-ups are under way, from a seed',
    run: [['e2e/trials/topup/run.ts']],
    smoke: [['--kills', '1', '--orders', '4']],
  },
  clock: {
    does: "orders over thirty days of the sandbox's clock, within a minute; all must be at rest and the money add up",
    run: [['e2e/trials/clock/run.ts']],
    smoke: [['--orders', '6', '--days', '3']],
  },
  'chaos:merchants': {
    does: 'notices of 40 healthy merchants beside a dead and a slow one',
    run: [['e2e/trials/merchants/run.ts']],
    smoke: [['--merchants', '3', '--orders', '2', '--dead', '10', '--slow', '4']],
  },
  rolling: {
    does: 'three BFFs on one PostgreSQL renewed one after the other under load; no request may fail',
    run: [['e2e/trials/rolling/run.ts']],
    smoke: [['--requests', '60', '--rounds', '1', '--at-once', '4']],
  },
  nightly: {
    does: 'all trials with large numbers, and a report',
    run: [['e2e/trials/nightly.ts']],
    smoke: [['--quick', '--only', 'sim', '--report', 'test-results/nightly.md']],
  },
  power: {
    does: 'power loss at random instants of a recorded disk, from a seed',
    run: [['e2e/trials/power/run.ts']],
    smoke: [['--images', '10', '--orders', '6']],
    needs: 'linux-compiler',
  },
  disk: {
    does: 'a full disk and I/O errors at each write',
    run: [['e2e/trials/disk/run.ts']],
    smoke: [['--every', '60']],
    needs: 'linux-compiler',
  },
  mutants: {
    does: 'small faults in the payment core and the store, one by one: a unit test must fail for each',
    run: [['scripts/mutants/run.ts']],
    smoke: [['--sample', '2', '--only', 'refunds/', '--tests', 'src/bff/payments/money']],
  },
  production: {
    does: 'an installation as the handbook describes it, behind nginx: settings, TLS, backup, restore, restart, wrong settings',
    run: [['e2e/production/run.ts']],
    not_smoked: 'it needs nginx; .ci/run runs it whole',
  },
  audit: {
    does: 'advisories, licences and origins of the dependencies',
    run: [['scripts/audit.ts']],
    not_smoked: 'it needs the registry; .ci/run runs it whole',
  },
  fuzz: {
    does: 'odd requests to every route of a real BFF, from a seed',
    run: [['e2e/trials/fuzz/run.ts']],
    smoke: [['--requests', '2000']],
  },
  'chaos:sim': {
    does: 'deterministic simulation of the payment core, from seeds',
    run: [['e2e/trials/sim/run.ts']],
    smoke: [
      ['--seeds', '12'],
      ['--seeds', '6', '--bffs', '2'],
    ],
  },
  'e2e:engines': {
    does: 'the journey on real old engines',
    run: [['e2e/engines/run.ts']],
    not_smoked: 'it downloads 300 MB of old engines; .ci/run runs it whole',
  },
};
