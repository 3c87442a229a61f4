/** Asks the BFF through its operators' socket. */
import { request } from 'node:http';
import { failed } from './outcome.ts';
import type { Outcome } from './outcome.ts';

export interface Ask {
  method: 'GET' | 'POST';
  path: string;
  /** The query of a GET, the body of a POST. */
  fields?: { readonly [name: string]: unknown };
}

/** A bank or a backup may take a while. */
const TIMEOUT_MS = 120_000;

export type Answer = { status: number; body: unknown };

export function send(socket: string, { method, path, fields = {} }: Ask): Promise<Answer> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const query = method === 'GET' && given.length ? '?' + new URLSearchParams(given.map(([name, value]) => [name, String(value)])) : '';
  const body = method === 'POST' ? JSON.stringify(Object.fromEntries(given)) : undefined;
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    // A connection of its own: one kept from before a restart of the BFF is broken.
    const asked = request({ agent: false, socketPath: socket, method, path: path + query, headers, timeout: TIMEOUT_MS }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: read(Buffer.concat(parts).toString('utf8')) }));
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asked.on('error', reject);
    asked.end(body);
  });
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `print` makes the readable text of a good answer. */
export async function ask<A>(socket: string, asked: Ask, print: (answer: A) => string): Promise<Outcome> {
  let answer: Answer;
  try {
    answer = await send(socket, asked);
  } catch (error) {
    return failed(3, 'BFF_UNREACHABLE', unreachable(socket, (error as NodeJS.ErrnoException).code ?? 'failed'));
  }
  if (answer.status === 200 && answer.body !== undefined) return { exit: 0, json: answer.body, text: print(answer.body as A) };
  const { error } = (answer.body ?? {}) as { error?: { code: string; message: string } };
  if (!error) return failed(3, 'BFF_UNREACHABLE', 'What answers at "' + socket + '" is no BFF: name its socket with --socket or --config.');
  return failed(1, error.code, error.message);
}

export function unreachable(socket: string, code: string): string {
  if (code === 'EACCES') return 'The socket "' + socket + '" belongs to another user: run this as the user of the BFF (sudo -u).';
  if (code === 'ETIMEDOUT') return 'The BFF at "' + socket + '" does not answer.';
  return 'No BFF answers at "' + socket + '" (' + code + '): start it, or name another one with --socket or --config.';
}
