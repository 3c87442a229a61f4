/** Requests that reach no route, because their bytes or their address cannot be read: answered in the shape of all others, JSON or a page. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../../protocol/order.ts';
import type { RefusalBody } from '../../../protocol/refusal.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import { landed } from './errors.ts';
import type { HeaderSet } from './headers.ts';
import { isLanding } from './landing.ts';
import { problemOf } from './problem.ts';

/** Node's names for what was wrong; anything else is 400. */
const STATUS: { readonly [code: string]: number } = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  FST_ERR_MAX_PARAM_LENGTH: 414,
};

/** As much of a request's first line as is looked at: enough for the beginning of a path. */
const LINE_MAX = 200;

interface Answer {
  headers: HeaderSet;
  body: string;
}

/** Options of the server. What was sent is never quoted: it may hold a token. `page`: HTML of the screen that says so. */
export function unreadable(headers: HeaderSet, lang: Lang, page: () => string) {
  const { title, text } = TEXTS[lang].refusals.BODY_BAD;
  const said: RefusalBody = { error: { code: 'BODY_BAD', message: title + ' ' + text } };
  const answer = (type: string, body: string): Answer => ({
    headers: { ...headers, 'content-type': type + '; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) },
    body,
  });
  const json = answer('application/json', JSON.stringify(said));
  /** A merchant's program reads the same shape whatever is wrong. */
  const problem = (status: number, trace_id: string): Answer =>
    answer('application/problem+json', JSON.stringify({ ...problemOf(new Refusal('BODY_BAD'), trace_id, { title, text }), status }));
  const answerTo = (viewer: boolean): Answer => (viewer ? answer('text/html', page()) : json);
  return {
    frameworkErrors: (error: { code?: string }, request: FastifyRequest, reply: FastifyReply): void => {
      const status = STATUS[error.code ?? ''] ?? 400;
      const about = request.raw.url?.startsWith('/v2/') ? problem(status, request.id) : answerTo(landed(request));
      reply.raw.writeHead(status, about.headers).end(about.body);
    },
    clientErrorHandler: (error: { code?: string; rawPacket?: unknown }, socket: Socket): void => {
      if (error.code !== 'ECONNRESET' && socket.writable) {
        const status = STATUS[error.code ?? ''] ?? 400;
        const about = answerTo(beginsLanding(error.rawPacket));
        const lines = Object.entries({ ...about.headers, connection: 'close' }).map(([name, value]) => name + ': ' + value);
        socket.write(['HTTP/1.1 ' + status + ' ' + STATUS_CODES[status], ...lines, '', about.body].join('\r\n'));
      }
      socket.destroySoon();
    },
    /** Expect: anything but 100-continue. */
    checkExpectation: (_request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(417, json.headers).end(json.body);
    },
  };
}

/** The bytes of a request whose head is too long or damaged, where it is a viewer's: an address or a cookie that portals made long. */
function beginsLanding(bytes: unknown): boolean {
  const line = Buffer.isBuffer(bytes) ? bytes.toString('latin1', 0, LINE_MAX) : '';
  const [, url] = /^GET (\/\S*)/.exec(line) ?? [];
  return url !== undefined && isLanding({ method: 'GET', url });
}
