/** Static answers of the page benchmarks' servers. */
import type { ServerResponse } from 'node:http';

export const TYPES: readonly [ending: string, type: string][] = [
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.png', 'image/png'],
];

export function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
