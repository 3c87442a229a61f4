/** How fast somebody may ask: token buckets by address, by order and by merchant. In memory: a restart forgives. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../../protocol/refusal.ts';

const Rate = (per_s: number, burst: number) =>
  Type.Object(
    { per_s: Type.Number({ minimum: 0, default: per_s }), burst: Type.Integer({ minimum: 1, default: burst }) },
    { additionalProperties: false, default: {} },
  );

/** `per_s` 0: no limit. Many boxes share an address behind the operator's gateway: name it in trusted_proxies, or raise this. */
export const Rates = Type.Object(
  {
    address: Rate(200, 2_000),
    /** One television: a remote makes a few requests a second, and two may show the same order. */
    order: Rate(8, 60),
    /** Counted after the signature is checked, so that nobody else uses it up. */
    merchant: Rate(200, 1_000),
    /** All phones of one order together: each asks every two seconds. */
    phone: Rate(20, 200),
    /** Codes that are none, from one address. */
    unknown_code: Rate(1, 30),
    /** Callbacks from an address that brought no genuine one lately and is not in callback_allow. */
    callback: Rate(50, 200),
  },
  { additionalProperties: false, default: {} },
);
export type Rates = Static<typeof Rates>;

/** More are forgotten, the longest unused first: memory stays flat under any flood of addresses. */
const KEPT_MAX = 50_000;

export interface Bucket {
  /** False when it is empty. */
  take(key: string): boolean;
}

export function bucket({ per_s, burst }: { per_s: number; burst: number }, now: () => number): Bucket {
  const left = new Map<string, { tokens: number; at_ms: number }>();
  return {
    take(key) {
      if (per_s === 0) return true;
      const now_ms = now();
      const one = left.get(key) ?? { tokens: burst, at_ms: now_ms };
      // A clock set back gives nothing, and takes nothing.
      const tokens = Math.min(burst, one.tokens + (Math.max(0, now_ms - one.at_ms) * per_s) / 1000);
      left.delete(key);
      left.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at_ms: now_ms });
      if (left.size > KEPT_MAX) left.delete(left.keys().next().value as string);
      return tokens >= 1;
    },
  };
}

export interface RateGuard {
  /** Throws a Refusal. */
  merchant(id: string): void;
}

export function limitRates(app: FastifyInstance, rates: Rates, now: () => number): RateGuard {
  const [address, order, merchant] = [bucket(rates.address, now), bucket(rates.order, now), bucket(rates.merchant, now)];
  const refuse = (good: boolean): void => {
    if (!good) throw new Refusal('RATE_LIMITED');
  };
  app.addHook('onRequest', async (request, reply) => {
    // Banks retry on their own schedule; callbacks/callback-guard.ts limits strangers. Phones share addresses: http/phone limits them.
    if (/^\/(callbacks|s)\//i.test(request.routeOptions.url ?? '')) return;
    const token = (request.params as { token?: string } | undefined)?.token;
    const good = address.take(request.ip) && (token === undefined || order.take(token));
    if (!good) void reply.header('retry-after', '1');
    refuse(good);
  });
  return { merchant: (id) => refuse(merchant.take(id)) };
}
