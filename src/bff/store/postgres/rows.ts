/** The rows of what one change made. Only what is new or different is written. */
import type { Act } from '../../operators/acts.ts';
import type { JournalRow } from '../../payments/journal-row.ts';
import type { Orphan, OrphanDecision } from '../../payments/money/orphans.ts';
import type { Decision, Entry, Flag, Job, Payment, Refund } from '../../payments/payment.ts';
import { BACKGROUND } from '../../payments/urgency.ts';
import { differing } from '../differing.ts';
import type { Change, Reservation } from '../port.ts';
import { waitingRows } from '../waiting-refunds.ts';
import { put } from './sheet.ts';
import type { Sheet } from './sheet.ts';

export function changeRows(
  sheet: Sheet,
  before: Payment | undefined,
  made: Omit<Change<unknown>, 'value'>,
  of: { limits?: Reservation | undefined; acts: readonly Act[]; now_ms: number },
): void {
  if (made.decision?.changed) paymentRows(sheet, before, made.decision, of.now_ms);
  if (made.callback) put(sheet, 'callback', made.callback.channel, made.callback.callback_id, made.callback.at_ms);
  if (made.note_limits && of.limits) useRows(sheet, of.limits);
  for (const slot of made.give_back ?? []) put(sheet, 'notUsed', slot);
  actRows(sheet, made.acts ?? [], of.acts);
}

export function orphanRows(sheet: Sheet, before: Orphan | undefined, { orphan, entries, journal }: OrphanDecision, now_ms: number): void {
  const { id, version, state, channel, acquirer_id, channel_no, amount_fen, ledger_id } = orphan;
  const body = JSON.stringify(orphan);
  if (before) put(sheet, 'oldOrphan', id, before.version, version, state, body);
  else put(sheet, 'newOrphan', id, ledger_id, version, state, channel, acquirer_id, channel_no, amount_fen, body);
  jobRows(sheet, id, before?.jobs ?? [], orphan.jobs);
  entryRows(sheet, entries, now_ms);
  // Of no merchant: its refunds have no number that must be unique.
  moneyRows(sheet, { id, ledger_id, merchant_id: '' }, before, orphan);
  flagRows(sheet, ledger_id, before?.flags ?? [], orphan.flags);
  if (journal) journalRow(sheet, journal);
}

export function useRows(sheet: Sheet, { limits, slot, at_ms }: Reservation): void {
  for (const one of limits) put(sheet, 'use', one.scope, one.who, at_ms, slot);
}

/** `known`: as they are stored. */
export function actRows(sheet: Sheet, acts: readonly Act[], known: readonly Act[]): void {
  for (const act of acts) {
    const body = JSON.stringify(act);
    const { id, order_id, item, state, two_persons, proposed_by, proposed_ms } = act;
    const decided_by = act.decided_by?.name ?? null;
    if (known.some((one) => one.id === id)) put(sheet, 'act', id, state, decided_by, body);
    else put(sheet, 'newAct', id, order_id, item, state, two_persons, proposed_by.name, decided_by, proposed_ms, body);
  }
}

function paymentRows(sheet: Sheet, before: Payment | undefined, { payment, entries, journal }: Decision, now_ms: number): void {
  const { order, version } = payment;
  const { id, merchant_id, order_no, token, state, created_ms, amount_fen, viewer_key, box_id } = order;
  const body = JSON.stringify(payment);
  // The version in the condition is a second lock beside the row's.
  if (before) put(sheet, 'oldOrder', id, before.version, version, state, body);
  else put(sheet, 'newOrder', id, merchant_id, order_no, token, version, state, created_ms, amount_fen, body);
  if (!before && viewer_key !== undefined) {
    put(sheet, 'viewerOrder', viewer_key, created_ms, id);
    if (box_id) put(sheet, 'viewerBox', viewer_key, box_id, created_ms);
  }
  jobRows(sheet, id, before?.jobs ?? [], payment.jobs);
  attemptRows(sheet, before, payment);
  entryRows(sheet, entries, now_ms);
  moneyRows(sheet, { id, ledger_id: id, merchant_id }, before, payment);
  for (const n of differing(before?.notices, payment.notices))
    put(sheet, 'notice', id, n.n, merchant_id, n.type, n.created_ms, n.delivered_ms ?? null);
  for (const one of differing(before?.requests, payment.requests ?? [])) put(sheet, 'request', id, one.id, merchant_id, one.state);
  const { hold } = payment;
  if (hold && hold.amount_fen !== before?.hold?.amount_fen) put(sheet, 'hold', id, hold.spender, hold.day, hold.amount_fen);
  const { begun, ended } = waitingRows(before, payment);
  for (const one of ended) put(sheet, 'notWaiting', id, one);
  for (const one of begun) put(sheet, 'waiting', id, one.refund_id, merchant_id, one.created_ms, one.own_fen);
  flagRows(sheet, id, before?.flags ?? [], payment.flags);
  if (journal) journalRow(sheet, journal);
}

function jobRows(sheet: Sheet, id: string, before: readonly Job[], after: readonly Job[]): void {
  const same = (a: Job, b: Job): boolean => a.key === b.key && a.lane === b.lane && a.due_ms === b.due_ms && a.urgency === b.urgency;
  for (const job of before) if (!after.some((one) => one.key === job.key)) put(sheet, 'noJob', id, job.key);
  for (const job of after)
    if (!before.some((one) => same(one, job))) put(sheet, 'job', id, job.key, job.lane, job.urgency ?? BACKGROUND, job.due_ms);
}

function attemptRows(sheet: Sheet, before: Payment | undefined, after: Payment): void {
  const { id } = after.order;
  for (const a of differing(before?.attempts, after.attempts))
    put(sheet, 'attempt', id, a.n, a.channel, a.acquirer_id, a.channel_no, a.state);
  for (const a of after.attempts.slice(before?.attempts.length ?? 0)) put(sheet, 'number', a.channel, a.acquirer_id, a.channel_no, id);
}

function entryRows(sheet: Sheet, entries: readonly Entry[], now_ms: number): void {
  for (const e of entries) put(sheet, 'entry', e.order_id, e.version, e.line, e.account, e.amount_fen, e.cause, now_ms);
}

function flagRows(sheet: Sheet, ledger_id: string, before: readonly Flag[], after: readonly Flag[]): void {
  for (const f of after.slice(before.length)) put(sheet, 'flag', ledger_id, f.code, f.detail, f.at_ms);
}

function journalRow(sheet: Sheet, { order_id, version, at_ms, ...row }: JournalRow): void {
  put(sheet, 'journal', order_id, version, at_ms, JSON.stringify(row));
}

type Money = Pick<Payment, 'receipts' | 'refunds'>;
type Owner = { id: string; ledger_id: string; merchant_id: string };

function moneyRows(sheet: Sheet, owner: Owner, before: Money | undefined, after: Money): void {
  const known = before?.receipts.length ?? 0;
  for (const r of differing(before?.receipts, after.receipts)) {
    const is_new = after.receipts.indexOf(r) >= known;
    if (is_new) put(sheet, 'newReceipt', r.channel, r.acquirer_id, r.txn, owner.ledger_id, r.role, r.amount_fen, r.taken_ms);
    else put(sheet, 'receipt', r.channel, r.acquirer_id, r.txn, owner.ledger_id, r.role);
  }
  for (const refund of differing(before?.refunds, after.refunds)) refundRows(sheet, owner, before, refund);
}

function refundRows(sheet: Sheet, { id, merchant_id }: Owner, before: Money | undefined, refund: Refund): void {
  const { channel, acquirer_id, txn, auto, amount_fen, state } = refund;
  put(sheet, 'refund', id, refund.id, merchant_id, refund.refund_no ?? null, channel, acquirer_id, txn, auto, amount_fen, state);
  const known = before?.refunds.find((r) => r.id === refund.id)?.tries;
  for (const t of differing(known, refund.tries)) put(sheet, t.live ? 'liveTry' : 'deadTry', id, refund.id, t.n, t.channel_no, t.live);
  for (const t of refund.tries.slice(known?.length ?? 0)) put(sheet, 'number', channel, acquirer_id, t.channel_no, id);
}
