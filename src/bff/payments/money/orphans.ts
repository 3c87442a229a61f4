/** Money under a number that has no order: waited for, then held under an aggregate of its own. Pure, like decide. */
import type { Entry, Flag, Job, Refund } from '../payment.ts';

/** What a channel said about it. `ours`: the number carries our prefix, so an order may still appear. */
export interface OrphanMoney {
  channel: string;
  acquirer_id: string;
  txn: string;
  channel_no: string;
  amount_fen: number;
  currency: string;
  ours: boolean;
}

export interface Orphan extends OrphanMoney {
  /** orphanId of its channel, acquirer and transaction. */
  id: string;
  /** Counts commits. */
  version: number;
  /** The id its entries, receipt and flags carry: `id`, or "orphan:<channel>:<txn>" where it was held before migration 003. */
  ledger_id: string;
  first_ms: number;
  /** waiting: ours, its order may still appear; recorded: not ours, no entry; held: in the books, a person decides. */
  state: 'waiting' | 'recorded' | 'held';
  held_ms?: number;
  refunds: Refund[];
  jobs: Job[];
}

/** A channel reports it. `wait_ms`: so long its order may still appear. */
export type OrphanEvent = { type: 'reported'; now_ms: number; wait_ms: number; money: OrphanMoney };

export interface OrphanDecision {
  /** False: nothing to store. */
  changed: boolean;
  orphan: Orphan;
  entries: Entry[];
  flags: Flag[];
  said: 'wait' | 'booked' | 'recorded';
}

export function orphanId({ channel, acquirer_id, txn }: Pick<OrphanMoney, 'channel' | 'acquirer_id' | 'txn'>): string {
  return 'orphan:' + channel + ':' + acquirer_id + ':' + txn;
}

export function decideOrphan(known: Orphan | undefined, { money, now_ms, wait_ms }: OrphanEvent): OrphanDecision {
  const orphan = known ?? first(money, now_ms);
  // Who it belongs to was decided when it was first seen, and by its number now: only money that is ours is ever held.
  if (!money.ours) return { changed: !known, orphan: known ?? numbered(orphan, {}), entries: [], flags: [], said: 'recorded' };
  if (orphan.state === 'held') return { changed: false, orphan, entries: [], flags: [], said: 'booked' };
  if (now_ms - orphan.first_ms >= wait_ms) return hold(orphan, now_ms);
  return { changed: !known, orphan: known ?? numbered(orphan, {}), entries: [], flags: [], said: 'wait' };
}

function first(money: OrphanMoney, now_ms: number): Orphan {
  const id = orphanId(money);
  return { ...money, id, version: 0, ledger_id: id, first_ms: now_ms, state: money.ours ? 'waiting' : 'recorded', refunds: [], jobs: [] };
}

function numbered(orphan: Orphan, change: Partial<Orphan>): Orphan {
  return { ...orphan, ...change, version: orphan.version + 1 };
}

/** docs/money.md 7, entry 4. */
function hold(before: Orphan, now_ms: number): OrphanDecision {
  const orphan = numbered(before, { state: 'held', held_ms: now_ms });
  const { ledger_id, version, channel, amount_fen, channel_no } = orphan;
  const line = (n: number, account: string, fen: number): Entry => ({
    order_id: ledger_id,
    version,
    line: n,
    account,
    amount_fen: fen,
    cause: 'orphan',
  });
  return {
    changed: true,
    orphan,
    entries: [line(1, 'channel:' + channel, amount_fen), line(2, 'held:' + channel, -amount_fen)],
    flags: [{ code: 'orphan', at_ms: now_ms, detail: channel_no }],
    said: 'booked',
  };
}
