/**
 * Rates of the PostgreSQL store alone, and of bare `pg` clients that send the same statements with the same values: as many
 * lines, the same groups, everything made before the clock starts. 64 callers each.
 */
import { randomBytes } from 'node:crypto';
import { changeRows } from '../../src/bff/store/postgres/rows.ts';
import { readAddress } from '../../src/bff/store/postgres/address.ts';
import { dialer } from '../../src/bff/store/postgres/dial.ts';
import { firstLoads } from '../../src/bff/store/postgres/loads.ts';
import { openPostgres } from '../../src/bff/store/postgres/postgres.ts';
import { merged, statementsOf } from '../../src/bff/store/postgres/sheet.ts';
import type { Sheet } from '../../src/bff/store/postgres/sheet.ts';
import { withValues } from '../../src/bff/store/postgres/statement.ts';
import type { Asked } from '../../src/bff/store/postgres/writer-line.ts';
import type { Decision } from '../../src/bff/payments/payment.ts';
import { CALLERS, order, rate } from './store-alone.ts';

function after(delay_ms: number, call: () => void): () => void {
  const timer = setTimeout(call, delay_ms);
  return () => clearTimeout(timer);
}

/** As openPostgres has by default. */
const LINES = 2;

export async function postgresStoreRate(address: string, for_ms: number): Promise<number> {
  const store = await openPostgres({ address, now: Date.now, random: (length) => randomBytes(length), after, write_lines: LINES });
  const perSecond = await rate(CALLERS, for_ms, (decision) =>
    store.change({ merchant_id: 'bench', order_no: decision.payment.order.order_no }, {}, () => ({ decision, value: undefined })),
  );
  await store.close();
  return perSecond;
}

function groupOf(decisions: readonly Decision[]): { loads: Asked[]; writes: Asked[] } {
  const keys = decisions.map(({ payment: { order: one } }) => ({ key: { merchant_id: one.merchant_id, order_no: one.order_no } }));
  const sheets = decisions.map((decision) => {
    const sheet: Sheet = new Map();
    changeRows(sheet, undefined, { decision }, { acts: [], now_ms: Date.now() });
    return sheet;
  });
  return { loads: firstLoads(keys).asked, writes: statementsOf(merged(sheets)) };
}

/** `groups`: so many orders share a transaction. */
export async function bareClientRate(address: string, for_ms: number, groups = CALLERS / LINES): Promise<number> {
  const dial = dialer(readAddress(address), 'bench');
  const clients = await Promise.all(Array.from({ length: LINES }, () => dial('writes')));
  const prepared = Array.from({ length: Math.ceil((for_ms * 20) / groups) }, () =>
    groupOf(Array.from({ length: groups }, order)),
  ).toReversed();
  const started = performance.now();
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      const send = (asked: readonly Asked[]) => asked.map((one) => client.query(withValues(one.asked, one.values)));
      for (let next = prepared.pop(); next && performance.now() - started < for_ms; next = prepared.pop()) {
        await Promise.all([client.query('BEGIN'), ...send(next.loads)]);
        await Promise.all([...send(next.writes), client.query('COMMIT')]);
        done += groups;
      }
    }),
  );
  const perSecond = done / ((performance.now() - started) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return perSecond;
}
