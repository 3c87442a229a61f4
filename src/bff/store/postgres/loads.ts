/**
 * Loads and locks what the changes of one group look at, in the order of the port: limits by scope and who, then payments by
 * id, then orphans by id. Every writer of every process locks in this order.
 */
import { createHash } from 'node:crypto';
import type { QueryResult } from 'pg';
import { sameText } from '../../../protocol/paysign-v2.ts';
import type { Act } from '../../operators/acts.ts';
import { ID_LENGTH } from '../../payments/ids.ts';
import { ledger } from '../../payments/money/ledger.ts';
import { monthOf } from '../../payments/spending.ts';
import type { Spent } from '../../payments/spending.ts';
import type { Orphan } from '../../payments/money/orphans.ts';
import type { Payment } from '../../payments/payment.ts';
import type { AccountRow, Key, Limit, Needs, OrphanKey, Reservation } from '../port.ts';
import { boxLoads, readBoxes } from './box-loads.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

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
  payable_fen?: number;
  waiting_fen?: number;
  account?: AccountRow;
  box_since_ms?: number;
  spent?: Spent;
  acts: readonly Act[];
}

const EPOCH = statement("SELECT value FROM meta WHERE name = 'epoch'");
const LOCK = statement('SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) k');
const COUNT = statement(
  'SELECT (SELECT count(*) FROM uses u WHERE u.scope = l.scope AND u.who = l.who AND u.at_ms > l.from_ms AND u.at_ms <= l.to_ms) AS used FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) WITH ORDINALITY l(scope, who, from_ms, to_ms, i) ORDER BY l.i',
);
const BOOKED = statement(
  'SELECT a.account, (SELECT coalesce(sum(e.amount_fen), 0) FROM entries e WHERE e.account = a.account)::bigint AS fen FROM unnest($1::text[]) a(account)',
);
/** Without a place: all of it. A row whose refund waits no more may be left by a program that did not know this table. */
const WAITING = statement(
  "SELECT (SELECT coalesce(sum(w.own_fen), 0) FROM waiting_refunds w JOIN refunds r ON r.order_id = w.order_id AND r.id = w.refund_id AND r.state = 'waiting' WHERE w.merchant_id = d.merchant_id AND (d.created_ms IS NULL OR (w.created_ms, w.order_id, w.refund_id) < (d.created_ms, d.order_id, d.refund_id)))::bigint AS fen FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) WITH ORDINALITY d(merchant_id, created_ms, order_id, refund_id, i) ORDER BY d.i",
);
const SPENT = statement(
  'SELECT (SELECT coalesce(sum(h.amount_fen), 0) FROM holds h WHERE h.spender = s.spender AND h.day = s.day)::bigint AS day_fen, (SELECT coalesce(sum(h.amount_fen), 0) FROM holds h WHERE h.spender = s.spender AND h.day BETWEEN s.from_day AND s.to_day)::bigint AS month_fen FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY s(spender, day, from_day, to_day, i) ORDER BY s.i',
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

const ACCOUNTS = statement(
  'SELECT k.key, a.id, a.revision, a.body FROM account_keys k JOIN accounts a ON a.id = k.account_id WHERE k.key = ANY ($1::text[]) ORDER BY a.id FOR SHARE OF a',
);

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
    ...(needs?.merchant_debit === undefined ? [] : [named('debit', needs.merchant_debit)]),
    ...(needs?.spender === undefined ? [] : [named('spender', needs.spender.id)]),
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
  const debiting = wanted.flatMap(({ needs }) => (needs?.merchant_debit === undefined ? [] : [needs]));
  const debits = debiting.map((needs) => needs.merchant_debit ?? '');
  const spenders = wanted.flatMap(({ needs }) => needs?.spender ?? []);
  const locks = [
    ...reservations.flatMap(({ limits }) => limits.map((one) => lockNumber(one.scope, one.who))),
    ...wanted.flatMap(({ alone }) => (alone ? [lockNumber(...alone)] : [])),
    ...spenders.map(({ id }) => lockNumber('spender', id)),
    ...debits.map((merchant_id) => lockNumber('debit', merchant_id)),
  ].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (locks.length > 0) ask({ asked: LOCK, values: [[...new Set(locks)].map(String)] }, () => undefined);
  if (reservations.length > 0) ask(counting(reservations), (result, into) => readCounts(result, reservations, into));
  // After its lock: what others took before is committed and seen.
  if (debits.length > 0) {
    ask({ asked: BOOKED, values: [debits.map(ledger.merchant)] }, readBooked);
    ask(waitingFor(debiting), ({ rows }, into) => debiting.forEach((one, i) => into.waiting.set(one, (rows[i] as { fen: number }).fen)));
  }
  if (spenders.length > 0) ask(spending(spenders), ({ rows }, into) => readSpent(rows, spenders, into));
  const keys = wanted.flatMap(({ key }) => (key ? [key] : []));
  if (keys.length > 0) paymentLoads(keys, ask);
  const accounts = wanted.flatMap(({ needs }) => needs?.account ?? []);
  if (accounts.length > 0) ask({ asked: ACCOUNTS, values: [accounts] }, readAccounts);
  const boxes = wanted.flatMap(({ needs }) => needs?.box ?? []);
  if (boxes.length > 0) ask(boxLoads(boxes), readBoxes);
  const orphans = wanted.flatMap(({ orphan }) => (orphan ? [orphan] : []));
  if (orphans.length > 0) orphanLoads(orphans, ask);
  const read = (loaded: QueryResult[]): Loads => {
    const into: Loads = {
      epoch: 1,
      full: new Map(),
      booked: new Map(),
      waiting: new Map(),
      accounts: new Map(),
      boxes: new Map(),
      spent: new Map(),
      orders: new Map(),
      by_order_no: new Map(),
      numbers: new Map(),
      orphans: new Map(),
    };
    loaded.forEach((result, i) => readers[i]?.(result, into));
    return into;
  };
  return { asked, read };
}

export interface Loads {
  epoch: number;
  full: Map<Reservation, Limit | undefined>;
  /** Sums of entries by ledger account. */
  booked: Map<string, number>;
  /** What waiting refunds need of a merchant's money. */
  waiting: Map<Needs, number>;
  /** By key. */
  accounts: Map<string, AccountRow>;
  boxes: Map<string, number>;
  spent: Map<Spender, Spent>;
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

function readBooked({ rows }: QueryResult, into: Loads): void {
  for (const { account, fen } of rows as { account: string; fen: number }[]) into.booked.set(account, fen);
}

function waitingFor(debiting: readonly Needs[]): Asked {
  const values = [
    debiting.map((one) => one.merchant_debit ?? ''),
    debiting.map(({ before }) => before?.created_ms ?? null),
    debiting.map(({ before }) => before?.order_id ?? null),
    debiting.map(({ before }) => before?.refund_id ?? null),
  ];
  return { asked: WAITING, values };
}

function readAccounts({ rows }: QueryResult, into: Loads): void {
  for (const { key, ...row } of rows as (AccountRow & { key: string })[]) into.accounts.set(key, row);
}

type Spender = NonNullable<Needs['spender']>;

function spending(spenders: readonly Spender[]): Asked {
  const months = spenders.map(({ day }) => monthOf(day));
  const values = [
    spenders.map((one) => one.id),
    spenders.map((one) => one.day),
    months.map((one) => one.from),
    months.map((one) => one.to),
  ];
  return { asked: SPENT, values };
}

function readSpent(rows: unknown[], spenders: readonly Spender[], into: Loads): void {
  spenders.forEach((one, i) => into.spent.set(one, rows[i] as Spent));
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
