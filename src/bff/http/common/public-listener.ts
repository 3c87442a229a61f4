/** A second listener that serves only what phones and banks need: a gateway to the public net may publish all of it. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { PHONE_PATH } from '../../../protocol/phone.ts';
import type { ClientTimeouts } from './client-timeouts.ts';
import { serverOptions } from './client-timeouts.ts';

const IS_PUBLIC = new RegExp('^(' + PHONE_PATH + '|/callbacks/)', 'i');

export interface PublicListener {
  listen(at: { host: string; port: number }): Promise<void>;
  close(): Promise<void>;
  readonly server: Server;
}

/** The same routes by the same app; anything else is 404 before it is looked at. */
export function publicListener(app: FastifyInstance, timeouts: ClientTimeouts): PublicListener {
  const { http, requestTimeout, keepAliveTimeout, maxRequestsPerSocket } = serverOptions(timeouts);
  const server = createServer({ ...http, requestTimeout, keepAliveTimeout }, (request: IncomingMessage, response: ServerResponse) => {
    // As it stands on the wire: dots and encoded slashes are no way around.
    if (IS_PUBLIC.test(request.url ?? '') && !/\/\.|%2e|%2f|%5c|\\/i.test(request.url ?? '')) return app.routing(request, response);
    response
      .writeHead(404, {
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
      })
      .end('not found\n');
  });
  server.maxRequestsPerSocket = maxRequestsPerSocket;
  server.maxConnections = timeouts.connections_max;
  return {
    server,
    listen: ({ host, port }) =>
      new Promise((done, failed) => {
        server.once('error', failed);
        server.listen(port, host, () => done());
      }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
      }),
  };
}
