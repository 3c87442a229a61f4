/** Money under a number that has no order: waited for, then held under an aggregate of its own. Pure, like decide. */
import type { Fen } from '../../../protocol/money.ts';
import { draftOf, flag } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { At, HolderEvent, Operator, Rules } from '../events.ts';
import { actorText, evidenceFacts } from '../journal-facts.ts';
import type { JournalRow } from '../journal-row.ts';
import type { Entry, Flag, Job, Receipt, Refund } from '../payment.ts';
import { book, ledger } from './ledger.ts';
import { refundEvent } from './refunds/events.ts';
import { refundSurplus } from './refunds/refunds.ts';

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
  /**
   * waiting: ours, its order may still appear; recorded: not ours, no entry; held: in the books, a person decides;
   * given-back: a person decided, its refund is under way or done.
   */
  state: 'waiting' | 'recorded' | 'held' | 'given-back';
  /** Once held: the one. */
  receipts: Receipt[];
  refunds: Refund[];
  jobs: Job[];
  flags: Flag[];
  /** Of the job that was planned last. */
  serial: number;
}

/** A channel reports it; `wait_ms`: so long its order may still appear. Or an operator gives it back; or its refund goes on. */
export type OrphanEvent = At &
  ({ type: 'reported'; wait_ms: number; money: OrphanMoney } | { type: 'give-back'; by: Operator } | HolderEvent);

export interface OrphanDecision {
  /** False: nothing to store. */
  changed: boolean;
  orphan: Orphan;
  entries: Entry[];
  /** Stored in the same commit. */
  journal?: JournalRow;
}

const ORPHAN = 'orphan:';

/** Of an orphan, or of its ledger. */
export function isOrphanId(id: string): boolean {
  return id.startsWith(ORPHAN);
}

export function orphanId({ channel, acquirer_id, txn }: Pick<OrphanMoney, 'channel' | 'acquirer_id' | 'txn'>): string {
  return ORPHAN + channel + ':' + acquirer_id + ':' + txn;
}

/** What the channel is told of its report: taken once the money is in the books, or was never ours. */
export function saidOf({ state }: Orphan): 'wait' | 'booked' | 'recorded' {
  return state === 'waiting' ? 'wait' : state === 'recorded' ? 'recorded' : 'booked';
}

/** Throws when an event other than a report comes for an orphan that is not known. */
export function decideOrphan(known: Orphan | undefined, event: OrphanEvent, rules: Rules): OrphanDecision {
  if (!known && event.type !== 'reported') throw new Error('no such orphan');
  const before = known ?? first((event as Extract<OrphanEvent, { type: 'reported' }>).money, event.now_ms);
  const d = draftOf(before.ledger_id, before, event, rules);
  apply(d, event);
  const changed = !known || d.entries.length > 0 || JSON.stringify(before) !== JSON.stringify(d.p);
  if (!changed) return { changed, orphan: before, entries: [] };
  d.p.version += 1;
  return { changed, orphan: d.p, entries: d.entries, journal: row(d, event) };
}

function apply(d: Draft<Orphan>, event: OrphanEvent): void {
  switch (event.type) {
    case 'reported':
      // Only money whose number is ours now is ever held.
      if (d.p.state === 'waiting' && event.money.ours && d.now_ms - d.p.first_ms >= event.wait_ms) hold(d);
      return;
    case 'give-back':
      return giveBack(d);
    default:
      return refundEvent(d, event);
  }
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

/** docs/money.md 7, entry 4. */
function hold(d: Draft<Orphan>): void {
  const { channel, acquirer_id, txn, channel_no, amount_fen, currency } = d.p;
  const money = { channel, acquirer_id, txn, channel_no, amount_fen: amount_fen as Fen, currency };
  d.p.state = 'held';
  d.p.receipts.push({ ...money, role: 'held', why: 'no_order', taken_ms: d.now_ms, returned_fen: 0 });
  book(d, 'orphan', [
    [ledger.channel(channel), amount_fen],
    [ledger.held(channel), -amount_fen],
  ]);
  flag(d, 'orphan', channel_no);
}

/** docs/money.md 7, entries 5 and 7. */
function giveBack(d: Draft<Orphan>): void {
  const receipt = d.p.receipts.find((r) => r.role === 'held');
  if (!receipt) return;
  d.p.state = 'given-back';
  receipt.role = 'given-back';
  book(d, 'held-given-back', [
    [ledger.held(receipt.channel), receipt.amount_fen],
    [ledger.viewers, -receipt.amount_fen],
  ]);
  refundSurplus(d, receipt, 'given back');
}

function row(d: Draft<Orphan>, event: OrphanEvent): JournalRow {
  const bank = 'bank:' + d.p.channel;
  return {
    order_id: d.id,
    version: d.p.version,
    at_ms: d.now_ms,
    event: event.type,
    actor: 'by' in event && typeof event.by === 'object' ? actorText(event.by) : bank,
    ...(event.type === 'refund-evidence' ? evidenceFacts(event.evidence) : {}),
  };
}
