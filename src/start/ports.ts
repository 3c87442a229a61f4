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

/** Below the ports a system lends to connections and to `listen(0)` (Linux: from 32768), so that nobody is given one between its choice and its use. */
const CHOSEN_FROM = 10_240;
const CHOSEN_TO = 32_000;
/** Each process looks in a stretch of its own first. */
const STRETCH = 50;
let next = CHOSEN_FROM + ((process.pid * STRETCH) % (CHOSEN_TO - CHOSEN_FROM));

/** A port for a program that is started later; never the same twice in a process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < CHOSEN_TO - CHOSEN_FROM; tries++) {
    const port = next;
    next = next + 1 < CHOSEN_TO ? next + 1 : CHOSEN_FROM;
    if (!BLOCKED_PORTS.has(port) && (await isFree(port))) return port;
  }
  throw new Error('no port is free from ' + CHOSEN_FROM + ' to ' + CHOSEN_TO);
}

/** The first of so many free ports in a row. */
export async function freePorts(count: number): Promise<number> {
  let first = await freePort();
  for (let got = 1; got < count; got++) {
    const port = await freePort();
    if (port !== first + got) {
      first = port;
      got = 0;
    }
  }
  return first;
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
