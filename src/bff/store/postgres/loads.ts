/**
 * Loads and locks what the changes of one group look at, in the order of the port: limits by scope and who, then payments by
 * id, then orphans by id. Every writer of every process locks in this order.
 */
import { createHash } from 'node:crypto';
import type { QueryResult } from 'pg';
import { sameText } from '../../../protocol/paysign-v2.ts';
import type { Act } from '../../operators/acts.ts';
import { loadPayment } from '../../payments/formats/index.ts';
import { ID_LENGTH } from '../../payments/ids.ts';
import type { Orphan } from '../../payments/money/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Key, Limit, Needs, OrphanKey, Reservation } from '../port.ts';
import { statement } from './statement.ts';
import type { Asked, Transaction } from './writer-line.ts';

/** What one piece of work looks at. */
export interface Wanted {
  key?: Key;
  orphan?: OrphanKey;
  needs?: Needs;
  /** A name that nobody else may work under meanwhile, as (scope, who). */
  alone?: readonly [string, string];
}

export interface Found {
  /** Reads the payment; throws where its text cannot be read. */
  payment: () => Payment | undefined;
  orphan?: Orphan;
  full?: Limit;
  refund_of?: string;
  txn_of?: string;
  acts: readonly Act[];
}

const EPOCH = statement("SELECT value FROM meta WHERE name = 'epoch'");
const LOCK = statement('SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) k');
const COUNT = statement(
  'SELECT (SELECT count(*) FROM uses u WHERE u.scope = l.scope AND u.who = l.who AND u.at_ms > l.from_ms AND u.at_ms <= l.to_ms) AS used FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) WITH ORDINALITY l(scope, who, from_ms, to_ms, i) ORDER BY l.i',
);
const BY_ID = statement('SELECT id, token, merchant_id, order_no, body FROM orders WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE');
const NUMBERS = statement(
  'SELECT n.channel, n.acquirer_id, n.channel_no, n.order_id FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, acquirer_id, channel_no) JOIN numbers n USING (channel, acquirer_id, channel_no)',
);
const BY_KEYS = statement(
  'SELECT id, token, merchant_id, order_no, body FROM orders WHERE id = ANY (ARRAY(SELECT unnest($1::text[]) UNION SELECT o.id FROM unnest($2::text[], $3::text[]) k(m, n) JOIN orders o ON o.merchant_id = k.m AND o.order_no = k.n UNION SELECT n.order_id FROM unnest($4::text[], $5::text[], $6::text[]) k(channel, acquirer_id, channel_no) JOIN numbers n USING (channel, acquirer_id, channel_no))) ORDER BY id FOR UPDATE',
);
const ORPHANS = statement(
  'SELECT id, ledger_id, body FROM orphans WHERE id = ANY (ARRAY(SELECT unnest($1::text[]) UNION SELECT o.id FROM orphans o WHERE o.ledger_id = ANY ($1::text[]) UNION SELECT n.order_id FROM unnest($2::text[], $3::text[], $4::text[]) k(channel, acquirer_id, channel_no) JOIN numbers n USING (channel, acquirer_id, channel_no))) ORDER BY id FOR UPDATE',
);
const REFUNDS = statement(
  'SELECT r.merchant_id, r.refund_no, r.order_id FROM unnest($1::text[], $2::text[]) k(m, n) JOIN refunds r ON r.merchant_id = k.m AND r.refund_no = k.n',
);
const RECEIPTS = statement(
  'SELECT r.channel, r.acquirer_id, r.txn, r.order_id FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, acquirer_id, txn) JOIN receipts r USING (channel, acquirer_id, txn)',
);
const ACTS = statement('SELECT order_id, body FROM acts WHERE order_id = ANY ($1::text[]) ORDER BY proposed_ms, id');

interface OrderRow {
  id: string;
  token: string;
  merchant_id: string;
  order_no: string;
  body: string;
}
type NumberRow = { channel: string; acquirer_id: string; channel_no: string; order_id: string };

const named = (...parts: readonly string[]): string => JSON.stringify(parts);

/** A number for an advisory lock; two names with one number only wait for one another. */
function lockNumber(scope: string, who: string): bigint {
  return createHash('sha256').update(named(scope, who)).digest().readBigInt64BE();
}

function limitsOf(wanted: readonly Wanted[]): Reservation[] {
  return wanted.flatMap((one) => (one.needs?.limits ? [one.needs.limits] : []));
}

/** Names under which only one piece of a group may work: the others wait for the next group. */
export function namesOf({ key, orphan, needs, alone }: Wanted): string[] {
  const limits = needs?.limits?.limits ?? [];
  return [
    ...(key ? ['payment ' + JSON.stringify(key)] : []),
    ...(orphan ? ['orphan ' + JSON.stringify(orphan)] : []),
    ...(alone ? [named('alone', ...alone)] : []),
    ...limits.map(({ scope, who }) => named('limit', scope, who)),
  ];
}

/** The first statements of the transaction, and how their answers are read. */
export function firstLoads(wanted: readonly Wanted[]): { asked: Asked[]; read: (loaded: QueryResult[]) => Loads } {
  const asked: Asked[] = [];
  const readers: ((result: QueryResult, into: Loads) => void)[] = [];
  const ask = (one: Asked, read: (result: QueryResult, into: Loads) => void): void => {
    asked.push(one);
    readers.push(read);
  };
  ask(
    { asked: EPOCH, values: [] },
    ({ rows }, into) => void (into.epoch = Number((rows[0] as { value?: string } | undefined)?.value ?? 1)),
  );
  const reservations = limitsOf(wanted);
  const locks = [
    ...reservations.flatMap(({ limits }) => limits.map((one) => lockNumber(one.scope, one.who))),
    ...wanted.flatMap(({ alone }) => (alone ? [lockNumber(...alone)] : [])),
  ].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (locks.length > 0) ask({ asked: LOCK, values: [[...new Set(locks)].map(String)] }, () => undefined);
  if (reservations.length > 0) ask(counting(reservations), (result, into) => readCounts(result, reservations, into));
  const keys = wanted.flatMap(({ key }) => (key ? [key] : []));
  if (keys.length > 0) paymentLoads(keys, ask);
  const orphans = wanted.flatMap(({ orphan }) => (orphan ? [orphan] : []));
  if (orphans.length > 0) orphanLoads(orphans, ask);
  const read = (loaded: QueryResult[]): Loads => {
    const into: Loads = { epoch: 1, full: new Map(), orders: new Map(), by_order_no: new Map(), numbers: new Map(), orphans: new Map() };
    loaded.forEach((result, i) => readers[i]?.(result, into));
    return into;
  };
  return { asked, read };
}

export interface Loads {
  epoch: number;
  full: Map<Reservation, Limit | undefined>;
  orders: Map<string, OrderRow>;
  by_order_no: Map<string, OrderRow>;
  numbers: Map<string, string>;
  /** By id and by ledger id. */
  orphans: Map<string, Orphan>;
}

function counting(reservations: readonly Reservation[]): Asked {
  const all = reservations.flatMap(({ limits, at_ms }) => limits.map((one) => ({ ...one, at_ms })));
  const values = [
    all.map((one) => one.scope),
    all.map((one) => one.who),
    all.map((one) => one.at_ms - one.window_ms),
    all.map((one) => one.at_ms),
  ];
  return { asked: COUNT, values };
}

function readCounts({ rows }: QueryResult, reservations: readonly Reservation[], into: Loads): void {
  const used = (rows as { used: number }[]).map((row) => row.used);
  for (const one of reservations) {
    const mine = used.splice(0, one.limits.length);
    into.full.set(
      one,
      one.limits.find((limit, i) => (mine[i] ?? 0) >= limit.max),
    );
  }
}

type Ask = (one: Asked, read: (result: QueryResult, into: Loads) => void) => void;

function idOf(key: Key): string | undefined {
  if ('id' in key) return key.id;
  return 'token' in key ? key.token.slice(0, ID_LENGTH) : undefined;
}

function paymentLoads(keys: readonly Key[], ask: Ask): void {
  const ids = keys.flatMap((key) => idOf(key) ?? []);
  const order_nos = keys.flatMap((key) => ('order_no' in key ? [key] : []));
  const numbers = keys.flatMap((key) => ('channel_no' in key ? [key] : []));
  const readOrders = ({ rows }: QueryResult, into: Loads): void => {
    for (const row of rows as OrderRow[]) {
      into.orders.set(row.id, row);
      into.by_order_no.set(named(row.merchant_id, row.order_no), row);
    }
  };
  if (numbers.length > 0) ask({ asked: NUMBERS, values: columnsOf(numbers) }, readNumbers);
  if (order_nos.length + numbers.length === 0) return ask({ asked: BY_ID, values: [ids] }, readOrders);
  const values = [ids, order_nos.map((one) => one.merchant_id), order_nos.map((one) => one.order_no), ...columnsOf(numbers)];
  ask({ asked: BY_KEYS, values }, readOrders);
}

function columnsOf(numbers: readonly Omit<NumberRow, 'order_id'>[]): string[][] {
  return [numbers.map((one) => one.channel), numbers.map((one) => one.acquirer_id), numbers.map((one) => one.channel_no)];
}

function readNumbers({ rows }: QueryResult, into: Loads): void {
  for (const row of rows as NumberRow[]) into.numbers.set(named(row.channel, row.acquirer_id, row.channel_no), row.order_id);
}

function orphanLoads(keys: readonly OrphanKey[], ask: Ask): void {
  const ids = keys.flatMap((key) => ('id' in key ? [key.id] : []));
  const numbers = keys.flatMap((key) => ('channel_no' in key ? [key] : []));
  if (numbers.length > 0) ask({ asked: NUMBERS, values: columnsOf(numbers) }, readNumbers);
  ask({ asked: ORPHANS, values: [ids, ...columnsOf(numbers)] }, ({ rows }, into) => {
    for (const row of rows as { id: string; ledger_id: string; body: string }[]) {
      const orphan = JSON.parse(row.body) as Orphan;
      into.orphans.set(row.id, orphan).set(row.ledger_id, orphan);
    }
  });
}

export function orderOf(loads: Loads, key: Key): OrderRow | undefined {
  if ('order_no' in key) return loads.by_order_no.get(named(key.merchant_id, key.order_no));
  if ('channel_no' in key) return loads.orders.get(loads.numbers.get(named(key.channel, key.acquirer_id, key.channel_no)) ?? '');
  const row = loads.orders.get(idOf(key) ?? '');
  return row && 'token' in key && !sameText(row.token, key.token) ? undefined : row;
}

export function orphanOf(loads: Loads, key: OrphanKey): Orphan | undefined {
  if ('id' in key) return loads.orphans.get(key.id);
  return loads.orphans.get(loads.numbers.get(named(key.channel, key.acquirer_id, key.channel_no)) ?? '');
}

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
  let read: Payment | undefined;
  return {
    payment: () => (read ??= row && loadPayment(row.body)),
    ...(known ? { orphan: known } : {}),
    ...(full ? { full } : {}),
    acts: [],
  };
}
