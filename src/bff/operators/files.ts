/** Disk, log and modes of a database file. */
import { statfsSync, statSync } from 'node:fs';
import type { Finding } from './finding.ts';

/** Less than this left on the disk is bad. */
const DISK_MIN_BYTES = 200e6;
/** A log this long is not brought into the main file any more. */
const WAL_MAX_BYTES = 256e6;

const MB = 1e6;
const mb = (bytes: number): string => Math.round(bytes / MB) + ' MB';

export function inFile(database: string): boolean {
  return database !== '' && database !== ':memory:';
}

/** Empty for a database in memory. */
export function fileFindings(database: string): Finding[] {
  if (!inFile(database)) return [];
  const files = [database, database + '-wal', database + '-shm'].flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? [{ path, stat }] : [];
  });
  if (!files[0] || files[0].path !== database)
    return [
      {
        name: 'database',
        health: 'bad',
        says: 'there is no file ' + database,
        mend: 'start the BFF once, or name the right settings file',
      },
    ];
  const open = files.filter(({ stat }) => (stat.mode & 0o077) !== 0).map(({ path }) => path);
  const wal = files.find(({ path }) => path.endsWith('-wal'))?.stat.size ?? 0;
  const disk = statfsSync(database);
  const free = disk.bavail * disk.bsize;
  return [
    { name: 'database', health: 'ok', says: database + ', ' + mb(files[0].stat.size) },
    open.length
      ? { name: 'file modes', health: 'bad', says: 'others may read ' + open.join(', '), mend: 'chmod 600 ' + open.join(' ') }
      : { name: 'file modes', health: 'ok', says: 'readable by their user alone' },
    free < DISK_MIN_BYTES
      ? { name: 'disk', health: 'bad', says: mb(free) + ' free', mend: 'make room: a full disk stops all payments' }
      : { name: 'disk', health: 'ok', says: mb(free) + ' free' },
    wal > WAL_MAX_BYTES
      ? { name: 'log', health: 'look', says: mb(wal) + ' not yet in the main file', mend: 'restart the BFF at a quiet time' }
      : { name: 'log', health: 'ok', says: mb(wal) + ' not yet in the main file' },
  ];
}
