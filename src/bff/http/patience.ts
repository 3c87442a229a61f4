/** How long a client may take to say something. Held polls are not cut: they have been heard to the end. */
import Type from 'typebox';
import type { Static } from 'typebox';

export const Patience = Type.Object(
  {
    /** A whole request, head and body. A sealed answer is 2 KB; a box on a bad line needs a few seconds for it. */
    request_ms: Type.Integer({ minimum: 100, default: 15_000 }),
    /** Its head alone. */
    headers_ms: Type.Integer({ minimum: 100, default: 8_000 }),
    /** A connection between two requests; longer than a TV's longest pause, so that its next poll finds it open. */
    keep_alive_ms: Type.Integer({ minimum: 100, default: 30_000 }),
    /** How often slow ones are looked for. */
    check_ms: Type.Integer({ minimum: 50, default: 2_000 }),
  },
  { additionalProperties: false, default: {} },
);
export type Patience = Static<typeof Patience>;

/** Fastify's and Node's names for it. */
export function serverOptions({ request_ms, headers_ms, keep_alive_ms, check_ms }: Patience) {
  return {
    requestTimeout: request_ms,
    keepAliveTimeout: keep_alive_ms,
    http: { headersTimeout: headers_ms, connectionsCheckingInterval: check_ms, maxHeaderSize: 16 * 1024 },
  };
}
