/** How long a client may take to say something. Held polls are not cut: they have been heard to the end. */
import Type from 'typebox';
import type { Static } from 'typebox';

export const ClientTimeouts = Type.Object(
  {
    /** A whole request, head and body. A sealed answer is 2 KB; a box on a bad line needs a few seconds for it. */
    request_ms: Type.Integer({ minimum: 100, default: 15_000 }),
    /** Its head alone. */
    headers_ms: Type.Integer({ minimum: 100, default: 8_000 }),
    /** A connection between two requests; longer than a TV's longest pause, so that its next poll finds it open. */
    keep_alive_ms: Type.Integer({ minimum: 100, default: 30_000 }),
    /** Requests on one connection; the last is answered with `Connection: close`. At a poll each 25 s that is seven hours. */
    requests_max: Type.Integer({ minimum: 1, default: 1_000 }),
    /** Connections at a time; more are hung up on, so that a flood ends before memory does. Each held poll needs one. */
    connections_max: Type.Integer({ minimum: 1, default: 20_000 }),
    /** How often slow ones are looked for. */
    check_ms: Type.Integer({ minimum: 50, default: 2_000 }),
  },
  { additionalProperties: false, default: {} },
);
export type ClientTimeouts = Static<typeof ClientTimeouts>;

/** Fastify's and Node's names for it. */
export function serverOptions({ request_ms, headers_ms, keep_alive_ms, requests_max, check_ms }: ClientTimeouts) {
  return {
    requestTimeout: request_ms,
    keepAliveTimeout: keep_alive_ms,
    // A quiet socket is a held poll, or is between requests.
    connectionTimeout: 0,
    maxRequestsPerSocket: requests_max,
    http: { headersTimeout: headers_ms, connectionsCheckingInterval: check_ms, maxHeaderSize: 16 * 1024, requireHostHeader: false },
  };
}
