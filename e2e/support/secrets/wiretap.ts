/** Passes everything on and keeps a copy of what went by, as it was and with its percent signs undone. */
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wiretap {
  url: string;
  heard(): string[];
  stop(): void;
}

export async function wiretap(target: string): Promise<Wiretap> {
  const { hostname: host, port } = new URL(target);
  const heard: string[] = [];
  const keep = (parts: readonly Buffer[]): void => void heard.push(Buffer.concat(parts).toString('latin1'));
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    heard.push(method + ' ' + url + JSON.stringify(headers));
    const on = httpRequest({ host, port, method, path: url, headers }, (answer) => {
      const said: Buffer[] = [];
      heard.push(JSON.stringify(answer.headers));
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on('data', (part: Buffer) => said.push(part)).on('end', () => keep(said));
      answer.pipe(outgoing);
    });
    const asked: Buffer[] = [];
    incoming.on('data', (part: Buffer) => asked.push(part)).on('end', () => keep(asked));
    incoming.pipe(on);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: 'http://127.0.0.1:' + (server.address() as AddressInfo).port,
    heard: () => heard.flatMap((text) => [text, undone(text)]),
    stop: () => void server.close().closeAllConnections(),
  };
}

const undone = (text: string): string =>
  text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
