/** The simulated disk: synced bytes stay, all others may be lost, torn or reordered. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { disk } from './image.ts';
import { readLog } from './log.ts';
import type { DiskOp } from './log.ts';
import { seeded } from '../../support/random.ts';

const write = (text: string, offset: number, file = 'f'): DiskOp => ({ what: 'write', file, offset, bytes: Buffer.from(text), end: 0 });
const sync: DiskOp = { what: 'sync', file: 'f', end: 0 };
const dir_sync: DiskOp = { what: 'dir-sync', end: 0 };
const unlink: DiskOp = { what: 'unlink', file: 'f', end: 0 };
/** On a disk that has an empty f already. */
const made = (ops: readonly DiskOp[], lying = false) => {
  const one = disk(new Map([['f', Buffer.alloc(0)]]), lying);
  for (const op of ops) one.apply(op);
  return one;
};
const statesOf = (one: ReturnType<typeof disk>, times: number): (string | undefined)[] =>
  Array.from({ length: times }, (_, seed) => one.afterPowerLoss(seeded(seed)).get('f')?.toString('latin1'));

describe('after the power went', () => {
  it('has what was synced, whatever else it has', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.tuple(fc.nat(40), fc.string({ minLength: 1, maxLength: 8 })), { maxLength: 8 }),
        (seed, later) => {
          const one = made([write('precious', 100), sync, ...later.map(([offset, text]) => write(text, offset))]);
          const left = one.afterPowerLoss(seeded(seed)).get('f');
          expect(left?.toString('latin1', 100, 108)).toBe('precious');
        },
      ),
    );
  });
  it('a sync of one file is none of another', () => {
    const one = made([write('a', 0, 'other'), write('b', 0), sync]);
    const states = Array.from({ length: 60 }, (_, seed) => one.afterPowerLoss(seeded(seed)));
    expect(states.every((s) => s.get('f')?.toString() === 'b')).toBe(true);
    expect(states.some((s) => !s.has('other'))).toBe(true);
  });
  it('unsynced writes are kept, dropped, torn and turned round', () => {
    const one = made([write('1111', 0), write('2222', 2)]);
    const seen = new Set(statesOf(one, 400));
    // Nothing; one; both in order; the later without the first; both the other way round; a torn one.
    for (const state of ['', '1111', '112222', '\u0000\u00002222', '111122', '1122']) expect([...seen]).toContain(state);
  });
  it('a lying disk has nothing', () => {
    const one = made([write('precious', 0), sync], true);
    expect(new Set(statesOf(one, 60)).size).toBeGreaterThan(1);
  });
  it('a new file is there for good once its folder was synced', () => {
    const one = disk();
    for (const op of [write('new', 0), sync]) one.apply(op);
    expect(new Set(statesOf(one, 60))).toEqual(new Set([undefined, 'new']));
    one.apply(dir_sync);
    expect(new Set(statesOf(one, 60))).toEqual(new Set(['new']));
  });
  it('a file that was taken away may be back until its folder was synced', () => {
    const one = made([write('old', 0), sync, unlink]);
    expect(new Set(statesOf(one, 60))).toEqual(new Set([undefined, 'old']));
    one.apply(dir_sync);
    expect(new Set(statesOf(one, 60))).toEqual(new Set([undefined]));
  });
  it('files shrink, grow and go', () => {
    const one = made([write('abcdef', 0), { what: 'truncate', file: 'f', size: 2, end: 0 }, write('z', 4)]);
    expect(one.asSeen().get('f')?.toString('latin1')).toBe('ab\0\0z');
    one.apply(unlink);
    expect(one.asSeen().has('f')).toBe(false);
  });
});

describe('the record of a disk', () => {
  const record = (what: number, file: number, offset: number, bytes: string): Buffer => {
    const head = Buffer.alloc(20);
    head.write('DISK', 'latin1');
    head[4] = what;
    head[5] = file;
    head.writeBigUInt64LE(BigInt(offset), 8);
    head.writeUInt32LE(bytes.length, 16);
    return Buffer.concat([head, Buffer.from(bytes)]);
  };
  it('is read up to a record that was cut off', () => {
    const whole = Buffer.concat([record(1, 0, 0, '/x/db'), record(2, 0, 7, 'abc'), record(3, 0, 0, ''), record(2, 0, 0, 'lost')]);
    const ops = readLog(whole.subarray(0, whole.length - 1));
    expect(ops.map((op) => op.what + ' ' + ('file' in op ? op.file : ''))).toEqual(['write db', 'sync db']);
    expect(ops[0]).toMatchObject({ offset: 7, end: 48 });
  });
  it('refuses what is none', () => expect(() => readLog(Buffer.alloc(40))).toThrow('is none'));
});
