import { createServer } from 'node:net';
import { BLOCKED_PORTS } from '../protocol/blocked-ports.ts';

/** Can we listen there on loopback? */
export function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** Why the demo cannot use these ports, as a sentence; undefined when it can. */
export async function portProblem(base: number, offsets: readonly number[]): Promise<string | undefined> {
  const mend = (port: number): string => ' (it would be ' + base + ' + ' + (port - base) + '): choose others with --port-base.';
  for (const port of offsets.map((offset) => base + offset)) {
    if (BLOCKED_PORTS.has(port)) return 'Port ' + port + ' is one that browsers refuse to open' + mend(port);
    if (!(await isFree(port)))
      return 'Port ' + port + ' is taken: stop what uses it (perhaps another npm start), or' + mend(port).split(':')[1];
  }
  return undefined;
}
