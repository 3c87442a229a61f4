/** Headers every answer carries. Old engines ignore what they do not know. */
import type { FastifyInstance } from 'fastify';
import { contentPolicy } from '../../render/content-policy.ts';
import { Refusal } from '../../../protocol/refusal.ts';

export type HeaderSet = { readonly [name: string]: string };

const ALWAYS: HeaderSet = {
  'content-security-policy': contentPolicy(),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // No other site may show a code or read a step by embedding it.
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  // The cashier's address holds the order's token: it is never told to another site.
  'referrer-policy': 'no-referrer',
  // Orders, steps and errors hold tokens and states. Files of the page say otherwise themselves.
  'cache-control': 'no-store',
};

/** Half a year; of this host alone, because its neighbours are not ours to speak for. */
const ONLY_TLS: HeaderSet = {
  'strict-transport-security': 'max-age=15552000',
  // Browsers complain of it on plain http.
  'cross-origin-opener-policy': 'same-origin',
};

/** `public_url`: how viewers' boxes reach this server. */
export function headersFor(public_url: string): HeaderSet {
  return public_url.startsWith('https:') ? { ...ALWAYS, ...ONLY_TLS } : ALWAYS;
}

export function secureHeaders(app: FastifyInstance, headers: HeaderSet): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    // Node would refuse it without a word (patience.ts).
    if (request.raw.headers.host === undefined && request.raw.httpVersion === '1.1') throw new Refusal('BODY_BAD');
  });
}
