import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testApp } from '../../testing/app.ts';

const REPORT = { agent: 'box', keys: [{ code: 415, reads: 'OK' }] };

it('keeps the report of a new remote, each in a file of its own', async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'reports-')), 'made');
  const app = await testApp({ reports_dir: dir });
  const post = (payload: unknown) => app.bff.app.inject({ method: 'POST', url: '/keys/report', payload: payload as object });
  expect((await app.bff.app.inject('/keys')).statusCode).toBe(200);
  expect(existsSync(dir)).toBe(false);
  const saved = await Promise.all([post(REPORT), post(REPORT)]);
  expect(saved.map((one) => one.statusCode)).toEqual([201, 201]);
  const names = readdirSync(dir);
  expect(names).toHaveLength(2);
  expect(names).toContain(saved[0]?.json<{ saved: string }>().saved);
  expect(JSON.parse(readFileSync(join(dir, names[0] ?? ''), 'utf8'))).toEqual(REPORT);
  expect(
    (await app.bff.app.inject({ method: 'POST', url: '/keys/report', payload: 'x', headers: { 'content-type': 'application/json' } }))
      .statusCode,
  ).toBe(400);
  await app.bff.stop();
});

it('takes none where none are wanted', async () => {
  const app = await testApp();
  expect((await app.bff.app.inject({ method: 'POST', url: '/keys/report', payload: REPORT })).statusCode).toBe(404);
  await app.bff.stop();
});
