/** Due work about a refund, of a payment or of an orphan. */
import type { CardChannel, CardRefundAsk, Channel, RefundEvidence } from '../../../channels/port.ts';
import { refundJob } from '../job-keys.ts';
import type { HolderEvent } from '../events.ts';
import { liveTry } from '../money/refunds/refunds.ts';
import type { Holder, Job, Refund, RefundTry } from '../payment.ts';

/** Whose refund it is, and where its events are committed. */
export interface RefundOwner {
  holder: Holder;
  /** The holder after the event; undefined when it is gone. */
  commit(event: HolderEvent): Promise<Holder | undefined>;
}

export interface RefundCalls {
  now: () => number;
  /** A fresh name for a call that may be made once. */
  name: () => string;
  /** A once-only call is not made later than this after its mark. */
  lease_ms: number;
  accountOf: (of: { channel: string; acquirer_id: string }) => Channel;
}

export async function doRefundJob(calls: RefundCalls, owner: RefundOwner, job: Job): Promise<void> {
  const refund = owner.holder.refunds.find((r) => refundJob(r.id) === job.key);
  const tried = refund && liveTry(refund);
  if (!refund || !tried) throw new Error('a job for no refund: ' + job.key);
  const evidence = await ask(calls, owner, refund, tried, job);
  if (!evidence) return;
  const call = { key: job.key, serial: job.serial };
  await owner.commit({ type: 'refund-evidence', refund: refund.id, channel_no: tried.channel_no, call, evidence });
}

function ask(calls: RefundCalls, owner: RefundOwner, refund: Refund, tried: RefundTry, job: Job): Promise<RefundEvidence | undefined> {
  const channel = calls.accountOf(refund);
  const asked = refundAsk(owner.holder, refund, tried);
  if (job.call === 'refund-send-on') return sendOn(calls, channel, owner, refund, job, asked);
  if (job.call === 'refund-query') return channel.queryRefund(asked);
  return channel.kind === 'card' ? once(calls, channel, owner, refund, job, asked) : channel.refund(asked);
}

/** The mark is committed first; a refund found with a mark is queried, never sent. */
async function once(
  calls: RefundCalls,
  channel: CardChannel,
  owner: RefundOwner,
  refund: Refund,
  job: Job,
  asked: CardRefundAsk,
): Promise<RefundEvidence | undefined> {
  const by = calls.name();
  const call = { key: job.key, serial: job.serial };
  const marked = await owner.commit({ type: 'refund-sending', refund: refund.id, channel_no: asked.refund_channel_no, call, by });
  const mine = marked?.refunds.find((r) => r.id === refund.id)?.tries.find((t) => t.sent_by === by);
  // Too long after the mark it may have been counted as lost already.
  if (mine?.sent_ms === undefined || calls.now() >= mine.sent_ms + calls.lease_ms) return undefined;
  return channel.refund({ ...asked, created_at_ms: mine.created_ms });
}

/** Marked the same way. Its answer moves no ladder: the mark has planned the query. */
async function sendOn(
  calls: RefundCalls,
  channel: Channel,
  owner: RefundOwner,
  refund: Refund,
  job: Job,
  asked: CardRefundAsk,
): Promise<RefundEvidence | undefined> {
  if (channel.kind !== 'scan' || !channel.sendOn) throw new Error('a refund was sent on at a channel that cannot: ' + channel.id);
  const by = calls.name();
  const marked = await owner.commit({ type: 'refund-sending-on', refund: refund.id, call: { key: job.key, serial: job.serial }, by });
  const sent_on = marked?.refunds.find((r) => r.id === refund.id)?.sent_on;
  if (sent_on?.sent_by !== by || calls.now() >= (sent_on.sent_ms ?? 0) + calls.lease_ms) return undefined;
  return channel.sendOn(asked);
}

function refundAsk(holder: Holder, refund: Refund, tried: RefundTry): CardRefundAsk {
  const { channel, acquirer_id, txn } = refund;
  const receipt = holder.receipts.find((r) => r.txn === txn && r.channel === channel && r.acquirer_id === acquirer_id);
  if (!receipt) throw new Error('a refund without its receipt: ' + refund.id);
  return {
    channel_no: receipt.channel_no,
    txn,
    refund_channel_no: tried.channel_no,
    created_at_ms: tried.created_ms,
    amount_fen: refund.amount_fen,
    total_fen: receipt.amount_fen,
    reason: refund.reason,
  };
}
