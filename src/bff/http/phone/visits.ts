/** A phone's visit: a random name in a cookie, or in the page where a browser keeps no cookies. Stored hashed. */
import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomText } from '../../../protocol/world.ts';
import type { Jar } from './cookies.ts';

const NAME = 'lzp_visit';
const LENGTH = 26;
export const VISIT_PATTERN = '^[0-9a-z]{' + LENGTH + '}$';
const IS_VISIT = new RegExp(VISIT_PATTERN);
/** A day: as long as a late payment may want to be looked at. */
const LIFE_S = 86_400;

export interface Visits {
  /** The phone's name; a new one is given where it has none. `told`: what its page says. */
  of(request: FastifyRequest, reply: FastifyReply, told?: string): string;
  /** As it stands in attempts. */
  hash(visit: string): string;
}

export function visits(jar: Jar, secret: string, random: (length: number) => Uint8Array): Visits {
  return {
    of(request, reply, told) {
      const known = jar.read(request, NAME);
      if (known !== undefined && IS_VISIT.test(known)) return known;
      const visit = told !== undefined && IS_VISIT.test(told) ? told : randomText(random, LENGTH);
      jar.write(reply, NAME, visit, LIFE_S);
      return visit;
    },
    hash: (visit) =>
      createHmac('sha256', secret)
        .update('visit ' + visit)
        .digest('hex')
        .slice(0, 32),
  };
}
