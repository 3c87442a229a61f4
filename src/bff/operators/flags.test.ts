import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FLAGS } from './flags.ts';

const PAYMENTS = join(import.meta.dirname, '..', 'payments');

it('every flag that the core raises has a meaning, a next step and a line in the handbook', () => {
  const raised = new Set(
    readdirSync(PAYMENTS, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .flatMap((path) => [...readFileSync(join(PAYMENTS, path), 'utf8').matchAll(/flag\(d, '([a-z-]+)'/g)].map((m) => m[1] ?? '')),
  );
  expect(raised.size).toBeGreaterThan(10);
  const handbook = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'operate.md'), 'utf8');
  expect([...raised].filter((code) => !FLAGS[code] || !handbook.includes('`' + code + '`')).toSorted()).toEqual([]);
});
