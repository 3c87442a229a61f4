/** The list of banks, and the rule that nothing else names one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BANKS } from './index.ts';

const SANDBOX = join(import.meta.dirname, '..');

test('ids and ports are each used once', () => {
  const ids = BANKS.map(({ id }) => id);
  const offsets = BANKS.map(({ port_offset }) => port_offset);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set([0, ...offsets]).size).toBe(offsets.length + 1);
});

test("no file outside a bank's folder and index.ts says a bank's id", () => {
  const named = new RegExp(`['"\`](?:${BANKS.map(({ id }) => id).join('|')})['"\`]`);
  const inFolder = (path: string): boolean => BANKS.some(({ id }) => path.startsWith(`banks/${id}/`));
  const wrong = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^testing\/|^banks\/index\.ts$/.test(path) && !inFolder(path))
    .filter((path) => named.test(readFileSync(join(SANDBOX, path), 'utf8')));
  expect(wrong).toEqual([]);
});

test('a bank imports no other bank', () => {
  const wrong = BANKS.flatMap(({ id }) =>
    readdirSync(join(SANDBOX, 'banks', id), { encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        BANKS.filter((other) => other.id !== id && readFileSync(join(SANDBOX, 'banks', id, name), 'utf8').includes(`'../${other.id}/`)).map(
          (other) => `${id}/${name} -> ${other.id}`,
        ),
      ),
  );
  expect(wrong).toEqual([]);
});
