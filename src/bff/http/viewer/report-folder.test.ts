import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';
import { FOLDER_LIMITS, reportFolder } from './report-folder.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'reports-'));
const bytesIn = (dir: string) => readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as object;

describe('a report that would be larger written than sent', () => {
  it.each([
    ['lists within lists', '['.repeat(3_000) + ']'.repeat(3_000), 400],
    ['objects within objects', '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000), 400],
    ['as deep as may be', '['.repeat(6) + '1' + ']'.repeat(6), 201],
    ['one deeper', '['.repeat(7) + '1' + ']'.repeat(7), 400],
    ['numbers that are written out', '[' + Array(2_500).fill('1e20').join() + ']', 413],
  ])('%s', async (_name, payload, status) => {
    const dir = folder();
    const app = await testApp({ reports_dir: dir });
    const headers = { 'content-type': 'application/json' };
    expect((await app.bff.app.inject({ method: 'POST', url: '/keys/report', payload, headers })).statusCode).toBe(status);
    expect(readdirSync(dir)).toHaveLength(status === 201 ? 1 : 0);
    expect(bytesIn(dir)).toBeLessThan(100);
    await app.bff.stop();
  });
});

describe('a folder', () => {
  it('is full after so many files; those of an earlier run count', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'earlier.json'), '{}');
    const limits = { ...FOLDER_LIMITS, files_max: 3 };
    const one = reportFolder(dir, limits);
    const kept = await Promise.allSettled(Array.from({ length: 5 }, () => one.keep({ a: 1 }, 0)));
    expect(kept.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected']);
    await expect(reportFolder(dir, limits).keep({ a: 1 }, 0)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(readdirSync(dir)).toHaveLength(3);
  });

  it('is full at so many bytes', async () => {
    const dir = folder();
    const one = reportFolder(dir, { ...FOLDER_LIMITS, bytes_max: 100 });
    await one.keep({ text: 'x'.repeat(60) }, 0);
    await expect(one.keep({ text: 'x'.repeat(60) }, 0)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await one.keep({ a: 1 }, 0)).toMatch(/^1970-01-01-[0-9a-f]{8}\.json$/);
    expect(bytesIn(dir)).toBeLessThanOrEqual(100);
  });

  it('takes no more than may wait to be written, and writes one at a time', async () => {
    const one = reportFolder(folder(), { ...FOLDER_LIMITS, waiting_max: 2 });
    const kept = await Promise.allSettled(Array.from({ length: 4 }, () => one.keep({ a: 1 }, 0)));
    expect(kept.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(await one.keep({ a: 1 }, 0)).toContain('.json');
  });

  it('refuses before anything is stringified', async () => {
    const dir = folder();
    await expect(reportFolder(dir).keep(nested(5_000), 0)).rejects.toMatchObject({ code: 'BODY_BAD' });
    expect(readdirSync(dir)).toEqual([]);
  });
});

it('nothing of ours reads or writes files while a request waits for it', () => {
  for (const file of ['keys.ts', 'report-folder.ts']) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(text).not.toMatch(/Sync\b/);
  }
});
