import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDb } from './db.ts';
import { serve } from './http.ts';
import { makeJobs } from './jobs.ts';
import { clockRoutes, openAppClock } from './sandbox-clock.ts';

const NOON_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'app-clock-'));
const file = join(folder, 'clock.json');
const clock = openAppClock(file, () => NOON_MS);
const done: number[] = [];
const jobs = makeJobs(openDb(':memory:', ''), { now: clock.now, after: () => () => undefined, log: () => undefined });
jobs.on('work', () => Promise.resolve(void done.push(clock.now())));
jobs.start();
const server = serve(clockRoutes(clock, jobs), () => undefined);
const url = await new Promise<string>((open) =>
  server.listen(0, '127.0.0.1', () => open('http://127.0.0.1:' + (server.address() as { port: number }).port + '/sandbox-clock')),
);

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function move(body: object, type = 'application/json') {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });
  return {
    status: answer.status,
    ...((await answer.json()) as { offset_ms?: number; next_due_ms?: number; busy?: boolean; error?: string }),
  };
}

it('tells its next due time, and does the work once the clock is moved there and let go', async () => {
  jobs.add('work', 'a', NOON_MS + HOUR_MS);
  expect(await (await fetch(url)).json()).toEqual({
    now_ms: NOON_MS,
    offset_ms: 0,
    next_due_ms: NOON_MS + HOUR_MS,
    busy: false,
    begun: 0,
  });
  expect(await move({ offset_ms: HOUR_MS, hold: true })).toMatchObject({ offset_ms: HOUR_MS, busy: true });
  expect(done).toEqual([]);
  await move({ offset_ms: HOUR_MS });
  expect(done).toEqual([NOON_MS + HOUR_MS]);
  expect(clock.wall()).toBe(NOON_MS);
});

it('never goes back, takes whole milliseconds, and JSON alone', async () => {
  expect(await move({ offset_ms: HOUR_MS - 1 })).toMatchObject({ status: 409, error: 'CLOCK_BACK' });
  for (const offset_ms of ['1', 0.5, null, 1e15]) expect(await move({ offset_ms })).toMatchObject({ status: 400, error: 'OFFSET_BAD' });
  expect(await move({ offset_ms: 2 * HOUR_MS }, 'text/plain')).toMatchObject({ status: 400, error: 'JSON_WANTED' });
  expect(clock.offset_ms()).toBe(HOUR_MS);
});

it('a restart goes on with the same offset', () => {
  expect(openAppClock(file, () => NOON_MS).now()).toBe(NOON_MS + HOUR_MS);
});
