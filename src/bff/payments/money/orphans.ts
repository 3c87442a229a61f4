/** Money under a number that has no order: waited for, then held under an aggregate of its own. Pure, like decide. */
import type { Fen } from '../../../protocol/money.ts';
import type { JournalRow } from '../journal-row.ts';
import type { Entry, Flag, Job, Receipt, Refund } from '../payment.ts';

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
  /** The id its entries, receipts and flags carry: `id`, or "orphan:<channel>:<txn>" where it was held before migration 004. */
  ledger_id: string;
  first_ms: number;
  /** waiting: ours, its order may still appear; recorded: not ours, no entry; held: in the books, a person decides. */
  state: 'waiting' | 'recorded' | 'held';
  /** Once held: the one. */
  receipts: Receipt[];
  refunds: Refund[];
  jobs: Job[];
  flags: Flag[];
  /** Of the job that was planned last. */
  serial: number;
}

/** A channel reports it. `wait_ms`: so long its order may still appear. */
export type OrphanEvent = { type: 'reported'; now_ms: number; wait_ms: number; money: OrphanMoney };

export interface OrphanDecision {
  /** False: nothing to store. */
  changed: boolean;
  orphan: Orphan;
  entries: Entry[];
  /** Stored in the same commit. */
  journal?: JournalRow;
  said: 'wait' | 'booked' | 'recorded';
}

export function orphanId({ channel, acquirer_id, txn }: Pick<OrphanMoney, 'channel' | 'acquirer_id' | 'txn'>): string {
  return 'orphan:' + channel + ':' + acquirer_id + ':' + txn;
}

export function decideOrphan(known: Orphan | undefined, { money, now_ms, wait_ms }: OrphanEvent): OrphanDecision {
  const orphan = known ?? first(money, now_ms);
  // Who it belongs to was decided when it was first seen, and by its number now: only money that is ours is ever held.
  if (!money.ours) return { changed: !known, orphan: known ?? numbered(orphan, {}), entries: [], said: 'recorded' };
  if (orphan.state === 'held') return { changed: false, orphan, entries: [], said: 'booked' };
  if (now_ms - orphan.first_ms >= wait_ms) return hold(orphan, now_ms);
  return { changed: !known, orphan: known ?? numbered(orphan, {}), entries: [], said: 'wait' };
}

function first(money: OrphanMoney, now_ms: number): Orphan {
  const id = orphanId(money);
  return {
    ...money,
    id,
    version: 0,
    ledger_id: id,
    first_ms: now_ms,
    state: money.ours ? 'waiting' : 'recorded',
    receipts: [],
    refunds: [],
    jobs: [],
    flags: [],
    serial: 0,
  };
}

function numbered(orphan: Orphan, change: Partial<Orphan>): Orphan {
  return { ...orphan, ...change, version: orphan.version + 1 };
}

/** docs/money.md 7, entry 4. */
function hold(before: Orphan, now_ms: number): OrphanDecision {
  const { ledger_id, channel, acquirer_id, txn, channel_no, amount_fen, currency } = before;
  const money = { channel, acquirer_id, txn, channel_no, amount_fen: amount_fen as Fen, currency };
  const orphan = numbered(before, {
    state: 'held',
    receipts: [{ ...money, role: 'held', why: 'no_order', taken_ms: now_ms, returned_fen: 0 }],
    flags: [{ code: 'orphan', at_ms: now_ms, detail: channel_no }],
  });
  const { version } = orphan;
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
    said: 'booked',
  };
}
