/** The store for several BFFs: one PostgreSQL, whose rows hold the locks, leases and limits that all of them share. */
import type { World } from '../../../protocol/world.ts';
import { randomText } from '../../../protocol/world.ts';
import type { Act } from '../../operators/acts.ts';
import type { Orphan } from '../../payments/money/orphans.ts';
import { StoreRefused } from '../errors.ts';
import type { Change, Key, Limit, Loaded, Needs, OrphanChange, OrphanKey, Store } from '../port.ts';
import { accountStore } from './accounts.ts';
import { readAddress } from './address.ts';
import type { Address } from './address.ts';
import { boxStore } from './boxes.ts';
import { cardStore } from './cards.ts';
import { claims } from './claims.ts';
import { dialer, dialError } from './dial.ts';
import { asStoreError } from './failure.ts';
import { finder } from './find.ts';
import { groupCommit } from './group-commit.ts';
import { hearing } from './heard.ts';
import type { Found } from './loads.ts';
import { metaRows } from './meta.ts';
import { migrate } from './migrate.ts';
import { news } from './news.ts';
import { readers } from './readers.ts';
import { reports } from './reports.ts';
import { actRows, changeRows, orphanRows, useRows } from './rows.ts';
import { sealer } from './sealer.ts';
import { serverClock } from './server-clock.ts';
import { shownCodes } from './shown.ts';
import { statement } from './statement.ts';
import { writer } from './writer.ts';

export interface PostgresOptions {
  address: Address | string;
  now: () => number;
  random: World['random'];
  /** With it the journal is numbered in the background, and processes tell one another of their commits. */
  after?: World['after'];
  /** With `after`: told how far the database's clock is ahead of this one. */
  clock?: { own: () => number; tell: (ahead_ms: number) => void };
  /** Transactions at the same time; questions at the same time. */
  write_lines?: number;
  read_lines?: number;
  /** Leases go by the database's clock; false: by their claims', in tests. */
  database_clock?: boolean;
  /** A row that another process holds is waited for so long. */
  lock_ms?: number;
}

/** There from the beginning of `lezhong move` to its end. */
export const MOVING = 'moving';

const CALLED = statement('SELECT 1 FROM callbacks WHERE channel = $1 AND callback_id = $2');
const PING = statement('SELECT 1');
const TOUCH = statement("UPDATE meta SET value = value WHERE name = 'epoch'");

/** Throws StoreRefused when the server cannot be reached or used as it is. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { now, random, after, write_lines = 2, read_lines = 4, database_clock = true, lock_ms, clock } = options;
  const address = typeof options.address === 'string' ? readAddress(options.address) : options.address;
  const name = 'lezhong-' + randomText(random, 8);
  const dial = dialer(address, name, lock_ms);
  try {
    const first = await dial('writes');
    await migrate(first).finally(() => first.end());
  } catch (error) {
    throw dialError(address, error);
  }
  const reader = readers(dial, read_lines);
  const light = writer(dial);
  const own = writer(dial);
  let epoch = 1;
  const group = groupCommit({ dial, lines: write_lines, epoch: () => epoch });
  const seal = sealer(reader, own, after);
  const find = finder(reader);
  const due = claims({ reader, writer: light, group, database_clock });
  const meta = metaRows(reader, own.durably);
  const facts = await meta.metas();
  epoch = Number(facts['epoch'] ?? 1);
  if (facts[MOVING] !== undefined) {
    await Promise.all([reader.close(), light.close(), own.close()]);
    throw new StoreRefused('a move into this database is not finished: lezhong move again, with the same settings, goes on with it');
  }
  const heard = hearing(find);
  const meta_listeners = new Set<() => void>();
  const told = after && news({ dial, name, after, onOrder: heard.elsewhere, onMeta: () => meta_listeners.forEach((one) => one()) });
  const time = after && clock && (await serverClock(reader, clock.own, after, clock.tell));

  return {
    async change<T>(key: Key, needs: Needs, change: (loaded: Loaded) => Change<T>): Promise<T> {
      const made = await group.add({
        wanted: { key, needs },
        compute(found, sheet) {
          const loaded = loadedOf(found, needs);
          const one = change(loaded);
          changeRows(sheet, loaded.payment, one, { limits: needs.limits, acts: found.acts, now_ms: now() });
          return one;
        },
      });
      if (made.decision?.changed) {
        told?.tell(made.decision.payment.order.id);
        heard.here(made.decision.payment);
      }
      return made.value;
    },
    async changeOrphan<T>(key: OrphanKey, change: (orphan: Orphan | undefined, acts: readonly Act[]) => OrphanChange<T>): Promise<T> {
      return group.add({
        wanted: { orphan: key },
        compute({ orphan, acts }, sheet) {
          const one = change(orphan, acts);
          if (one.decision?.changed) orphanRows(sheet, orphan, one.decision, now());
          actRows(sheet, one.acts ?? [], acts);
          return one.value;
        },
      });
    },
    read: find.payment,
    readOrphan: find.orphan,
    find: find.find,
    ordersOf: find.ordersOf,
    claim: due.claim,
    release: due.release,
    nextDue: due.nextDue,
    reserve: (reservation) =>
      group.add({
        wanted: { needs: { limits: reservation } },
        compute({ full }, sheet): Limit | undefined {
          if (!full) useRows(sheet, reservation);
          return full;
        },
      }),
    cards: cardStore(reader, own.durably),
    accounts: accountStore(reader, own.durably),
    boxes: boxStore(reader, own.durably),
    wasCalled: async (channel, callback_id) => (await reader.all(CALLED, channel, callback_id)).length > 0,
    ...shownCodes(reader, light),
    onCommit: heard.onCommit,
    ...reports(reader, seal),
    ...meta,
    async setMeta(name, value) {
      await meta.setMeta(name, value);
      told?.tellMeta();
    },
    onMeta(listener) {
      meta_listeners.add(listener);
      return () => meta_listeners.delete(listener);
    },
    async backup() {
      throw new StoreRefused(
        'the database is PostgreSQL: copy it with pg_basebackup, or pg_dump for a single point in time (docs/operate.md)',
      );
    },
    async ping() {
      await reader.all(PING);
      if (group.down) await light.lightly([{ asked: TOUCH, values: [] }]);
    },
    async close() {
      await group.drain();
      time?.stop();
      await told?.close();
      await seal.stop();
      await due.freeAll().catch(() => undefined);
      await Promise.all([group.close(), light.close(), own.close(), reader.close()]);
    },
  };
}

function loadedOf(found: Found, needs: Needs): Loaded {
  const { payment, full, refund_of, txn_of, payable_fen, waiting_fen, account, box_since_ms, spent, acts } = found;
  try {
    const known = payment();
    return {
      payment: known,
      ...(full ? { full } : {}),
      ...(refund_of === undefined ? {} : { refund_of }),
      ...(txn_of === undefined ? {} : { txn_of }),
      ...(payable_fen === undefined ? {} : { payable_fen }),
      ...(waiting_fen === undefined ? {} : { waiting_fen }),
      ...(account ? { account } : {}),
      ...(box_since_ms === undefined ? {} : { box_since_ms }),
      ...(spent ? { spent } : {}),
      ...(needs.acts && known ? { acts } : {}),
    };
  } catch (error) {
    throw asStoreError(error);
  }
}
