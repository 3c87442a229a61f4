/**
 * A PostgreSQL server of a test's own, in a temporary folder, run by an unprivileged user: it
 * refuses root, and tests are often root.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../start/ports.ts';
import { postgresPrograms } from './postgres-programs.ts';

export interface ServerOptions {
  /** Lines of postgresql.conf. */
  settings?: readonly string[];
  /** Waits for the disk at each commit; without, a test is faster and a power cut loses. */
  fsync?: boolean;
  port?: number;
}

export interface PostgresServer {
  readonly port: number;
  readonly folder: string;
  /** "postgres://postgres@127.0.0.1:PORT/NAME" */
  address(name: string): string;
  /** A new database; its address. */
  create(name: string, template?: string): Promise<string>;
  query(sql: string, name?: string): Promise<pg.QueryResult>;
  start(): Promise<void>;
  /** fast: open transactions are undone. immediate: as a crash. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /** Ends it, with its folder. */
  remove(): Promise<void>;
}

interface User {
  uid?: number;
  gid?: number;
}

/** Root hands over to nobody; others are unprivileged already. */
export function unprivileged(): User {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A folder of the unprivileged user. */
export function ownFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

export function runProgram(program: string, args: readonly string[]): void {
  execFileSync(join(postgresPrograms(), program), args, { ...unprivileged(), cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] });
}

export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  const folder = ownFolder('postgres-');
  const data = join(folder, 'data');
  runProgram('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
  return serveFolder(folder, options);
}

/** Serves <folder>/data, such as a base backup. */
export async function serveFolder(folder: string, { settings = [], fsync = false, port: wanted }: ServerOptions): Promise<PostgresServer> {
  const port = wanted ?? (await freePort());
  const data = join(folder, 'data');
  const conf = [
    'port = ' + port,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    'shared_buffers = 32MB',
    'max_connections = 100',
    ...(fsync ? [] : ['fsync = off', 'full_page_writes = off']),
    ...settings,
  ];
  writeFileSync(join(data, 'lezhong-test.conf'), conf.join('\n') + '\n', { mode: 0o644 });
  const main = join(data, 'postgresql.conf');
  const text = readFileSync(main, 'utf8');
  if (!text.includes('lezhong-test.conf')) writeFileSync(main, text + "\ninclude 'lezhong-test.conf'\n");
  let child: ChildProcess | undefined;
  const address = (name: string): string => 'postgres://postgres@127.0.0.1:' + port + '/' + name;

  async function query(sql: string, name = 'postgres'): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: address(name) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async function start(): Promise<void> {
    const errors: string[] = [];
    const one = spawn(join(postgresPrograms(), 'postgres'), ['-D', data], {
      ...unprivileged(),
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    one.stderr?.on('data', (chunk: Buffer) => void (errors.length < 200 && errors.push(String(chunk))));
    let ended = false;
    one.once('exit', () => (ended = true));
    child = one;
    for (const until = Date.now() + 60_000; ;) {
      if (ended) throw new Error('PostgreSQL did not start:\n' + errors.join(''));
      const there = await query('SELECT 1').then(
        () => true,
        () => false,
      );
      if (there) return;
      if (Date.now() > until) throw new Error('PostgreSQL did not answer within a minute:\n' + errors.join(''));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    const one = child;
    child = undefined;
    if (!one || one.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => one.once('exit', () => resolve()));
    one.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  }

  const server: PostgresServer = {
    port,
    folder,
    address,
    async create(name, template = 'template0') {
      await query('CREATE DATABASE "' + name + '" TEMPLATE "' + template + '"');
      return address(name);
    },
    query,
    start,
    stop,
    async remove() {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await start();
  return server;
}
