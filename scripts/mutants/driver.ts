/** A test file run once for each mutant of a batch, in one process: a suite each, which stops at its first failure. */
import { beforeAll, beforeEach, describe, it, vi } from 'vitest';
import type { Batch } from './bench.ts';

const { file, mutants, fresh } = JSON.parse(process.env['MUTANTS_BATCH'] ?? '{"mutants":[]}') as Batch;
const { __mutantOn: turnOn } = globalThis as unknown as { __mutantOn: (n: number) => void };

for (const n of mutants)
  describe(String(n), async () => {
    let failed = false;
    beforeAll(() => turnOn(n));
    beforeEach((context) => {
      if (failed) context.skip();
      context.onTestFailed(() => void (failed = true));
    });
    turnOn(n);
    if (fresh) vi.resetModules();
    try {
      await import(file + '?mutant=' + n);
    } catch (error) {
      it('loads', () => Promise.reject(error as Error));
    }
  });
