/** Commands about the database as a whole; some work without a BFF. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../bff/operators/finding.ts';
import { offlineFindings } from '../bff/operators/doctor-offline.ts';
import { move } from '../bff/operators/move/move.ts';
import { recovered } from '../bff/operators/recovered.ts';
import { restore } from '../bff/operators/restore.ts';
import { StoreRefused } from '../bff/store/errors.ts';
import { ask } from './client.ts';
import type { Call } from './command.ts';
import { failed } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { printFindings } from './print-orders.ts';
import { addressOf, databaseOf, settingsFile, socketOf } from './where.ts';

const BFF = fileURLToPath(new URL('../bff/main.ts', import.meta.url));

export function backup({ args, where, around, as }: Call): Promise<Outcome> {
  const file = resolve(around.folder, args[0] ?? '');
  const fields = { file, actor: { name: as, via: 'cli' } };
  const print = (): string => 'The whole database is in ' + file + ', readable by the user of the BFF alone.';
  return ask(socketOf(where, around), { method: 'POST', path: '/backup', fields }, print);
}

export async function restoreBackup({ args, where, around, now }: Call): Promise<Outcome> {
  const { database, store } = databaseOf(where, around);
  if (store !== undefined)
    return failed(
      1,
      'RESTORE_REFUSED',
      'The payments are in PostgreSQL: put it back with pg_basebackup and recovery_target_time (docs/operate.md), then lezhong recovered.',
    );
  try {
    const restored = restore(resolve(around.folder, args[0] ?? ''), database, now);
    return { exit: 0, json: restored, text: restoredText(restored) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof StoreRefused) return failed(1, 'RESTORE_REFUSED', sentence(error.message));
    if (code === undefined) throw error;
    return failed(
      1,
      'RESTORE_REFUSED',
      'The database "' + database + '" cannot be replaced (' + code + '): look at its folder and at the disk.',
    );
  }
}

/** For PostgreSQL, after it was put back to an earlier time. */
export async function markRecovered({ where, around }: Call): Promise<Outcome> {
  const address = addressOf(where, around);
  if (!address)
    return failed(
      1,
      'RECOVERED_REFUSED',
      'The payments are in a SQLite file: lezhong restore puts a copy in its place and marks it by itself.',
    );
  try {
    const { epoch } = await recovered(address);
    return {
      exit: 0,
      json: { epoch },
      text: recoveringText('The database has epoch ' + epoch + '. A BFF of the former epoch commits nothing: start it anew.'),
    };
  } catch (error) {
    if (error instanceof StoreRefused) return failed(1, 'RECOVERED_REFUSED', sentence(error.message));
    throw error;
  }
}

export async function moveTo({ options, where, around, now }: Call): Promise<Outcome> {
  const { to } = options;
  const { database, store } = databaseOf(where, around);
  if (typeof to !== 'string') return failed(2, 'USAGE', 'Name the new database: lezhong move --to postgres://USER@HOST:5432/NAME');
  if (store !== undefined)
    return failed(1, 'MOVE_REFUSED', 'The settings name PostgreSQL already: move with the settings of the SQLite file.');
  try {
    const moved = await move({ database, to, now, say: (line) => process.stderr.write(line + '\n') });
    const text = [
      moved.orders + ' orders and ' + moved.journal + ' journal rows are in ' + moved.to + '; rows, sums and texts are the same in both.',
      'Now give the settings "store" this address and start the BFF. "' + database + '" stays as it was: start no BFF on it any more.',
    ].join('\n');
    return { exit: 0, json: moved, text };
  } catch (error) {
    if (error instanceof StoreRefused) return failed(1, 'MOVE_REFUSED', sentence(error.message));
    if ((error as { code?: string }).code === 'SQLITE_CANTOPEN')
      return failed(1, 'MOVE_REFUSED', 'There is no database "' + database + '".');
    throw error;
  }
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1) + '.';
}

function restoredText({ database, kept, epoch }: ReturnType<typeof restore>): string {
  return recoveringText('The copy is now ' + database + ', epoch ' + epoch + '.' + (kept ? ' The former database is ' + kept + '.' : ''));
}

function recoveringText(first: string): string {
  return [
    first,
    'It is "recovering". When the BFF starts, payments by card that were under way count as sent: their banks are asked, nothing is',
    'charged again. Refunds that may be sent only once wait. Orders made since the copy are unknown: their money will come as orphans.',
    'Compare the lists of the banks for the lost days, release each waiting refund that no list has (lezhong refund list --waiting),',
    'then: lezhong recovering end',
  ].join('\n');
}

/** The same check as at the start of the BFF, in a process of its own. */
export async function settingsCheck({ args, options, where, around }: Call): Promise<Outcome> {
  const file = args[0] === undefined ? settingsFile(where, around) : resolve(around.folder, args[0]);
  if (file === undefined) return failed(2, 'USAGE', 'No settings: lezhong settings check FILE, or set LEZHONG_CONFIG.');
  const sandbox = options['sandbox'] === true ? ['--sandbox'] : [];
  const checked = spawnSync(process.execPath, [BFF, '--config', file, '--check', ...sandbox], { encoding: 'utf8' });
  const text = (checked.stdout + checked.stderr).trim();
  if (checked.status !== 0) return failed(1, 'SETTINGS_WRONG', text);
  return { exit: 0, json: { file, ok: true, says: text.split('\n') }, text };
}

export async function doctor({ where, around }: Call): Promise<Outcome> {
  const socket = socketOf(where, around);
  const online = await ask<{ findings: Finding[] }>(socket, { method: 'GET', path: '/doctor' }, () => '');
  const reached: Finding = { name: 'socket', health: 'ok', says: socket };
  if (online.exit === 0) return examined([reached, ...(online.json as { findings: Finding[] }).findings], 0);
  const lost: Finding = { name: 'socket', health: 'bad', says: online.text };
  return examined([lost, ...(await offlineFindings(databaseOf(where, around).database, addressOf(where, around)))], 3);
}

/** 1 where something is bad; 3 where no BFF was reached. */
function examined(findings: Finding[], exit: 0 | 3): Outcome {
  const bad = findings.some((one) => one.health === 'bad');
  return { exit: exit === 0 && bad ? 1 : exit, json: { findings }, text: printFindings(findings) };
}
