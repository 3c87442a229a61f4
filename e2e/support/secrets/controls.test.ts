/** What leaks on purpose is caught where it leaks: without this, finding nothing would prove nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heapFlags, heapOf } from './heap.ts';
import { found, marksOfShort } from './marks.ts';
import { wiretap } from './wiretap.ts';

const PAN = '6216261000000000018';
const PASSWORD = '528174';
const SHORT = marksOfShort(PASSWORD, ['password']);

it('a process that keeps what it should not: a number, a whole password, and one within a body', { timeout: 180_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'leak-'));
  // Made at run time: the source is in the heap as well.
  const leaks = {
    number: "['62' + '16261000000000' + '018']",
    whole: '[String(528000 + 174)]',
    body: "[JSON.stringify({ kind: 'bank-password', password: String(528000 + 174) })]",
  };
  for (const [name, leak] of Object.entries(leaks)) {
    const argv = [...heapFlags(dir), '-e', 'globalThis.kept = ' + leak + '; setInterval(() => {}, 1000); console.log(1);'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      // Before it runs, the signal would end it.
      await once(child.stdout, 'data');
      const hits = await found([PAN, ...SHORT], [await heapOf(child, dir)]);
      expect([name, hits.length > 0]).toEqual([name, true]);
    } finally {
      child.kill('SIGKILL');
    }
  }
});

it('a page or a BFF that sends what it should not, in each direction', async () => {
  const server = createServer((_request, response) => response.end(JSON.stringify({ echoed: PASSWORD })));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
  const hear = async (url: string, init: RequestInit = {}): Promise<string[]> => {
    const tap = await wiretap(at);
    await (await fetch(tap.url + url, init)).text();
    const hits = await found([PAN, ...SHORT], [], tap.heard());
    tap.stop();
    return hits;
  };
  try {
    expect(await hear('/')).toEqual([SHORT[0]]);
    expect(await hear('/?password=' + PASSWORD)).toContain('password=' + PASSWORD);
    expect(await hear('/', { method: 'POST', body: JSON.stringify({ pan: PAN }) })).toContain(PAN);
    const biz_content = JSON.stringify({ secret_data: { password: PASSWORD } });
    expect(await hear('/', { method: 'POST', body: new URLSearchParams({ biz_content }) })).toContain(SHORT[0]);
  } finally {
    server.close();
  }
});

it('a file that holds it, also across the chunks in which it is read', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kept-')), 'lezhong.db-wal');
  writeFileSync(file, 'x'.repeat((1 << 22) - 7) + PAN + '{"password":"' + PASSWORD + '"}');
  expect(await found([PAN, ...SHORT], [file])).toEqual([PAN, SHORT[0]]);
  // A log's line holds the body as a text within a text.
  const line = JSON.stringify({ msg: JSON.stringify({ password: PASSWORD }) });
  expect(await found(SHORT, [], [line])).toContain(SHORT[1]);
});
