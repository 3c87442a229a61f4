/** The story of an order: its commits in order, or where they are older than the journal, the facts its payment still tells. */
import { yuan } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { shortNo } from '../payments/ids.ts';
import type { Entry, Payment } from '../payments/payment.ts';
import type { JournalEntry } from '../store/port.ts';

export interface StoryLine {
  at_ms: number;
  /** journal: as it was committed; derived: read from the payment afterwards. */
  from: 'journal' | 'derived';
  /** viewer, clock, bank:<channel>, merchant:<id>, operator:<name>@<via>; absent where it is derived. */
  actor?: string;
  /** The event, or a derived fact in words. */
  event: string;
  about?: string;
  source?: string;
  kind?: string;
  code?: string;
  /** The question that the viewer saw after it. */
  question?: string;
  entries: { account: string; amount_fen: number; cause: string }[];
}

export interface Story {
  order: {
    id: string;
    short_no: string;
    merchant_id: string;
    order_no: string;
    subject: string;
    amount_fen: number;
    state: string;
    created_ms: number;
    expires_ms: number;
    version: number;
  };
  /** One sentence where something is older than the journal. */
  note?: string;
  lines: StoryLine[];
  /** Ledger lines of commits that the journal does not have. */
  entries_before: { account: string; amount_fen: number; cause: string }[];
  flags: { code: string; detail: string; at_ms: number }[];
}

export function storyOf(payment: Payment, journal: readonly JournalEntry[], entries: readonly Entry[]): Story {
  const { order, version } = payment;
  const { id, merchant_id, order_no, subject, amount_fen, state, created_ms, expires_ms } = order;
  const first = journal[0];
  const before = first === undefined ? Infinity : first.version > 1 ? first.at_ms : -Infinity;
  const derived = derivedLines(payment).filter((line) => line.at_ms < before);
  const journalled = new Set(journal.map((row) => row.version));
  return {
    order: { id, short_no: shortNo(id), merchant_id, order_no, subject, amount_fen, state, created_ms, expires_ms, version },
    ...(before === -Infinity ? {} : { note: noteOf(first) }),
    lines: [...derived, ...journal.map((row) => journalLine(row, entries))],
    entries_before: entries.filter((one) => !journalled.has(one.version)).map(withoutPlace),
    flags: payment.flags.map(({ code, detail, at_ms }) => ({ code, detail, at_ms })),
  };
}

function noteOf(first: JournalEntry | undefined): string {
  return first
    ? 'The beginning is older than the journal: lines marked "derived" are read from the payment, and nobody knows any more who caused them.'
    : 'This order is older than the journal: all lines are read from the payment, and nobody knows any more who caused them.';
}

function withoutPlace({ account, amount_fen, cause }: Entry): { account: string; amount_fen: number; cause: string } {
  return { account, amount_fen, cause };
}

function journalLine(row: JournalEntry, entries: readonly Entry[]): StoryLine {
  const { at_ms, actor, event, about, source, kind, code, question, version } = row;
  return {
    at_ms,
    from: 'journal',
    actor,
    event,
    ...(about ? { about } : {}),
    ...(source ? { source } : {}),
    ...(kind ? { kind } : {}),
    ...(code ? { code } : {}),
    ...(question ? { question } : {}),
    entries: entries.filter((one) => one.version === version).map(withoutPlace),
  };
}

/** Everything in a payment that has a time, in the order of time. */
export function derivedLines(payment: Payment): StoryLine[] {
  const lines: StoryLine[] = [];
  const add = (at_ms: number | undefined, event: string, about?: string, code?: string): void => {
    if (at_ms === undefined) return;
    lines.push({ at_ms, from: 'derived', event, ...(about ? { about } : {}), ...(code ? { code } : {}), entries: [] });
  };
  const { order } = payment;
  add(order.created_ms, 'order created, ' + yuan(order.amount_fen));
  add(order.closing_ms, 'order began to close' + (order.closing_why ? ' (' + order.closing_why + ')' : ''));
  add(order.ended_ms, 'order ' + order.state);
  for (const one of payment.attempts) {
    add(one.created_ms, 'attempt at ' + one.channel, 'attempt ' + one.n);
    if (one.kind === 'card') add(one.card.sent_ms, 'card payment sent', 'attempt ' + one.n);
    if (one.kind === 'bank') one.bank.tries.forEach((tried) => add(tried.sent_ms, 'password sent', 'attempt ' + one.n));
    add(one.ended_ms, 'attempt ' + one.state + (one.why ? ' (' + one.why + ')' : ''), 'attempt ' + one.n, one.code);
  }
  for (const one of payment.receipts) add(one.taken_ms, 'money came, ' + yuan(one.amount_fen) + ', ' + one.role, 'receipt ' + one.txn);
  for (const one of payment.refunds) {
    add(one.created_ms, 'refund of ' + yuan(one.amount_fen as Fen), 'refund ' + one.id);
    add(one.ended_ms, 'refund ' + one.state, 'refund ' + one.id);
  }
  for (const one of payment.notices) {
    add(one.created_ms, 'notice ' + one.type, 'notice ' + one.n);
    add(one.delivered_ms, 'notice delivered', 'notice ' + one.n);
  }
  for (const one of payment.flags) add(one.at_ms, 'flag ' + one.code, one.detail);
  return lines.sort((a, b) => a.at_ms - b.at_ms);
}
