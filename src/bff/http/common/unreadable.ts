/** Requests that reach no route, because their bytes or their address cannot be read: answered in the shape of all others. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../../protocol/order.ts';
import type { RefusalBody } from '../../../protocol/refusal.ts';
import { TEXTS } from '../../../protocol/texts/index.ts';
import type { HeaderSet } from './headers.ts';

/** Node's names for what was wrong; anything else is 400. */
const STATUS: { readonly [code: string]: number } = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  FST_ERR_MAX_PARAM_LENGTH: 414,
};

/** Options of the server. What was sent is never quoted: it may hold a token. */
export function unreadable(headers: HeaderSet, lang: Lang) {
  const { title, text } = TEXTS[lang].refusals.BODY_BAD;
  const said: RefusalBody = { error: { code: 'BODY_BAD', message: title + ' ' + text } };
  const body = JSON.stringify(said);
  const about = { ...headers, 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) };
  return {
    frameworkErrors: (error: { code?: string }, _request: FastifyRequest, reply: FastifyReply): void => {
      reply.raw.writeHead(STATUS[error.code ?? ''] ?? 400, about).end(body);
    },
    clientErrorHandler: (error: { code?: string }, socket: Socket): void => {
      if (error.code !== 'ECONNRESET' && socket.writable) {
        const status = STATUS[error.code ?? ''] ?? 400;
        const lines = Object.entries({ ...about, connection: 'close' }).map(([name, value]) => name + ': ' + value);
        socket.write(['HTTP/1.1 ' + status + ' ' + STATUS_CODES[status], ...lines, '', body].join('\r\n'));
      }
      socket.destroySoon();
    },
    /** Expect: anything but 100-continue. */
    checkExpectation: (_request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(417, about).end(body);
    },
  };
}
