/** Keeps strangers who post to /callbacks from taking the processor and the log: viewers come first. */
import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import { CHANNELS } from '../../../channels/index.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import { ranges } from '../../config/addresses.ts';
import { boundedQueue } from '../common/bounded-queue.ts';
import type { QueueLimits } from '../common/bounded-queue.ts';
import type { AddressShower } from '../common/client-address.ts';
import { bucket } from '../common/rates.ts';
import type { Rates } from '../common/rates.ts';
import type { LogLine, SummedLog } from '../common/summed-log.ts';

/** Addresses and ranges from which a bank calls; from there nothing is limited. By channel. */
export const CallbackAllow = Type.Object(
  Object.fromEntries(CHANNELS.map(({ id }) => [id, Type.Optional(Type.Array(Type.String({ maxLength: 50 })))])),
  { additionalProperties: false, default: {} },
);
export type CallbackAllow = { readonly [channel: string]: readonly string[] | undefined };

export interface CallbackGuard {
  /** Runs the reading of one callback in its turn. Throws a Refusal when too many wait. `log` sums what is rejected. */
  run<T>(from: { address: string; channel: string }, work: (log: LogLine) => Promise<T>): Promise<T>;
  /** Sums one that was refused before it could be read. */
  note(address: string, facts: { channel: string; kind: string; why: string }): void;
}

export interface GuardDeps {
  rate: Rates['callback'];
  allow: CallbackAllow;
  now: () => number;
  log: LogLine;
  summed: SummedLog;
  shown: AddressShower;
  queue?: QueueLimits;
}

/** Two signatures at a time: the second is verified while the first is committed. */
const QUEUE: QueueLimits = { at_once: 2, waiting: 200 };

/** An address that brought a genuine callback is trusted so long. */
const GENUINE_MS = 24 * 3_600_000;
const GENUINE_MAX = 1_000;

export function guardCallbacks(app: FastifyInstance, deps: GuardDeps): CallbackGuard {
  const { now, summed, shown } = deps;
  const strangers = bucket(deps.rate, now);
  const queue = boundedQueue(deps.queue ?? QUEUE);
  const genuine = genuineAddresses(now);
  const allowed = new Map(Object.entries(deps.allow).map(([channel, texts = []]) => [channel, ranges(texts)]));
  const isKnown = (address: string, channel: string): boolean => (allowed.get(channel)?.(address) ?? false) || genuine.has(address);

  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.url?.startsWith('/callbacks/')) return;
    const { channel = '' } = request.params as { channel?: string };
    if (isKnown(request.ip, channel) || strangers.take(request.ip)) return;
    void reply.header('retry-after', '1');
    throw new Refusal('RATE_LIMITED');
  });

  return {
    note(address, facts) {
      summed.note(['callback.rejected', facts.channel, address].join(' '), 'error', 'callback.rejected', { ...facts, ...shown(address) });
    },
    async run({ address, channel }, work) {
      let rejected = false;
      const log: LogLine = (level, event, facts) => {
        if (event !== 'callback.rejected') return deps.log(level, event, facts);
        rejected = true;
        summed.note([event, channel, address].join(' '), level, event, { ...facts, ...shown(address) });
      };
      const done = await queue.run(() => work(log), isKnown(address, channel));
      if (!done) throw new Refusal('BUSY');
      if (!rejected) genuine.add(address);
      return done.value;
    },
  };
}

/** The longest unused is forgotten first. */
function genuineAddresses(now: () => number): { has(address: string): boolean; add(address: string): void } {
  const last = new Map<string, number>();
  return {
    has: (address) => now() - (last.get(address) ?? -Infinity) < GENUINE_MS,
    add(address) {
      last.delete(address);
      last.set(address, now());
      if (last.size > GENUINE_MAX) last.delete(last.keys().next().value as string);
    },
  };
}
