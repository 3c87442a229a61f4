/** Does one due job: calls the channel or the merchant, and commits the answer as an event. */
import type { CardChannel, CardRefundAsk, Channel, RefundEvidence } from '../../../channels/port.ts';
import type { Accounts } from '../../channels/configured.ts';
import type { Store } from '../../store/port.ts';
import { waitingNotice } from '../money/notices.ts';
import { readJobKey, refundJob } from '../job-keys.ts';
import { liveTry } from '../money/refunds/refunds.ts';
import type { Payments } from './service.ts';
import type { Job, Notice, Order, Payment, Refund, RefundTry } from '../payment.ts';

export interface CallDeps {
  store: Store;
  payments: Payments;
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
  const payment = await deps.store.read({ id: order_id });
  const job = payment?.jobs.find((one) => one.key === key);
  if (!payment || !job || job.due_ms > deps.now()) return;
  const call = { key: job.key, serial: job.serial };
  if (job.call === 'tick') return void (await deps.payments.commit({ id: order_id }, { type: 'tick' }));
  if (job.call === 'notice') return notify(deps, payment, call);
  if (job.call === 'refund' || job.call === 'refund-query') return refund(deps, payment, job, call);
  return attempt(deps, payment, job, call);
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
  if (channel.kind === 'card') {
    const evidence = await channel.query(one.channel_no, one.created_ms);
    return void (await deps.payments.commit(key, { type: 'evidence', attempt: n, call, evidence }));
  }
  if (job.call === 'prepay' && one.kind === 'scan') {
    const answer = await channel.prepay(one.channel_no, one.body);
    await deps.payments.commit(key, { type: 'prepaid', attempt: n, call, answer });
  } else {
    const evidence = job.call === 'close' ? await channel.close(one.channel_no) : await channel.query(one.channel_no);
    await deps.payments.commit(key, { type: 'evidence', attempt: n, call, evidence });
  }
}

async function refund(deps: CallDeps, payment: Payment, job: Job, call: Call): Promise<void> {
  const one = payment.refunds.find((r) => refundJob(r.id) === job.key);
  const tried = one && liveTry(one);
  if (!one || !tried) throw new Error('a job for no refund: ' + job.key);
  const ask = refundAsk(payment, one, tried);
  const channel = accountOf(deps, one);
  let evidence: RefundEvidence | undefined;
  if (channel.kind === 'card') evidence = await refundOnce(deps, channel, payment, one, job, ask);
  else evidence = job.call === 'refund' ? await channel.refund(ask) : await channel.queryRefund(ask);
  if (!evidence) return;
  await deps.payments.commit(
    { id: payment.order.id },
    { type: 'refund-evidence', refund: one.id, channel_no: tried.channel_no, call, evidence },
  );
}

/** The mark is committed first; a refund found with a mark is queried, never sent. */
async function refundOnce(
  deps: CallDeps,
  channel: CardChannel,
  payment: Payment,
  refund: Refund,
  job: Job,
  ask: CardRefundAsk,
): Promise<RefundEvidence | undefined> {
  if (job.call === 'refund-query') return channel.queryRefund(ask);
  const by = deps.name();
  const call = { key: job.key, serial: job.serial };
  const marked = await deps.payments.commit(
    { id: payment.order.id },
    { type: 'refund-sending', refund: refund.id, channel_no: ask.refund_channel_no, call, by },
  );
  const mine = marked?.refunds.find((r) => r.id === refund.id)?.tries.find((t) => t.sent_by === by);
  // Too long after the mark it may have been counted as lost already.
  if (mine?.sent_ms === undefined || deps.now() >= mine.sent_ms + deps.lease_ms) return undefined;
  return channel.refund({ ...ask, created_at_ms: mine.created_ms });
}

function refundAsk(payment: Payment, one: Refund, tried: RefundTry): CardRefundAsk {
  const receipt = payment.receipts.find((r) => r.txn === one.txn && r.channel === one.channel && r.acquirer_id === one.acquirer_id);
  if (!receipt) throw new Error('a refund without its receipt: ' + one.id);
  return {
    channel_no: receipt.channel_no,
    txn: receipt.txn,
    refund_channel_no: tried.channel_no,
    created_at_ms: tried.created_ms,
    amount_fen: one.amount_fen,
    total_fen: receipt.amount_fen,
    reason: one.reason,
  };
}

async function notify(deps: CallDeps, payment: Payment, call: Call): Promise<void> {
  const notice = waitingNotice(payment.notices);
  if (!notice) return;
  const delivered = await deps.postNotice(payment.order, notice);
  await deps.payments.commit({ id: payment.order.id }, { type: 'notice-result', n: notice.n, call, delivered });
}
