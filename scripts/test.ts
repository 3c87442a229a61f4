/**
 * npm test [-- --only types,lint,format,build,unit,smoke,smoke-trials,browser]
 * Every step runs, whatever the one before came to; the last line is "N passed, N failed".
 */
import { parseArgs } from 'node:util';
import { findChromium } from './test/chromium.ts';
import { step } from './test/steps.ts';
import type { Count } from './test/steps.ts';
import { playwrightCount, vitestCount } from './test/reports.ts';
import { smoke } from './test/smoke.ts';
import { smokeTrials } from './test/smoke-trials.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', default: false } } });
const NAMES = ['types', 'lint', 'format', 'build', 'unit', 'smoke', 'smoke-trials', 'browser'] as const;
if (values.help) {
  console.log('npm test [-- --only ' + NAMES.join(',') + ']');
  process.exit(0);
}
const wanted = values.only?.split(',') ?? [...NAMES];
const node = process.execPath;
const bin = (name: string): string => 'node_modules/' + name;

const STEPS: { readonly [name in (typeof NAMES)[number]]: () => Promise<Count> } = {
  types: () => step('types', node, [bin('typescript/bin/tsc'), '-p', '.']),
  lint: () => step('lint', node, [bin('oxlint/bin/oxlint'), '--deny-warnings']),
  format: () => step('format', node, [bin('oxfmt/bin/oxfmt'), '--check', '.']),
  build: () => step('build', node, ['scripts/build-box.ts']),
  unit: () =>
    step(
      'unit',
      node,
      [bin('vitest/vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', '--outputFile.json=test-results/unit.json'],
      vitestCount,
    ),
  smoke: () => smoke(),
  'smoke-trials': () => smokeTrials(),
  browser: async () => {
    const chromium = findChromium();
    if (!chromium) return { passed: 0, failed: 1 };
    return step('browser', node, [bin('@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts'], playwrightCount, {
      CHROMIUM_PATH: chromium,
    });
  },
};

const total: Count = { passed: 0, failed: 0 };
for (const name of NAMES.filter((one) => wanted.includes(one))) {
  const count = await STEPS[name]();
  total.passed += count.passed;
  total.failed += count.failed;
}
console.log(total.passed + ' passed, ' + total.failed + ' failed');
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
