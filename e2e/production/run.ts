/**
 * npm run production
 * An installation as README.md and docs/operate.md describe it, walked on this machine behind its own nginx, which is
 * installed with apt-get where it is missing and may be. The last line is "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { apt } from '../../scripts/test/chromium.ts';
import { vitestCount } from '../../scripts/test/reports.ts';
import { freshPage } from '../../src/start/page.ts';

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
if (values.help) {
  console.log('npm run production');
  process.exit(0);
}

const hasNginx = (): boolean => !spawnSync('nginx', ['-v']).error || existsSync('/usr/sbin/nginx');
process.env['PATH'] += ':/usr/sbin';
if (!hasNginx() && !(apt(['nginx-light']) && hasNginx())) {
  console.error(
    'There is no nginx, and it could not be installed (Debian: apt-get install nginx-light): nothing was walked.\n0 passed, 1 failed',
  );
  process.exit(1);
}
if (freshPage().stale) spawnSync(process.execPath, [freshPage().builder], { stdio: 'inherit' });
const { status } = spawnSync(
  process.execPath,
  'node_modules/vitest/vitest.mjs run --config e2e/production/vitest.config.ts --reporter=default --reporter=json --outputFile.json=test-results/unit.json'.split(
    ' ',
  ),
  { stdio: 'inherit' },
);
const { passed, failed } = vitestCount(status === 0);
console.log(passed + ' passed, ' + failed + ' failed');
process.exit(failed === 0 ? 0 : 1);
