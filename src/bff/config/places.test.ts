/** Places outside the settings that will not do: a sentence each, in --check and at the start. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageDir } from '../testing/app.ts';

const dir = mkdtempSync(join(tmpdir(), 'places-'));
const taken = createServer();
let port = 0;
beforeAll(async () => {
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  ({ port } = taken.address() as AddressInfo);
});
afterAll(() => void taken.close());

const SECRET = { env: 'S' };
const config = (over: object) => ({
  public_url: 'https://pay.example',
  number_key: SECRET,
  merchants: [],
  channels: {},
  database: join(dir, 'data', 'lezhong.db'),
  page_dir: pageDir(),
  keymaps_dir: 'public/keymaps',
  listen: { port: 0 },
  ...over,
});

function run(over: object, ...more: string[]): Promise<{ code: number | null; said: string }> {
  const file = join(mkdtempSync(join(dir, 'c')), 'bff.json');
  writeFileSync(file, JSON.stringify(config(over)), { mode: 0o600 });
  const env = { ...process.env, S: 'a secret that is long enough' };
  const child = spawn(process.execPath, ['src/bff/main.ts', '--config', file, ...more], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

const junk = join(dir, 'junk.db');
writeFileSync(junk, 'this is a text and no database');
mkdirSync(join(dir, 'folder.db'));

describe('refused in one sentence', { timeout: 60_000 }, () => {
  it.each([
    [
      'a database below a file',
      { database: join(junk, 'lezhong.db') },
      /The database .* cannot be opened, because .*junk\.db is no folder: /,
    ],
    ['a database that is a folder', { database: join(dir, 'folder.db') }, /because it is no file/],
    ['a database that is none', { database: junk }, /because it is no SQLite file/],
    [
      'a page that is not built',
      { page_dir: join(dir, 'nowhere') },
      /page is not built in ".*nowhere": run npm run build, or set page_dir/,
    ],
    ['keymaps that are not there', { keymaps_dir: join(dir, 'nowhere') }, /There is no generic\.json in ".*": set keymaps_dir/],
  ])('%s', async (_name, over, says) => {
    for (const more of [['--check'], []]) {
      const { code, said } = await run(over, ...more);
      expect(code).toBe(1);
      expect(said).toMatch(says);
      expect(said).not.toMatch(/\n\s+at /);
      expect(
        said
          .trim()
          .split('\n')
          .filter((line) => !line.startsWith('{')),
      ).toHaveLength(1);
    }
  });
});

it('a taken port: a warning of --check, an error of the start without a stack', { timeout: 60_000 }, async () => {
  const listen = { port };
  const check = await run({ listen }, '--check');
  expect(check.code).toBe(0);
  expect(check.said).toContain('Warning: Port ' + port + ' of 127.0.0.1 is taken by another program');
  const { code, said } = await run({ listen });
  expect(code).toBe(1);
  expect(said).toMatch(/\nPort \d+ of 127\.0\.0\.1 is taken by another program: .*listen\/port/);
  expect(said).not.toMatch(/\n\s+at /);
});

it('--check tells warnings apart from the verdict, and makes nothing', { timeout: 60_000 }, async () => {
  const database = join(dir, 'made', 'lezhong.db');
  const { code, said } = await run({ database, public_url: 'http://pay.example' }, '--check');
  expect(code).toBe(0);
  expect(
    said
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 20)),
  ).toEqual(['Warning: No merchant', 'Warning: No channel ', 'Warning: "public_url', 'The settings are rig']);
  expect(existsSync(join(dir, 'made'))).toBe(false);
});
