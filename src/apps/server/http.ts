/** A small HTTP server: routes that answer JSON, pages, files and redirects. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export type Answer =
  | { status: number; type: string; body: string | Uint8Array; cache?: string }
  | { status: 303; location: string }
  /** The route has answered by itself. */
  | undefined;

export interface Asked {
  url: URL;
  query: URLSearchParams;
  /** The JSON body, {} where there is none. */
  body: { readonly [name: string]: unknown };
  request: IncomingMessage;
  response: ServerResponse;
}

export type Route = (asked: Asked) => Answer | Promise<Answer>;
/** "GET /api/titles"; a path that ends in "/*" takes everything below. */
export type Routes = { readonly [route: string]: Route };

export const json = (value: object, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) });
export const html = (body: string, status = 200): Answer => ({ status, type: 'text/html', body });
export const refuse = (code: string, status = 400): Answer => json({ error: code }, status);

const BODY_MAX_BYTES = 20_000;

export function serve(routes: Routes, log: (event: string, facts: { [name: string]: string | number }) => void): Server {
  return createServer((request, response) => {
    answer(routes, request, response).then(
      (one) => send(response, one),
      (error: Error) => {
        log('error', { name: error.name, message: error.message });
        send(response, refuse('INTERNAL', 500));
      },
    );
  });
}

async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://app');
  const route = find(routes, request.method ?? 'GET', url.pathname);
  if (!route) return refuse('PAGE_NOT_FOUND', 404);
  const raw = route === routes['POST /notices'] || request.method !== 'POST';
  const body = raw ? {} : await bodyOf(request);
  if (!body) return refuse('BODY_BAD');
  return route({ url, query: url.searchParams, body, request, response });
}

function find(routes: Routes, method: string, path: string): Route | undefined {
  const exact = method + ' ' + path;
  if (Object.hasOwn(routes, exact)) return routes[exact];
  const folder = method + ' ' + path.slice(0, path.lastIndexOf('/')) + '/*';
  return Object.hasOwn(routes, folder) ? routes[folder] : undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Asked['body'] | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // A phone's form, as it came.
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return { form: text };
  try {
    const body: unknown = JSON.parse(text || '{}');
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Asked['body']) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, one: Answer): void {
  if (!one || response.headersSent) return;
  if ('location' in one) return void response.writeHead(303, { 'cache-control': 'no-store', location: one.location }).end();
  const text = typeof one.body === 'string' ? '; charset=utf-8' : '';
  response.writeHead(one.status, {
    'content-type': one.type + text,
    'cache-control': one.cache ?? 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(one.body);
}
