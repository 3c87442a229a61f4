/**
 * npm run audit
 * The dependencies: known advisories, licences of what is shipped, deprecated releases, and lock files that name the
 * registry and a hash for everything. The last line is "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
if (values.help) {
  console.log('npm run audit');
  process.exit(0);
}

interface Locked {
  /** Where it is installed under another name. */
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  link?: boolean;
}
type Lock = { packages: { [path: string]: Locked } };

const ROOT = join(import.meta.dirname, '..');
const REGISTRY = 'https://registry.npmjs.org/';
/** Package files of their own: the old engines, the benchmarks' contestants. */
const FOLDERS = ['.', 'e2e/engines', 'e2e/bench/peers'].filter((folder) => existsSync(join(ROOT, folder, 'package-lock.json')));
/** Licences that ask for no more than their text. */
const FREE = /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|Unlicense|CC0-1\.0|BlueOak-1\.0\.0)( OR .*)?\)?$/;

let passed = 0;
let failed = 0;
function judge(what: string, wrong: readonly string[]): void {
  if (wrong.length === 0) passed += 1;
  else failed += 1;
  console.log((wrong.length === 0 ? '  ok   ' : '  FAIL ') + what + wrong.map((one) => '\n         ' + one).join(''));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const lockOf = (folder: string): [path: string, one: Locked][] =>
  Object.entries((JSON.parse(readFileSync(join(ROOT, folder, 'package-lock.json'), 'utf8')) as Lock).packages).filter(
    ([path]) => path !== '',
  );

function lockIsWhole(folder: string): void {
  const wrong = lockOf(folder)
    .filter(([, one]) => !one.link && !((one.resolved ?? REGISTRY).startsWith(REGISTRY) && one.integrity?.startsWith('sha512-')))
    .map(
      ([path, one]) =>
        nameOf(path) + ' ' + one.version + ' comes from ' + (one.resolved ?? 'the registry') + ' with ' + (one.integrity ?? 'no hash'),
    );
  judge('lock file of ' + folder + ': everything from the registry, with its hash', wrong);
}

const shipped = lockOf('.').filter(([, one]) => !one.dev);

function licencesAreFree(): void {
  const wrong = shipped.flatMap(([path]) => {
    const file = join(ROOT, path, 'package.json');
    // Optional ones for other machines are not here.
    if (!existsSync(file)) return [];
    const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: string };
    return FREE.test(license ?? '') ? [] : [nameOf(path) + ': ' + (license ?? 'no licence')];
  });
  judge('licences of the ' + shipped.length + ' packages that are shipped', wrong);
}

/** What the registry says of a release today: withdrawn, deprecated, or another hash than ours. */
async function releasesStand(): Promise<void> {
  const wrong: string[] = [];
  const waiting = [...shipped];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, one] = next;
      const name = one.name ?? nameOf(path);
      const answer = await fetch(REGISTRY + name.replace('/', '%2f') + '/' + one.version).catch(() => undefined);
      if (!answer?.ok) {
        wrong.push(name + ' ' + one.version + ': the registry answers ' + (answer?.status ?? 'nothing'));
        continue;
      }
      const { deprecated, dist } = (await answer.json()) as { deprecated?: string; dist?: { integrity?: string } };
      if (deprecated) wrong.push(name + ' ' + one.version + ' is deprecated: ' + deprecated);
      if (dist?.integrity !== one.integrity) wrong.push(name + ' ' + one.version + ' has another hash in the registry');
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  judge('releases of them: there, not deprecated, the same bytes', wrong);
}

interface Advisories {
  error?: { summary?: string };
  message?: string;
  statusCode?: number;
  vulnerabilities?: { [name: string]: { severity: string; range: string } };
}

/** High and critical fail in what is shipped; elsewhere they are printed. Some registries have no such service: then it is said. */
function advisories(folder: string, args: readonly string[], fails: boolean): void {
  const what = 'advisories, ' + folder + (args.length ? ' (shipped)' : ' (all)');
  const { stdout } = spawnSync('npm', ['audit', '--json', ...args], { cwd: join(ROOT, folder), encoding: 'utf8' });
  const said = JSON.parse(stdout || '{}') as Advisories;
  if (!said.vulnerabilities) return console.log('  NOT CHECKED ' + what + ': ' + (said.message ?? 'npm audit said nothing').split('\n')[0]);
  const grave = Object.entries(said.vulnerabilities)
    .filter(([, one]) => one.severity === 'high' || one.severity === 'critical')
    .map(([name, one]) => name + ' ' + one.range + ': ' + one.severity);
  if (fails) judge(what, grave);
  else console.log('  note ' + what + ': ' + (grave.join('; ') || 'none high or critical'));
}

for (const folder of FOLDERS) lockIsWhole(folder);
licencesAreFree();
await releasesStand();
advisories('.', ['--omit=dev'], true);
for (const folder of FOLDERS) advisories(folder, [], false);
console.log(passed + ' passed, ' + failed + ' failed');
process.exit(failed === 0 && passed > 0 ? 0 : 1);
