/** What a callback changes: by the account that verifies it, into the payment, or as money and news that have no order. */
import type { CallbackReading, Channel, RawCallback } from '../../../channels/port.ts';
import type { Payments } from '../../payments/engine/service.ts';
import type { Orphans } from '../../payments/engine/orphans.ts';
import { attemptByNo, refundByNo } from '../../payments/numbers.ts';
import type { Store } from '../../store/port.ts';
import type { UnbookedNews } from './unreadable.ts';

export interface TakeDeps {
  payments: Payments;
  orphans: Orphans;
  store: Store;
  prefix: string;
  now: () => number;
  /** An unknown number of ours is answered with a failure so long, then booked as an orphan. */
  orphan_ms: number;
  log: (level: 'info' | 'warn' | 'error', event: string, facts: { [name: string]: string | number | boolean }) => void;
  /** True once news that the books cannot take is flagged. */
  unbooked: (news: UnbookedNews) => Promise<boolean>;
}

/** taken: the callback's news is durable, or was nothing for us. later: its number may still become ours. */
export type Outcome = 'taken' | 'later' | 'rejected';

/** `channel`: the account that read it, whose answer it gets; a signed answer needs that account's key. */
export async function take(
  deps: TakeDeps,
  accounts: readonly Channel[],
  raw: RawCallback,
): Promise<{ outcome: Outcome; channel: Channel }> {
  const { channel, reading } = await readBy(accounts, raw);
  return { outcome: await takeReading(deps, channel, reading), channel };
}

async function takeReading(deps: TakeDeps, channel: Channel, reading: CallbackReading): Promise<Outcome> {
  const about = { channel: channel.id, kind: reading.kind };
  if (reading.kind === 'rejected') {
    // A probe is refused on purpose; whatever else is refused may be a genuine one that our settings no longer fit.
    const [reason = ''] = reading.why.split(':');
    deps.log(reason === 'probe' ? 'warn' : 'error', 'callback.rejected', { ...about, why: reading.why });
    return 'rejected';
  }
  if (reading.kind === 'nothing') {
    deps.log('info', 'callback.nothing', { ...about, why: reading.why });
    return 'taken';
  }
  if (await deps.store.wasCalled(channel.id, reading.callback_id)) return 'taken';
  if (reading.kind === 'unreadable-money') return unbookedNews(deps, channel, reading, 'unreadable-money', reading.why);
  const absorbed = await absorb(deps, channel, reading);
  if (absorbed !== 'unknown') return absorbed;
  return orphan(deps, channel, reading);
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

async function absorb(deps: TakeDeps, channel: Channel, news: News): Promise<'taken' | 'later' | 'unknown'> {
  const key = { channel: channel.id, acquirer_id: channel.acquirer_id, channel_no: news.channel_no };
  const payment = await deps.payments.read(key);
  const seen = { channel: channel.id, callback_id: news.callback_id };
  if (!payment) return 'unknown';
  if (news.kind === 'payment') {
    const attempt = attemptByNo(payment, key);
    if (!attempt) return 'unknown';
    await deps.payments.commit(key, { type: 'evidence', attempt: attempt.n, evidence: news.evidence }, { callback: seen });
    return 'taken';
  }
  const found = refundByNo(payment, news.refund_channel_no);
  if (!found) return unbookedNews(deps, channel, news, 'unknown-refund', news.refund_channel_no);
  await deps.payments.commit(
    key,
    { type: 'refund-evidence', refund: found.refund.id, channel_no: news.refund_channel_no, evidence: news.evidence },
    { callback: seen },
  );
  return 'taken';
}

/** The ladder's own queries go on meanwhile, and may read what the callback did not say. */
async function unbookedNews(
  deps: TakeDeps,
  { id, acquirer_id }: Channel,
  { channel_no, callback_id }: { channel_no: string; callback_id: string },
  what: UnbookedNews['what'],
  detail: string,
): Promise<'taken' | 'later'> {
  const flagged = await deps.unbooked({ channel: id, acquirer_id, channel_no, callback_id, what, detail });
  deps.log('error', 'callback.' + what, { channel: id, channel_no, detail, flagged });
  return flagged ? 'taken' : 'later';
}

/** Money under a number that has no order (yet). */
async function orphan(deps: TakeDeps, channel: Channel, news: News): Promise<'taken' | 'later'> {
  const ours = news.channel_no.startsWith(deps.prefix);
  if (news.kind === 'refund' && ours) return unbookedNews(deps, channel, news, 'unknown-refund', news.refund_channel_no);
  if (news.kind !== 'payment' || (news.evidence.kind !== 'paid' && news.evidence.kind !== 'claimed')) {
    deps.log('warn', 'callback.unknown-number', { channel: channel.id, channel_no: news.channel_no });
    return ours ? 'later' : 'taken';
  }
  const { txn, amount_fen, currency } = news.evidence;
  const money = { channel: channel.id, acquirer_id: channel.acquirer_id, txn, channel_no: news.channel_no, amount_fen, currency, ours };
  const said = await deps.orphans.report(money, deps.orphan_ms);
  deps.log('error', 'callback.orphan', { channel: channel.id, channel_no: news.channel_no, said });
  return said === 'wait' ? 'later' : 'taken';
}
