/** A merchant that owes us from the start, beyond its credit: its refunds wait until enough is sold. Source: docs/money.md 18. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import { openPostgres } from '../../../src/bff/store/postgres/postgres.ts';
import { openSqlite } from '../../../src/bff/store/sqlite/sqlite.ts';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import type { Stack } from '../../support/stack.ts';
import { CHARGEBACK } from './credited.ts';
import type { FailingMerchant } from './failing-merchant.ts';
import { payAtCashier } from './pay-at-cashier.ts';

const MERCHANT = 'demo';
const TRIES_MAX = 30;
/** The limit of its contract. */
const CREDIT_FEN = 2_000;
export const CREDIT = { [MERCHANT]: CREDIT_FEN };

/**
 * Makes the tables in an empty database and books that the bank took so much back, beyond the credit by `beyond_fen`.
 * `store`: a file, or the address of a PostgreSQL.
 */
export async function startInDebt({ file, address }: { file: string; address?: string }, beyond_fen: number): Promise<void> {
  const now = Date.now;
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const store = address === undefined ? openSqlite({ file, now }) : await openPostgres({ address, now, random });
  const contract = { fee_bp: 0, fee_min_fen: 0, credit_limit_fen: CREDIT_FEN };
  await store.setMeta(`merchant:${MERCHANT}`, JSON.stringify({ id: MERCHANT, contract }));
  await store.close();
  const debt_fen = CREDIT_FEN + beyond_fen;
  const rows = [
    ['before', 1, 1, 'merchant:' + MERCHANT, debt_fen, CHARGEBACK, now()],
    ['before', 1, 2, 'bank', -debt_fen, CHARGEBACK, now()],
  ];
  if (address === undefined) {
    const db = new Database(file);
    for (const row of rows) db.prepare('INSERT INTO entries VALUES (?,?,?,?,?,?,?)').run(...row);
    db.close();
    return;
  }
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  for (const row of rows) await client.query('INSERT INTO entries VALUES ($1,$2,$3,$4,$5,$6,$7)', row);
  await client.end();
}

/** Sells so much, with faults off: then what waits can go out, whoever paid before. Throws when it is not paid in time. */
export async function sellLast(stack: Stack, shop: Pick<FailingMerchant, 'url'>, amount_fen: number): Promise<void> {
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: MERCHANT, keys: [stack.key] });
  const urls = { return_url: shop.url + '/return', notify_url: shop.url + '/notices' };
  const create = () => pay.createOrder({ order_no: 'LAST', amount_fen, subject: 'last', ...urls });
  let made = await create();
  // The same order again: the BFF may be just starting.
  for (let i = 0; i < TRIES_MAX && !made.ok; i++) {
    await sleep(1_000);
    made = await create();
  }
  if (!made.ok) throw new Error('the last order was refused: ' + JSON.stringify(made));
  await payAtCashier(made.cashier_url, stack.phone_url);
}
