import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { comesUp, launch, waitFor } from './processes.ts';
import { freePort } from './ports.ts';

it('a program that ends before it answers is named, at once', async () => {
  const one = launch('shop', ['-e', 'process.exit(3)']);
  await expect(comesUp(one, 'http://127.0.0.1:' + (await freePort()), 60_000)).rejects.toThrow('shop ended (code 3)');
});

it('what holds the port and says nothing is waited for no longer than told', async () => {
  const silent = createServer();
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const { port } = silent.address() as { port: number };
  expect(await waitFor('http://127.0.0.1:' + port, 100)).toBe(false);
  silent.close();
});

it('one that answers is up', async () => {
  const port = await freePort();
  const one = launch('shop', ['-e', `require('http').createServer((_, a) => a.end('ok')).listen(${port}, '127.0.0.1')`]);
  await comesUp(one, 'http://127.0.0.1:' + port, 20_000);
  await one.stop();
});
