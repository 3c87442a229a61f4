import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bankKeysDir, makeKeys } from './keys.ts';

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'sandbox-keys-')), 'keys');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

/** A bank that writes one key and its ids; each make is another. */
function bank(id: string) {
  let made = 0;
  return {
    id,
    keys: {
      make(making: string) {
        made++;
        writeFileSync(join(making, `${id}_private.pem`), `key ${made}`, { mode: 0o600 });
        writeFileSync(join(making, 'ids.json'), `{"made":${made}}`);
      },
    },
  };
}
const make = (...banks: ReturnType<typeof bank>[]): void => makeKeys(banks, dir, () => new Uint8Array(1), 0);
const read = (id: string, file: string): string => readFileSync(join(bankKeysDir(dir, id), file), 'utf8');

test('keys are made once, also when a bank comes later or a start was killed half-way', () => {
  const [first, second] = [bank('first'), bank('second')];
  make(first);
  mkdirSync(join(dir, 'second.making'));
  writeFileSync(join(dir, 'second.making', 'half'), '');
  make(first, second);
  make(first, second);
  expect(read('first', 'first_private.pem')).toBe('key 1');
  expect(read('second', 'ids.json')).toBe('{"made":1}');
  expect(readdirSync(dir)).toEqual(['first', 'second']);
});

test('keys of an older folder, where files stood beside each other, stay the keys', () => {
  const [first, second, late] = [bank('first'), bank('second'), bank('late')];
  make(first, second);
  for (const id of ['first', 'second']) {
    for (const name of readdirSync(join(dir, id))) renameSync(join(dir, id, name), join(dir, name));
    rmSync(join(dir, id), { recursive: true });
  }
  make(first, second, late);
  expect(read('first', 'first_private.pem')).toBe('key 1');
  expect(read('second', 'second_private.pem')).toBe('key 1');
  expect(readdirSync(join(dir, 'first'))).toEqual(['first_private.pem', 'ids.json']);
  expect(read('late', 'late_private.pem')).toBe('key 1');
});
