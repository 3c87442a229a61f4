/** The cable between one TV and the BFF: a relay of HTTP requests that can be pulled out, put back, and be a bad one. */
import { Agent, createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { seeded } from './random.ts';

export interface Cable {
  url: string;
  /** Every connection breaks, and new ones at once. */
  pull(): void;
  plug(): void;
  /** From now on, each poll is cut with this chance; which ones, the seed says. */
  flaky(rate: number, seed: number): void;
  /** Polls seen, and those of them that were cut by `flaky`. */
  readonly polls: { seen: number; cut: number };
  stop(): Promise<void>;
}

const isPoll = (request: IncomingMessage): boolean => /\/step(\?|$)/.test(request.url ?? '');

export async function startCable(to: string): Promise<Cable> {
  const far = new URL(to);
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Socket>();
  const served = new WeakSet<Socket>();
  const polls = { seen: 0, cut: 0 };
  let pulled = false;
  let bad = (): boolean => false;
  let before = (): boolean => false;

  /** How one poll fares: cut on its way there, in the middle of its answer, or not at all. */
  function fateOf(request: IncomingMessage): 'whole' | 'before' | 'halfway' {
    const again = served.has(request.socket);
    served.add(request.socket);
    if (!isPoll(request)) return 'whole';
    polls.seen++;
    if (!bad()) return 'whole';
    polls.cut++;
    // What breaks unanswered on a kept connection is sent again by the engine itself: no page would notice.
    return !again && before() ? 'before' : 'halfway';
  }

  function relay(request: IncomingMessage, response: ServerResponse): void {
    const fate = fateOf(request);
    if (fate === 'before') return void request.socket.destroy();
    const { method = 'GET', url = '/', headers } = request;
    const onward = ask({ agent, host: far.hostname, port: far.port, method, path: url, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer
        .on('data', (part: Buffer) => parts.push(part))
        .on('error', () => response.destroy())
        .on('end', () => {
          const body = Buffer.concat(parts);
          response.writeHead(answer.statusCode ?? 502, { ...withoutLength(answer.headers), 'content-length': body.length });
          if (fate === 'whole') return void response.end(body);
          response.write(body.subarray(0, body.length >> 1), () => response.destroy());
        });
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, relay);
  server.on('connection', (socket: Socket) => {
    if (pulled) return void socket.destroy();
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const breakAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: 'http://127.0.0.1:' + (server.address() as { port: number }).port,
    polls,
    pull() {
      pulled = true;
      breakAll();
    },
    plug: () => void (pulled = false),
    flaky(rate, seed) {
      const [chance, side] = [seeded(seed), seeded(~seed)];
      bad = () => chance() < rate;
      before = () => side() < 0.5;
    },
    stop: () =>
      new Promise((done) => {
        breakAll();
        agent.destroy();
        server.close(() => done());
      }),
  };
}

function withoutLength(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { 'content-length': _length, 'transfer-encoding': _coding, connection: _connection, ...rest } = headers;
  return rest;
}
