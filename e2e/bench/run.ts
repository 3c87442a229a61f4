/** npm run bench -- NAME [options]: runs one benchmark; each ends with one JSON line. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const BENCHES: { readonly [name: string]: string } = {
  orders: 'signed orders a second over HTTP, beside the same server without a store',
  focus: 'one move of the focus, beside other focus engines',
  start: 'script start to first focusable painted, beside plain DOM and React',
  keys: 'key press to painted, beside plain DOM and React',
};

const [name = '--help', ...rest] = process.argv.slice(2);
const file = join(import.meta.dirname, name + '.ts');
if (!(name in BENCHES) || !existsSync(file)) {
  console.log('npm run bench -- NAME [--rounds N]');
  for (const [bench, what] of Object.entries(BENCHES)) console.log('  ' + bench.padEnd(8) + what);
  process.exit(name === '--help' ? 0 : 1);
}
process.exit(spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' }).status ?? 1);
