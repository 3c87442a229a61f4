/** Whether the BFF's memory stays flat: its live heap after a collection, and what the system sees of it. */
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
export function askable(file: string, heap_max_mb: number): { [name: string]: string } {
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
export async function weigh(pid: number, file: string, sent: number): Promise<Sample> {
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

/** The live heap may grow by 1 MB for each 10,000 requests, but for half a MB of what is just under way. */
const HEAP_PER_10K_MB = 1;
const HEAP_UNDER_WAY_MB = 0.5;
/** Measured: 2 to 6. */
const RESIDENT_MAX_MB = 30;

export interface MemoryVerdict {
  heap_mb: [before: number, after: number];
  heap_per_10k_mb: number;
  resident_grown_mb: number;
  wrong: string[];
}

/** The middle of the second quarter against the middle of the last: the first is warming up. */
export function judgeMemory(samples: readonly Sample[]): MemoryVerdict {
  const n = samples.length;
  const before = samples.slice(Math.floor(n / 4), Math.floor(n / 2));
  const after = samples.slice(Math.floor((3 * n) / 4));
  const grown = (of: (sample: Sample) => number): number => median(after.map(of)) - median(before.map(of));
  const tens = grown((one) => one.sent) / 10_000;
  const heap_mb = grown((one) => one.heap_mb);
  const resident_grown_mb = Math.round(grown((one) => one.resident_mb));
  const wrong: string[] = [];
  if (before.length < 3 || !(tens > 0)) wrong.push('too few samples to judge memory: ' + n);
  if (heap_mb > HEAP_UNDER_WAY_MB + HEAP_PER_10K_MB * tens)
    wrong.push('the live heap grew by ' + heap_mb.toFixed(1) + ' MB in ' + Math.round(tens * 10_000) + ' requests');
  if (resident_grown_mb > RESIDENT_MAX_MB) wrong.push('resident memory grew by ' + resident_grown_mb + ' MB after warming up');
  const round = (mb: number): number => Math.round(mb * 100) / 100;
  return {
    heap_mb: [round(median(before.map((one) => one.heap_mb))), round(median(after.map((one) => one.heap_mb)))],
    heap_per_10k_mb: round(heap_mb / tens),
    resident_grown_mb,
    wrong,
  };
}
