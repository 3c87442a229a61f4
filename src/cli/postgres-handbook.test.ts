/** docs/operate.md, "Backup and going back to a time", walked: its settings and its lines as they are written. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdirSync, chownSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { newOrder } from '../bff/testing/decisions.ts';
import { postgresPrograms } from '../bff/testing/postgres-programs.ts';
import { ownFolder, serveFolder, startPostgres, unprivileged } from '../bff/testing/postgres-server.ts';
import type { PostgresServer } from '../bff/testing/postgres-server.ts';
import { openPostgres } from '../bff/store/postgres/postgres.ts';
import type { Store } from '../bff/store/port.ts';
import { run } from './run.ts';

const HANDBOOK = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8');
const SECTION = HANDBOOK.slice(HANDBOOK.indexOf('### Backup and going back to a time'), HANDBOOK.indexOf('## Checks'));
const blocks = (kind: string): string[][] =>
  [...SECTION.matchAll(new RegExp('^```' + kind + '\\n([^]*?)^```', 'gm'))].map((match) => (match[1] ?? '').trim().split('\n'));

const open = (address: string): Promise<Store> => openPostgres({ address, now: Date.now, random: (length) => randomBytes(length) });
const put = async (store: Store): Promise<string> => {
  const decision = newOrder();
  const { id } = decision.payment.order;
  await store.change({ id }, {}, () => ({ decision, value: undefined }));
  return id;
};

it('a base backup, later commits, and back to the time between them', async () => {
  const folder = ownFolder('pitr-');
  const place = (name: string): string => join(folder, name);
  const env: { [name: string]: string } = {
    ARCHIVE: place('archive'),
    BACKUP: place('backup'),
    DATA: place('new/data'),
    PGHOST: '127.0.0.1',
    PGUSER: 'postgres',
  };
  for (const one of [env['ARCHIVE'] ?? '', dirname(env['DATA'] ?? '')]) {
    mkdirSync(one, { mode: 0o755 });
    const { uid, gid } = unprivileged();
    if (uid !== undefined && gid !== undefined) chownSync(one, uid, gid);
  }
  const [settings] = blocks('conf');
  const [[daily = ''] = [], put_back = [], [last = ''] = []] = blocks('bash');
  const filled = (settings ?? []).map((line) => line.replaceAll('$ARCHIVE', env['ARCHIVE'] ?? ''));
  const server = await startPostgres({ settings: ['wal_level = replica', ...filled] });
  env['PGPORT'] = String(server.port);
  const shell = (line: string): string =>
    execFileSync('/bin/sh', ['-ec', line], {
      ...unprivileged(),
      cwd: folder,
      env: { ...env, PATH: postgresPrograms() + ':' + process.env['PATH'] },
      encoding: 'utf8',
    });
  let second: PostgresServer | undefined;
  try {
    const store = await open(await server.create('lezhong'));
    const first_day = await put(store);
    shell(daily);
    const kept = await put(store);
    env['TIME'] = String((await server.query('SELECT clock_timestamp()::text AS at')).rows[0].at);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const lost = await put(store);
    await store.close();
    await server.query('SELECT pg_switch_wal()');
    await server.stop('fast');
    for (const line of put_back) shell(line);
    second = await serveFolder(place('new'), {});
    const address = second.address('lezhong');
    const around = { env: { LEZHONG_STORE: address }, folder, platform: process.platform };
    for (let i = 0; (await second.query('SELECT pg_is_in_recovery() AS is')).rows[0].is === true && i < 100; i++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await run(last.split(' ').slice(1), { around, user: 'tester', now: Date.now })).toMatchObject({ exit: 0, json: { epoch: 2 } });
    const back = await open(address);
    const found = await Promise.all([first_day, kept, lost].map(async (id) => (await back.read({ id })) !== undefined));
    expect(found).toEqual([true, true, false]);
    expect(await back.metas()).toMatchObject({ epoch: '2', mode: 'recovering' });
    await back.close();
  } finally {
    await second?.remove();
    await server.remove();
  }
}, 180_000);
