/** A PostgreSQL primary with one synchronous standby, behind lines that can be cut: the store of several BFFs in a trial. */
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseLine } from '../../../src/bff/testing/database-line.ts';
import { ownFolder, serveFolder, startPostgres } from '../../../src/bff/testing/postgres-server.ts';
import type { PostgresServer } from '../../../src/bff/testing/postgres-server.ts';
import type { Stack } from '../../support/stack.ts';

export interface Cluster {
  /** Through the lines, both hosts: the BFFs' setting. */
  readonly address: string;
  /** Of the server that takes writes now, past the lines. */
  readonly direct: string;
  readonly done: { bff_kills: number; restarts: number; cuts: number; failovers: number };
  stop(): Promise<void>;
}

export interface Disrupting {
  chance: () => number;
  bffs: number;
  gentle: boolean;
}

const NAME = 'lezhong';

/** A standby begins as a copy of a server that stands still: the package of PostgreSQL's programs has no pg_basebackup. */
async function copyStopped(primary: PostgresServer, data: string): Promise<void> {
  await primary.stop('fast');
  execFileSync('cp', ['-a', join(primary.folder, 'data'), data]);
  // Of the server's own user, as the copied files are; only its being there counts.
  appendFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres'\n`);
  execFileSync('cp', ['-a', join(data, 'PG_VERSION'), join(data, 'standby.signal')]);
  await primary.start();
}

export async function startCluster(): Promise<
  Cluster & { disrupt(stack: Stack, how: Disrupting): Promise<void>; failOver(): Promise<void> }
> {
  const settings = ['wal_level = replica', 'max_connections = 200', 'wal_retrieve_retry_interval = 200ms'];
  const primary = await startPostgres({ fsync: true, settings });
  await primary.create(NAME);
  const folder = ownFolder('standby-');
  await copyStopped(primary, join(folder, 'data'));
  const standby = await serveFolder(folder, { fsync: true, settings });
  await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
  await primary.query('SELECT pg_reload_conf()');
  const lines = [await databaseLine(primary.port), await databaseLine(standby.port)];
  const done = { bff_kills: 0, restarts: 0, cuts: 0, failovers: 0 };
  let leader: PostgresServer = primary;
  let turn = 0;

  async function bff(stack: Stack, { chance, bffs, gentle }: Disrupting): Promise<void> {
    done.bff_kills += 1;
    const which = gentle ? (turn += 1) % bffs : Math.floor(chance() * bffs);
    await stack.restartBff(!gentle, undefined, which);
  }

  return {
    address: 'postgres://postgres@' + lines.map((line) => '127.0.0.1:' + line.port).join(',') + '/' + NAME,
    get direct() {
      return leader.address(NAME);
    },
    done,
    async disrupt(stack, how) {
      const dice = how.chance();
      if (how.gentle || dice < 0.6) return bff(stack, how);
      if (dice < 0.8) {
        done.restarts += 1;
        await leader.stop('immediate');
        await sleep(how.chance() * 500);
        return leader.start();
      }
      done.cuts += 1;
      for (const line of lines) line.pull();
      await sleep(100 + how.chance() * 1_200);
      for (const line of lines) line.plug();
    },
    async failOver() {
      done.failovers += 1;
      await primary.stop('immediate');
      await standby.query('SELECT pg_promote()');
      leader = standby;
    },
    async stop() {
      for (const line of lines) await line.stop();
      await standby.remove();
      await primary.remove();
    },
  };
}
