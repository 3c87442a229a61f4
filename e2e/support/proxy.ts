/** What may stand between a TV and the BFF: a cache that keeps what it must not, connections that died, a captive portal. */
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Said {
  status: number;
  type?: string | undefined;
  body: Buffer | string;
}

export interface Proxy {
  url: string;
  /** From now on every GET is answered with what was answered at its address before. */
  caches(): void;
  /** Connections that are open now swallow what is sent on them; new ones are good. */
  sleep(): void;
  /** Nothing is answered, on any connection. */
  swallow(on: boolean): void;
  /** Answers in the server's place, where it says something. */
  portal(answer: ((path: string) => Said | undefined) | undefined): void;
  /** Addresses asked for, oldest first. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

export async function startProxy(to: string): Promise<Proxy> {
  const far = new URL(to);
  const asked: string[] = [];
  const open = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  const kept = new Map<string, Said>();
  let caching = false;
  let swallowing = false;
  let portal: ((path: string) => Said | undefined) | undefined;

  function say(response: ServerResponse, { status, type, body }: Said): void {
    response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(status === 204 ? undefined : body);
  }

  function relay(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/', headers, socket } = request;
    asked.push(method + ' ' + url);
    if (swallowing || dead.has(socket)) return;
    const known = portal?.(url) ?? (caching && method === 'GET' ? kept.get(url) : undefined);
    if (known) return say(response, known);
    const onward = ask({ host: far.hostname, port: far.port, method, path: url, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('error', () => response.destroy());
      answer.on('end', () => {
        // It fell asleep with the answer on its way.
        if (swallowing || dead.has(socket)) return;
        const { location } = answer.headers;
        if (location !== undefined) return void response.writeHead(answer.statusCode ?? 303, { location }).end();
        const said = { status: answer.statusCode ?? 502, type: answer.headers['content-type'], body: Buffer.concat(parts) };
        if (method === 'GET') kept.set(url, said);
        say(response, said);
      });
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  const server: Server = createServer({ keepAliveTimeout: 60_000 }, relay);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: 'http://127.0.0.1:' + (server.address() as { port: number }).port,
    caches: () => void (caching = true),
    sleep: () => open.forEach((socket) => dead.add(socket)),
    swallow: (on) => void (swallowing = on),
    portal: (answer) => void (portal = answer),
    asked,
    stop: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}
