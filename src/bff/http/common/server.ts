/** The Fastify server: limits, time limits, headers, and answers for requests that cannot be read. */
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { BffConfig } from '../../config/schema.ts';
import { serverOptions } from './client-timeouts.ts';
import { headersFor, secureHeaders } from './headers.ts';
import { unreadable } from './unreadable.ts';

/** Requests are small; a signed order is the largest. Bytes. */
const BODY_MAX = 16 * 1024;

export interface ServerParts {
  /** Names a request in the log and in what is refused. */
  newId: () => string;
  /** HTML for a viewer whose request cannot be read. */
  page: () => string;
}

export function httpServer(config: BffConfig, logger: FastifyBaseLogger, { newId, page }: ServerParts): FastifyInstance {
  const headers = headersFor(config.public_url);
  const { checkExpectation, ...refuseUnreadable } = unreadable(headers, config.lang, page);
  const app = Fastify({
    loggerInstance: logger,
    genReqId: newId,
    bodyLimit: BODY_MAX,
    trustProxy: config.trusted_proxies.length ? config.trusted_proxies : false,
    // Addresses hold order tokens: requests are logged by route, in the error handler, not by URL.
    logController: new LogController({ disableRequestLogging: true }),
    // A request on a connection that was taken before the stop is answered as any other; the connection ends with it.
    return503OnClosing: false,
    // Portals and viewers add slashes; what is signed is the path as it was sent.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    ...serverOptions(config.client_timeouts),
    ...refuseUnreadable,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
  }) as unknown as FastifyInstance;
  app.server.on('checkExpectation', checkExpectation);
  app.server.maxConnections = config.client_timeouts.connections_max;
  secureHeaders(app, headers);
  return app;
}
