/** Runs in every test process before the tests: the switch that instrumented sources ask, and a note of what they asked. */
import { appendFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';

/** Where reached mutants are noted, one line each test file; absent once mutants are on. */
const reached_file = process.env['MUTANTS_REACHED'];
/** One random property of a mutant may take so long. */
const PROPERTY_MS = 1_500;
/** A mutant may make a loop endless, and then no timer of its own thread ends it. */
const HANG_MS = 40_000;

const reached = new Set<number>();
let on = 0;

/** Counts up with each mutant. */
const beats = new Int32Array(new SharedArrayBuffer(4));

/** Ends this process when nothing was counted for too long. */
const watchdog = new Worker(
  `const beats = require('node:worker_threads').workerData;
  let last = -1;
  setInterval(() => (beats[0] === last ? process.kill(process.pid, 'SIGKILL') : (last = beats[0])), ${HANG_MS});`,
  { eval: true, workerData: beats },
);
watchdog.unref();

Object.assign(globalThis, {
  __mutant(n: number): boolean {
    if (reached_file !== undefined) reached.add(n);
    return n === on;
  },
  __mutantOn(n: number): void {
    on = n;
    Atomics.add(beats, 0, 1);
  },
});

// The same random lives for every mutant, and no search for a smaller one once it failed.
fc.configureGlobal({ seed: 1, endOnFailure: true, interruptAfterTimeLimit: PROPERTY_MS });

if (reached_file !== undefined) {
  let loading: number[] = [];
  beforeAll(() => void (loading = [...reached]));
  afterAll(() => {
    const file = expect.getState().testPath;
    appendFileSync(reached_file, JSON.stringify({ file, reached: [...reached], loading }) + '\n');
  });
}
