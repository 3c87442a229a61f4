/** What the settings name outside themselves: the database's place, the page's folders, the port. */
import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { marksProblems } from '../render/marks.ts';
import { ConfigError } from './error.ts';
import type { BffConfig } from './schema.ts';

/** Throws one sentence for each place that will not do. Nothing is made or changed. */
export function checkPlaces(config: BffConfig): void {
  const errors = [...(config.store === undefined ? database(config.database) : []), ...folders(config)];
  if (errors.length > 0) throw new ConfigError(errors.join('\n'));
}

const MEND_DATABASE = ': give the setting "database" (or LEZHONG_DATABASE) a file this user may write, or change the permissions.';

function database(file: string): string[] {
  if (file === ':memory:') return [];
  const wrong = existsSync(file) ? wrongFile(file) : wrongFolder(dirname(resolve(file)));
  return wrong === undefined ? [] : ['The database ' + file + ' cannot be opened, because ' + wrong + MEND_DATABASE];
}

function wrongFile(file: string): string | undefined {
  if (!statSync(file).isFile()) return 'it is no file';
  if (!may(file, constants.R_OK | constants.W_OK)) return 'it may not be read and written';
  return isDatabase(file) ? undefined : 'it is no SQLite file';
}

/** SQLite's first 16 bytes; an empty file becomes a database. Source: sqlite.org/fileformat.html 1.3. */
function isDatabase(file: string): boolean {
  const head = Buffer.alloc(16);
  const opened = openSync(file, 'r');
  try {
    const length = readSync(opened, head, 0, 16, 0);
    return length === 0 || head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(opened);
  }
}

/** The folder, or the nearest one above it that exists. */
function wrongFolder(folder: string): string | undefined {
  if (!existsSync(folder)) return wrongFolder(dirname(folder));
  if (!statSync(folder).isDirectory()) return folder + ' is no folder';
  return may(folder, constants.W_OK | constants.X_OK) ? undefined : 'nothing may be written in ' + folder;
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function folders({ page_dir, keymaps_dir, phone_dir, scan_url, marks_dir, channels }: BffConfig): string[] {
  return [
    ...(marks_dir === undefined ? [] : marksProblems(marks_dir, Object.keys(channels))),
    ...(scan_url === undefined || existsSync(join(phone_dir, 'manifest.json'))
      ? []
      : ['The page of phones is not built in "' + phone_dir + '": run npm run build, or set phone_dir.']),
    ...(existsSync(join(page_dir, 'manifest.json'))
      ? []
      : ['The cashier page is not built in "' + page_dir + '": run npm run build, or set page_dir.']),
    ...(existsSync(join(keymaps_dir, 'generic.json'))
      ? []
      : ['There is no generic.json in "' + keymaps_dir + '": set keymaps_dir to the folder of the keymaps (public/keymaps).']),
  ];
}

/** Better-sqlite3 and Node give their errors a code. */
export function databaseError(file: string, error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === undefined || error instanceof ConfigError || !/^(SQLITE_|E[A-Z]+$)/.test(code)) return error;
  return new ConfigError('The database ' + file + ' cannot be opened (' + code + ')' + MEND_DATABASE);
}

const LISTEN: { readonly [code: string]: string } = {
  EADDRINUSE: 'is taken by another program: stop that one, or give the setting listen/port (or LEZHONG_PORT) another',
  EADDRNOTAVAIL: 'is on an address this machine does not have: correct the setting listen/host (or LEZHONG_HOST)',
  ENOTFOUND: 'is on a name that has no address: correct the setting listen/host (or LEZHONG_HOST)',
  EACCES: 'may not be used by this user: give the setting listen/port (or LEZHONG_PORT) one above 1023, or allow it',
};

/** What listening failed with, as a sentence; other errors as they are. */
export function listenError({ host, port }: BffConfig['listen'], error: unknown): unknown {
  const said = LISTEN[(error as { code?: string }).code ?? ''];
  return said === undefined ? error : new ConfigError('Port ' + port + ' of ' + host + ' ' + said + '.');
}

/** Listens for a moment. A sentence when that cannot be done: it may be this very program that listens there. */
export function tryPort(listen: BffConfig['listen']): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => {
      const said = listenError(listen, error);
      done(said instanceof Error ? said.message : String(said));
    });
    server.listen(listen.port, listen.host, () => server.close(() => done(undefined)));
  });
}
