/** Faults that no answer may have. */
import { INSIDE } from './paths.ts';

export interface Received {
  status: number;
  headers: { readonly [name: string]: unknown };
  body: string;
}

/** Of ours in an answer: a stack, a path, a module's name, a secret. */
const LEAKS = /\bat .+\.(ts|js|mjs):\d+|node:internal|node_modules|SQLITE_|better-sqlite3|\/src\/bff|sandbox-[0-9a-f]{16}|whsec_|FST_ERR/;

/** To a page; to a merchant as problem+json; to a bank in its own words. */
const REFUSAL = /^\{("(error|seal|ok)"|"code":"FAIL"|"type":"about:blank","title":"[A-Z_]+","status":\d{3},"code":"[A-Z_]+")/;

/** In words; none when all is well. `secrets`: card numbers that were sent, sealed. */
export function faults({ status, headers, body }: Received, secrets: readonly string[]): string[] {
  const wrong: string[] = [];
  if (status >= 500) wrong.push('answered ' + status);
  if (LEAKS.test(body)) wrong.push('leaks');
  if (INSIDE.test(body)) wrong.push('gives a file that is not the page’s');
  if (secrets.some((one) => body.includes(one))) wrong.push('says a card number');
  if (!headers['content-security-policy'] || !headers['x-content-type-options']) wrong.push('has no security headers');
  if (headers['server'] ?? headers['x-powered-by']) wrong.push('tells what it runs on');
  const kept = !/no-store/.test(String(headers['cache-control'] ?? ''));
  if (kept && !(status < 400 && /immutable/.test(String(headers['cache-control'])))) wrong.push('may be kept');
  if (status >= 400 && /json/.test(String(headers['content-type'])) && body && !REFUSAL.test(body)) wrong.push('is no refusal of ours');
  return wrong;
}

/** Of bytes from a socket: each answer among them. */
export function answersIn(received: string): Received[] {
  return received
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((one) => one.startsWith('HTTP/1.1 ') && !one.startsWith('HTTP/1.1 100 '))
    .map((one) => {
      const [head = '', ...rest] = one.split('\r\n\r\n');
      const lines = head.split('\r\n');
      const headers = Object.fromEntries(
        lines.slice(1).map((line) => [line.split(': ')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(': ') + 2)]),
      );
      return { status: Number(lines[0]?.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
    });
}
