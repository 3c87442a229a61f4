/** Judges whether the BFF's memory stays flat: its live heap after a collection, and its resident set. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sample {
  /** Requests sent until then. */
  sent: number;
  /** Objects that live, buffers among them. */
  heap_mb: number;
  resident_mb: number;
}

const MB = 1024 * 1024;

/**
 * A small young generation: V8 takes some 100 MB for the usual one, page by page over the first 40,000 requests, and
 * resident memory would tell of nothing else.
 */
const YOUNG_MB = 4;

/** Environment of a process that can be asked; `heap_max_mb` ends it when what is never let go fills that. */
export function measurable(file: string, heap_max_mb: number): { [name: string]: string } {
  const hook = '--import=' + join(import.meta.dirname, 'heap-on-signal.ts');
  return {
    HEAP_FILE: file,
    NODE_OPTIONS: ['--max-old-space-size=' + heap_max_mb, '--max-semi-space-size=' + YOUNG_MB, '--expose-gc', hook].join(' '),
  };
}

function told(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** One at a time. */
export async function measure(pid: number, file: string, sent: number): Promise<Sample> {
  const before = told(file).length;
  process.kill(pid, 'SIGUSR2');
  for (let i = 0; i < 500; i++) {
    await sleep(20);
    const lines = told(file);
    if (lines.length <= before) continue;
    const { heapUsed, external, rss } = JSON.parse(lines.at(-1) ?? '{}') as NodeJS.MemoryUsage;
    return { sent, heap_mb: (heapUsed + external) / MB, resident_mb: rss / MB };
  }
  throw new Error('the BFF does not answer SIGUSR2');
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

/** The live heap may grow by 1 MB for each 10,000 requests, beside what is just under way. Measured: 0.1 to 0.2. */
const HEAP_PER_10K_MB = 1;
const UNDER_WAY_MB = 0.15;
/** After warming up. Measured: 2 to 7. */
const RESIDENT_MAX_MB = 30;
/** Samples are compared so far apart: once V8 lets old code go, 5 MB at a time, and that must not hide what grows. */
const APART = 5;

export interface MemoryVerdict {
  /** Live, in the middle of the second quarter and of the last. */
  heap_mb: [before: number, after: number];
  heap_per_10k_mb: number;
  resident_grown_mb: number;
  wrong: string[];
}

/** The first quarter is warming up. */
export function judgeMemory(samples: readonly Sample[]): MemoryVerdict {
  const n = samples.length;
  const [second, last] = [samples.slice(Math.floor(n / 4), Math.floor(n / 2)), samples.slice(Math.floor((3 * n) / 4))];
  const warm = samples.slice(Math.floor(n / 4));
  const steps = warm.slice(APART).map((one, i) => ({ mb: one.heap_mb - (warm[i]?.heap_mb ?? 0), sent: one.sent - (warm[i]?.sent ?? 0) }));
  const step_mb = median(steps.map((one) => one.mb));
  const tens = median(steps.map((one) => one.sent)) / 10_000;
  const heap_per_10k_mb = round(step_mb / tens);
  const resident_grown_mb = Math.round(median(last.map((one) => one.resident_mb)) - median(second.map((one) => one.resident_mb)));
  const wrong: string[] = [];
  if (steps.length < 2 * APART || !(tens > 0)) wrong.push('too few samples to judge memory: ' + n);
  if (step_mb > UNDER_WAY_MB + HEAP_PER_10K_MB * tens) wrong.push('the live heap grows by ' + heap_per_10k_mb + ' MB for 10,000 requests');
  if (resident_grown_mb > RESIDENT_MAX_MB) wrong.push('resident memory grew by ' + resident_grown_mb + ' MB after warming up');
  const heap_mb: MemoryVerdict['heap_mb'] = [
    round(median(second.map((one) => one.heap_mb))),
    round(median(last.map((one) => one.heap_mb))),
  ];
  return { heap_mb, heap_per_10k_mb, resident_grown_mb, wrong };
}

function round(mb: number): number {
  return Math.round(mb * 100) / 100;
}
