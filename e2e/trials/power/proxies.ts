/** Proxies in front of the BFF and of each bank. Observers see an answer before the client does, and bytes before the bank does. */
import { connect, createServer as createRelay } from 'node:net';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { Agent, request } from 'undici';

export interface Proxy {
  url: string;
  stop(): Promise<void>;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return 'http://127.0.0.1:' + (server.address() as AddressInfo).port;
}

/** In front of the BFF, which may be down. `observed` is called before the answer is passed on, `arrived` before the request is. */
export async function proxyHttp(
  to: () => string,
  observed: (path: string, asked: string, status: number, answered: string) => void,
  arrived: (path: string, asked: string) => void = () => undefined,
): Promise<Proxy> {
  const agent = new Agent({ connections: 200 });
  const server = createServer((from, answer) => {
    const parts: Buffer[] = [];
    from.on('data', (part: Buffer) => parts.push(part));
    from.on('end', () => void pass());
    async function pass(): Promise<void> {
      const body = Buffer.concat(parts);
      arrived((from.url ?? '').split('?')[0] ?? '', body.toString());
      const { connection: _c, 'transfer-encoding': _t, host: _h, ...headers } = from.headers;
      try {
        const got = await request(to() + from.url, {
          method: from.method as 'POST',
          headers: headers as { [name: string]: string },
          ...(body.length ? { body } : {}),
          dispatcher: agent,
        });
        const answered = Buffer.from(await got.body.arrayBuffer());
        observed((from.url ?? '').split('?')[0] ?? '', body.toString(), got.statusCode, answered.toString());
        const { connection: _x, 'transfer-encoding': _y, ...back } = got.headers;
        answer.writeHead(got.statusCode, back as { [name: string]: string }).end(answered);
      } catch {
        from.socket.destroy();
      }
    }
  });
  const url = await listen(server);
  return {
    url,
    async stop() {
      await new Promise((done) => server.close(done).closeAllConnections());
      await agent.destroy();
    },
  };
}

/** In front of a bank. `observed` gets each outgoing part, with the 100 characters before it, so that numbers cut in two are seen. */
export async function proxyTcp(to: string, observed: (text: string) => void): Promise<Proxy> {
  const target = new URL(to);
  const server = createRelay((near) => {
    const far = connect(Number(target.port), target.hostname);
    let tail = '';
    near.on('data', (part: Buffer) => {
      const text = tail + part.toString('latin1');
      observed(text);
      tail = text.slice(-100);
    });
    near.pipe(far).on('error', () => near.destroy());
    far.pipe(near).on('error', () => far.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const url = await listen(server);
  return { url: url + (target.pathname === '/' ? '' : target.pathname), stop: () => new Promise((done) => server.close(() => done())) };
}
