/** Reads the log that shim.c writes. */
import { basename } from 'node:path';

export type DiskOp =
  | { what: 'write'; file: string; offset: number; bytes: Buffer; end: number }
  | { what: 'sync'; file: string; end: number }
  | { what: 'truncate'; file: string; size: number; end: number }
  | { what: 'unlink'; file: string; end: number }
  /** The folder: names made and taken away before it stay so. */
  | { what: 'dir-sync'; end: number };

const HEAD_BYTES = 20;
const [NAME, WRITE, SYNC, TRUNCATE, UNLINK, DIR_SYNC] = [1, 2, 3, 4, 5, 6];

/** `end`: how long the log was once the operation was in it. Files go by their names without the folder. */
export function readLog(log: Buffer): DiskOp[] {
  const names: string[] = [];
  const ops: DiskOp[] = [];
  for (let at = 0; at + HEAD_BYTES <= log.length;) {
    if (log.toString('latin1', at, at + 4) !== 'DISK') throw new Error('the record at ' + at + ' is none');
    const what = log[at + 4];
    const id = log[at + 5] ?? 0;
    const number = Number(log.readBigUInt64LE(at + 8));
    const length = log.readUInt32LE(at + 16);
    const bytes = log.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
    const end = at + HEAD_BYTES + length;
    // A record that the end of the process cut off.
    if (end > log.length) break;
    at = end;
    const file = names[id] ?? '';
    if (what === NAME) names[id] = basename(bytes.toString());
    else if (what === WRITE) ops.push({ what: 'write', file, offset: number, bytes, end });
    else if (what === SYNC) ops.push({ what: 'sync', file, end });
    else if (what === TRUNCATE) ops.push({ what: 'truncate', file, size: number, end });
    else if (what === UNLINK) ops.push({ what: 'unlink', file, end });
    else if (what === DIR_SYNC) ops.push({ what: 'dir-sync', end });
    else throw new Error('no record is of kind ' + what);
  }
  return ops;
}
