/** Banks call here. Verified on raw bytes, committed, then acknowledged. */
import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { CallbackReading, Channel, RawCallback } from '../../../channels/port.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Accounts } from '../../channels/configured.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Orphans } from '../../payments/engine/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Store } from '../../store/port.ts';
import type { CallbackGuard } from './callback-guard.ts';

export interface CallbackDeps {
  payments: Payments;
  orphans: Orphans;
  store: Store;
  accounts: Accounts;
  prefix: string;
  now: () => number;
  /** An unknown number of ours is answered with a failure so long, then booked as an orphan. */
  orphan_ms: number;
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
}

/** A callback is a few kilobytes. */
const BODY_MAX = 64 * 1024;

export function callbackRoutes(app: FastifyInstance, deps: CallbackDeps, guard: CallbackGuard): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_MAX }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { channel: string } }>(
      '/callbacks/:channel',
      { schema: { params: Type.Object({ channel: Type.String({ maxLength: 20 }) }) }, bodyLimit: BODY_MAX },
      async (request, reply) => {
        const accounts = deps.accounts.of(request.params.channel);
        if (accounts.length === 0) throw new Refusal('PAGE_NOT_FOUND');
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const raw = { headers: request.headers as RawCallback['headers'], body };
        const from = { address: request.ip, channel: request.params.channel };
        const { outcome, channel } = await guard.run(from, (log) => take({ ...deps, log }, accounts, raw));
        const answer = channel.reply(outcome === 'taken', raw);
        // What is not the bank's own is no failure of ours: 5xx only says "bring it again".
        const status = outcome === 'rejected' && answer.status >= 500 ? 400 : answer.status;
        return reply.status(status).type(answer.content_type).send(answer.body);
      },
    );
  });
}

/** taken: the callback's news is durable, or was nothing for us. later: its number may still become ours. */
type Outcome = 'taken' | 'later' | 'rejected';

/** `channel`: the account that read it, whose answer it gets; a signed answer needs that account's key. */
export async function take(
  deps: CallbackDeps,
  accounts: readonly Channel[],
  raw: RawCallback,
): Promise<{ outcome: Outcome; channel: Channel }> {
  const { channel, reading } = await readBy(accounts, raw);
  return { outcome: await takeReading(deps, channel, reading), channel };
}

async function takeReading(deps: CallbackDeps, channel: Channel, reading: CallbackReading): Promise<Outcome> {
  const about = { channel: channel.id, kind: reading.kind };
  if (reading.kind === 'rejected') {
    deps.log(reading.alert ? 'error' : 'warn', 'callback.rejected', { ...about, why: reading.why });
    return 'rejected';
  }
  if (reading.kind === 'nothing') {
    deps.log('info', 'callback.nothing', { ...about, why: reading.why });
    return 'taken';
  }
  if (await deps.store.wasCalled(channel.id, reading.callback_id)) return 'taken';
  const payment = await absorb(deps, channel, reading);
  if (payment) return 'taken';
  return (await orphan(deps, channel, reading)) ? 'taken' : 'later';
}

/** By the account that verifies it; by none: the refusal that a person should look at, else the current account's. */
async function readBy(accounts: readonly Channel[], raw: RawCallback): Promise<{ channel: Channel; reading: CallbackReading }> {
  const rejected: { channel: Channel; reading: CallbackReading }[] = [];
  for (const channel of accounts) {
    const reading = await channel.readCallback(raw);
    if (reading.kind !== 'rejected') return { channel, reading };
    rejected.push({ channel, reading });
  }
  const told = rejected.find((one) => one.reading.kind === 'rejected' && one.reading.alert) ?? rejected[0];
  if (!told) throw new Error('a callback for no account');
  return told;
}

type News = Extract<CallbackReading, { kind: 'payment' | 'refund' }>;

async function absorb(deps: CallbackDeps, channel: Channel, news: News): Promise<Payment | undefined> {
  const key = { channel: channel.id, acquirer_id: channel.acquirer_id, channel_no: news.channel_no };
  const payment = await deps.payments.read(key);
  const seen = { channel: channel.id, callback_id: news.callback_id };
  if (!payment) return undefined;
  if (news.kind === 'payment') {
    const attempt = payment.attempts.find(
      (a) => a.channel === channel.id && a.acquirer_id === channel.acquirer_id && a.channel_no === news.channel_no,
    );
    return attempt && deps.payments.commit(key, { type: 'evidence', attempt: attempt.n, evidence: news.evidence }, { callback: seen });
  }
  const refund = payment.refunds.find((r) => r.tries.some((t) => t.channel_no === news.refund_channel_no));
  if (refund)
    return deps.payments.commit(
      key,
      { type: 'refund-evidence', refund: refund.id, channel_no: news.refund_channel_no, evidence: news.evidence },
      { callback: seen },
    );
  deps.log('error', 'callback.unknown-refund', { channel: channel.id, channel_no: news.refund_channel_no });
  return payment;
}

/** Money under a number that has no order (yet). */
async function orphan(deps: CallbackDeps, channel: Channel, news: News): Promise<boolean> {
  if (news.kind !== 'payment' || (news.evidence.kind !== 'paid' && news.evidence.kind !== 'claimed')) {
    deps.log('warn', 'callback.unknown-number', { channel: channel.id, channel_no: news.channel_no });
    return !news.channel_no.startsWith(deps.prefix);
  }
  const { txn, amount_fen, currency } = news.evidence;
  const ours = news.channel_no.startsWith(deps.prefix);
  const money = { channel: channel.id, acquirer_id: channel.acquirer_id, txn, channel_no: news.channel_no, amount_fen, currency, ours };
  const said = await deps.orphans.report(money, deps.orphan_ms);
  deps.log('error', 'callback.orphan', { channel: channel.id, channel_no: news.channel_no, said });
  return said !== 'wait';
}
