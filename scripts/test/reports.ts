/** Counts of vitest's and Playwright's own reports. What was skipped did not pass. A run that failed without a failed test failed. */
import { readFileSync, rmSync } from 'node:fs';
import type { Count } from './steps.ts';

function read<T>(file: string): T | undefined {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as T;
    rmSync(file);
    return report;
  } catch {
    return undefined;
  }
}

function honest(count: Count | undefined, succeeded: boolean): Count {
  if (!count || count.passed + count.failed === 0) return { passed: 0, failed: 1 };
  return succeeded || count.failed > 0 ? count : { ...count, failed: 1 };
}

export function vitestCount(succeeded: boolean): Count {
  const report = read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }>(
    'test-results/unit.json',
  );
  return honest(
    report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests + report.numTodoTests },
    succeeded,
  );
}

export function playwrightCount(succeeded: boolean): Count {
  const report = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('test-results/browser.json');
  return honest(
    report && { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky + report.stats.skipped },
    succeeded,
  );
}
