/** Notices that every client comes from one private address: a proxy that is not trusted, so that all boxes share one limit. */
import type { FastifyInstance } from 'fastify';
import { plainAddress, ranges } from '../../config/addresses.ts';
import type { LogLine } from './summed-log.ts';

/** So many requests in a row. */
const ENOUGH = 1_000;

const LOOPBACK = ranges(['127.0.0.0/8', '::1']);
const PRIVATE = ranges(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);

/** One warning, when all of the first requests came from there; on loopback only with a proxy's header. */
export function warnOfOneAddress(app: FastifyInstance, trusted_proxies: readonly string[], log: LogLine, enough = ENOUGH): void {
  if (trusted_proxies.length > 0) return;
  let only: string | undefined;
  let seen = 0;
  app.addHook('onRequest', async ({ ip, headers }) => {
    if (seen >= enough) return;
    const forwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
    // A probe of this machine says nothing about clients.
    if (LOOPBACK(ip) && !forwarded) return;
    only ??= ip;
    // Two clients are enough to know that addresses arrive.
    seen = (PRIVATE(ip) || LOOPBACK(ip)) && ip === only ? seen + 1 : enough + 1;
    if (seen === enough) log('warn', 'clients.one-address', { address: plainAddress(ip), forwarded, mend: MEND });
  });
}

const MEND =
  'All requests come from one private address: if that is a reverse proxy, name it in "trusted_proxies"; until then all boxes share the limits of one address.';
