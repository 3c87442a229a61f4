/** npm run bench -- NAME [options]: runs one benchmark; each ends with one JSON line. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHES } from './benches.ts';

const [name = '--help', ...rest] = process.argv.slice(2);
if (!(name in BENCHES)) {
  console.log('npm run bench -- NAME [options]; NAME --help prints its options, and --against DIR compares with another checkout');
  for (const [bench, does] of Object.entries(BENCHES)) console.log('  ' + bench.padEnd(8) + does);
  process.exit(name === '--help' ? 0 : 1);
}
process.exit(spawnSync(process.execPath, [join(import.meta.dirname, name + '.ts'), ...rest], { stdio: 'inherit' }).status ?? 1);
