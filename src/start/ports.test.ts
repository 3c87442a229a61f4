import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, freePorts, portProblem } from './ports.ts';

const OFFSETS = [0, 100, 103, 200];

it.each([
  [6000, 6000],
  [5900, 6000],
  [6562, 6665],
  [4861, 5061],
])('from %i on, a port is one that browsers refuse (%i)', async (base, port) => {
  expect(await portProblem(base, OFFSETS)).toMatch(new RegExp('^Port ' + port + ' is one that browsers refuse'));
});

it('every port is looked at before anything starts, the banks’ too', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  for (const offset of OFFSETS) expect(await portProblem(port - offset, [offset])).toContain('Port ' + port + ' is taken');
  await new Promise((done) => server.close(done));
  expect(await portProblem(port, [0])).toBeUndefined();
});

it('fetch itself refuses each of them', async () => {
  for (const port of [6000, 6669, 10_080]) {
    const error = await fetch('http://127.0.0.1:' + port).catch((one: Error) => one);
    expect((error as { cause?: Error }).cause?.message).toBe('bad port');
  }
});

it('a port chosen for later is none that a system lends, and never the same twice', async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, () => freePort()));
  expect(new Set(ports).size).toBe(40);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

it('one that is taken is passed over, also in a row', async () => {
  const first = await freePort();
  const servers = [1, 3].map((ahead) => createServer().listen(first + ahead, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  expect(await freePorts(3)).toBeGreaterThan(first + 3);
  for (const server of servers) server.close();
});
