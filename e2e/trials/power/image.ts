/**
 * The states a disk may have after power loss: everything up to each file's last sync, and any part of the later writes,
 * in any order, each whole or torn. POSIX allows all of these.
 */
import type { DiskOp } from './log.ts';

export type Files = Map<string, Buffer>;

type Change = Exclude<DiskOp, { what: 'sync' | 'dir-sync' }>;

const SECTOR_BYTES = 512;

export interface Disk {
  apply(op: DiskOp): void;
  /** One of the states the power may leave, chosen by `chance` (0 to 1). */
  afterPowerLoss(chance: () => number): Files;
  /** As the process sees it: every write, in order. */
  asSeen(): Files;
}

/** `lying`: a disk that says "synced" and is not, to show that the trial would notice. */
export function disk(start: Files = new Map(), lying = false): Disk {
  const synced = toState(start);
  /** Files whose names are in the folder for good. */
  let named = new Set(start.keys());
  let pending: Change[] = [];

  function settle(which: (op: Change) => boolean): void {
    for (const one of pending.filter(which)) perform(synced, one);
    pending = pending.filter((one) => !which(one));
  }

  function settleNames(): void {
    settle((one) => one.what === 'unlink');
    named = new Set([...synced.keys(), ...pending.map((one) => one.file)]);
  }

  return {
    apply(op) {
      if (op.what !== 'sync' && op.what !== 'dir-sync') pending.push(op);
      else if (lying) return;
      else if (op.what === 'sync') settle((one) => one.file === op.file);
      else settleNames();
    },
    asSeen() {
      const files = copyOf(synced);
      for (const op of pending) perform(files, op);
      return toFiles(files);
    },
    afterPowerLoss(chance) {
      const files = copyOf(synced);
      for (const op of survivors(pending, chance)) perform(files, op);
      for (const name of files.keys()) if (!named.has(name) && chance() < 0.5) files.delete(name);
      return toFiles(files);
    },
  };
}

function survivors(pending: readonly Change[], chance: () => number): Change[] {
  const way = chance();
  if (way < 0.15) return [];
  const whole = way < 0.35;
  // In order up to somewhere, or any of them in any order.
  const kept = whole
    ? pending.slice(0, Math.floor(chance() * (pending.length + 1)))
    : shuffled(
        pending.filter(() => chance() < 0.6),
        chance,
      );
  return kept.map((op, i) => (op.what === 'write' && (i === kept.length - 1 || chance() < 0.1) && chance() < 0.5 ? torn(op, chance) : op));
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

/** Its beginning or its end, by sectors most of the time, sometimes by bytes. */
function torn(op: Extract<Change, { what: 'write' }>, chance: () => number): Change {
  const exact = Math.floor(chance() * op.bytes.length);
  const at = chance() < 0.7 ? exact - (exact % SECTOR_BYTES) : exact;
  return chance() < 0.7 ? { ...op, bytes: op.bytes.subarray(0, at) } : { ...op, offset: op.offset + at, bytes: op.bytes.subarray(at) };
}

/** A file that grows without being copied each time. Bytes behind `size` are zero. */
interface Growing {
  bytes: Buffer;
  size: number;
}

type State = Map<string, Growing>;

function perform(files: State, op: Change): void {
  if (op.what === 'unlink') return void files.delete(op.file);
  const file = files.get(op.file) ?? { bytes: Buffer.alloc(0), size: 0 };
  files.set(op.file, file);
  if (op.what === 'truncate') {
    makeRoom(file, op.size);
    if (op.size < file.size) file.bytes.fill(0, op.size, file.size);
    file.size = op.size;
    return;
  }
  const end = op.offset + op.bytes.length;
  makeRoom(file, end);
  op.bytes.copy(file.bytes, op.offset);
  file.size = Math.max(file.size, end);
}

function makeRoom(file: Growing, size: number): void {
  if (size <= file.bytes.length) return;
  const bigger = Buffer.alloc(Math.max(size, 2 * file.bytes.length));
  file.bytes.copy(bigger, 0, 0, file.size);
  file.bytes = bigger;
}

const toState = (files: Files): State =>
  new Map([...files].map(([name, bytes]) => [name, { bytes: Buffer.from(bytes), size: bytes.length }]));

const copyOf = (state: State): State =>
  new Map([...state].map(([name, { bytes, size }]) => [name, { bytes: Buffer.from(bytes.subarray(0, size)), size }]));

const toFiles = (state: State): Files => new Map([...state].map(([name, { bytes, size }]) => [name, bytes.subarray(0, size)]));
