/** Does one due job: calls the channel or the merchant, and commits the answer as an event. */
import type { Channel, Evidence } from '../../../channels/port.ts';
import type { Accounts } from '../../channels/configured.ts';
import type { Store } from '../../store/port.ts';
import { waitingNotice } from '../money/notices.ts';
import { readJobKey } from '../job-keys.ts';
import { isOrphanId } from '../money/orphans.ts';
import type { Attempt, Job, Notice, Order, Payment } from '../payment.ts';
import type { Orphans } from './orphans.ts';
import { doRefundJob } from './refund-jobs.ts';
import type { RefundCalls, RefundOwner } from './refund-jobs.ts';
import type { Payments } from './service.ts';

export interface CallDeps {
  store: Store;
  payments: Payments;
  orphans: Orphans;
  now: () => number;
  accounts: Accounts;
  /** A fresh name for a call that may be made once. */
  name: () => string;
  /** A once-only call is not made later than this after its mark. */
  lease_ms: number;
  /** True when the merchant's server took it. */
  postNotice: (order: Order, notice: Notice) => Promise<boolean>;
}

export async function doJob(deps: CallDeps, order_id: string, key: string): Promise<void> {
  if (isOrphanId(order_id)) return orphanJob(deps, order_id, key);
  const payment = await deps.store.read({ id: order_id });
  const job = payment?.jobs.find((one) => one.key === key);
  if (!payment || !job || job.due_ms > deps.now()) return;
  const call = { key: job.key, serial: job.serial };
  if (job.call === 'tick') return void (await deps.payments.commit({ id: order_id }, { type: 'tick' }));
  if (job.call === 'notice') return notify(deps, payment, call);
  if (job.call === 'refund-fund') return void (await deps.payments.fund(payment, call));
  if (readJobKey(job.key).of === 'refund') {
    const owner: RefundOwner = { holder: payment, commit: (event) => deps.payments.commit({ id: order_id }, event) };
    return doRefundJob(refundCalls(deps), owner, job);
  }
  return attempt(deps, payment, job, call);
}

/** An orphan's only work is its refund. */
async function orphanJob(deps: CallDeps, id: string, key: string): Promise<void> {
  const orphan = await deps.store.readOrphan({ id });
  const job = orphan?.jobs.find((one) => one.key === key);
  if (!orphan || !job || job.due_ms > deps.now()) return;
  return doRefundJob(refundCalls(deps), { holder: orphan, commit: (event) => deps.orphans.commit(id, event) }, job);
}

function refundCalls(deps: CallDeps): RefundCalls {
  const { now, name, lease_ms } = deps;
  return { now, name, lease_ms, accountOf: (of) => accountOf(deps, of) };
}

type Call = { key: string; serial: number };

/** The account that made it; the start is refused without it (channels/unsettled.ts). */
function accountOf(deps: CallDeps, { channel, acquirer_id }: { channel: string; acquirer_id: string }): Channel {
  const account = deps.accounts.one(channel, acquirer_id);
  if (!account) throw new Error('the account is not configured: ' + channel + ' ' + acquirer_id);
  return account;
}

async function attempt(deps: CallDeps, payment: Payment, job: Job, call: Call): Promise<void> {
  const owner = readJobKey(job.key);
  const n = owner.of === 'attempt' ? owner.n : 0;
  const one = payment.attempts[n - 1];
  if (!one) throw new Error('a job for no attempt: ' + job.key);
  const key = { id: payment.order.id };
  const asked_at_ms = deps.now();
  // What makes something payable is not sent late: a tick takes the attempt to closing instead.
  if (job.not_after_ms !== undefined && asked_at_ms >= job.not_after_ms) return void (await deps.payments.commit(key, { type: 'tick' }));
  const channel = accountOf(deps, one);
  if (job.call === 'prepay' && channel.kind === 'scan' && one.kind === 'scan') {
    const answer = await channel.prepay(one.channel_no, one.body, one.product);
    return void (await deps.payments.commit(key, { type: 'prepaid', attempt: n, call, answer }));
  }
  const evidence = await look(channel, one, job);
  await deps.payments.commit(key, { type: 'evidence', attempt: n, call, evidence });
}

/** Asks about the attempt, or has it closed; a card cannot be closed. */
function look(channel: Channel, one: Attempt, job: Job): Promise<Evidence> {
  if (channel.kind === 'card') return channel.query(one.channel_no, one.created_ms);
  if (job.call === 'close') return channel.close(one.channel_no);
  return channel.kind === 'bank'
    ? channel.query(one.channel_no)
    : channel.query(one.channel_no, one.kind === 'scan' ? one.body : undefined);
}

async function notify(deps: CallDeps, payment: Payment, call: Call): Promise<void> {
  const notice = waitingNotice(payment.notices);
  if (!notice) return;
  const delivered = await deps.postNotice(payment.order, notice);
  await deps.payments.commit({ id: payment.order.id }, { type: 'notice-result', n: notice.n, call, delivered });
}
