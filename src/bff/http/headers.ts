/** Headers every answer carries. Old engines ignore what they do not know. */
import type { FastifyInstance } from 'fastify';

/** One script of ours, our styles and pictures, our own requests; nothing inline that runs. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // The cashier's address holds the order's token: it is never told to another site.
      'referrer-policy': 'no-referrer',
      // Orders, steps and errors hold tokens and states. Files of the page say otherwise themselves.
      'cache-control': 'no-store',
    });
  });
}
