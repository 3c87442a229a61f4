/** What can be asked only once the payments of a group are known. */
import type { Act } from '../../operators/acts.ts';
import { ledger } from '../../payments/money/ledger.ts';
import { loadPayment } from '../../payments/formats/index.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Needs } from '../port.ts';
import { boxSince } from './box-loads.ts';
import { orderOf, orphanOf } from './loads.ts';
import type { Found, Loads, Wanted } from './loads.ts';
import { statement } from './statement.ts';
import type { Asked, Transaction } from './writer-line.ts';

const REFUNDS = statement(
  'SELECT r.merchant_id, r.refund_no, r.order_id FROM unnest($1::text[], $2::text[]) k(m, n) JOIN refunds r ON r.merchant_id = k.m AND r.refund_no = k.n',
);
const RECEIPTS = statement(
  'SELECT r.channel, r.acquirer_id, r.txn, r.order_id FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, acquirer_id, txn) JOIN receipts r USING (channel, acquirer_id, txn)',
);
const ACTS = statement('SELECT order_id, body FROM acts WHERE order_id = ANY ($1::text[]) ORDER BY proposed_ms, id');
/** What can be asked only once the payments are known. By piece of work. */
export async function secondLoads(transaction: Transaction, loads: Loads, wanted: readonly Wanted[]): Promise<Found[]> {
  const founds = wanted.map((one) => firstFound(loads, one));
  const refunds = wanted.flatMap(({ key, needs }) => {
    const order = key && orderOf(loads, key);
    return order && needs?.refund_no !== undefined ? [{ m: order.merchant_id, n: needs.refund_no }] : [];
  });
  const txns = wanted.map(({ needs }, i) => txnWanted(founds[i], needs));
  const asked_txns = txns.flatMap((one) => one ?? []);
  const acts_of = wanted.flatMap((one, i) => (one.needs?.acts || one.orphan ? (ownerId(loads, one, founds[i]) ?? []) : []));
  const asked: Asked[] = [
    ...(refunds.length > 0 ? [{ asked: REFUNDS, values: [refunds.map((one) => one.m), refunds.map((one) => one.n)] }] : []),
    ...(asked_txns.length > 0
      ? [
          {
            asked: RECEIPTS,
            values: [asked_txns.map((t) => t.channel), asked_txns.map((t) => t.acquirer_id), asked_txns.map((t) => t.txn)],
          },
        ]
      : []),
    ...(acts_of.length > 0 ? [{ asked: ACTS, values: [acts_of] }] : []),
  ];
  if (asked.length === 0) return founds;
  const results = await transaction.all(asked);
  const refund_rows = refunds.length > 0 ? (results.shift()?.rows as { merchant_id: string; refund_no: string; order_id: string }[]) : [];
  const receipt_rows = asked_txns.length > 0 ? (results.shift()?.rows as (Txn & { order_id: string })[]) : [];
  const act_rows = acts_of.length > 0 ? (results.shift()?.rows as { order_id: string; body: string }[]) : [];
  return wanted.map((one, i) => {
    const order = one.key && orderOf(loads, one.key);
    const txn = txns[i];
    const refund_of = refund_rows.find((row) => order?.merchant_id === row.merchant_id && row.refund_no === one.needs?.refund_no)?.order_id;
    const txn_of =
      txn &&
      receipt_rows.find((row) => row.txn === txn.txn && row.channel === txn.channel && row.acquirer_id === txn.acquirer_id)?.order_id;
    const owner = ownerId(loads, one, founds[i]);
    return {
      ...(founds[i] as Found),
      ...(refund_of === undefined ? {} : { refund_of }),
      ...(txn_of === undefined ? {} : { txn_of }),
      acts: act_rows.filter((row) => row.order_id === owner).map((row) => JSON.parse(row.body) as Act),
    };
  });
}

type Txn = { channel: string; acquirer_id: string; txn: string };

function txnWanted(found: Found | undefined, needs: Needs | undefined): Txn | undefined {
  if (!needs?.txn || !found) return undefined;
  let payment;
  try {
    payment = found.payment();
  } catch {
    // The work itself says that it cannot be read.
    return undefined;
  }
  const attempt = payment?.attempts[needs.txn.attempt - 1];
  return attempt && { channel: attempt.channel, acquirer_id: attempt.acquirer_id, txn: needs.txn.txn };
}

function ownerId(loads: Loads, { key }: Wanted, found: Found | undefined): string | undefined {
  return key ? orderOf(loads, key)?.id : found?.orphan?.id;
}

function firstFound(loads: Loads, { key, orphan, needs }: Wanted): Found {
  const row = key && orderOf(loads, key);
  const known = orphan && orphanOf(loads, orphan);
  const full = needs?.limits && loads.full.get(needs.limits);
  const spent = needs?.spender && loads.spent.get(needs.spender);
  const account = needs?.account === undefined ? undefined : loads.accounts.get(needs.account);
  const debit = needs?.merchant_debit;
  const waiting_fen = needs && loads.waiting.get(needs);
  let read: Payment | undefined;
  return {
    ...(debit === undefined ? {} : { payable_fen: 0 - (loads.booked.get(ledger.merchant(debit)) ?? 0) }),
    ...(waiting_fen === undefined ? {} : { waiting_fen }),
    ...(account ? { account } : {}),
    ...boxSince(loads, needs?.box),
    ...(spent ? { spent } : {}),
    payment: () => (read ??= row && loadPayment(row.body)),
    ...(known ? { orphan: known } : {}),
    ...(full ? { full } : {}),
    acts: [],
  };
}
