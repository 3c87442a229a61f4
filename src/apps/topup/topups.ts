/** Top-ups on the disk, and the work that moves them. */
import type { Book } from '../server/book.ts';
import type { Db } from '../server/db.ts';
import type { Jobs } from '../server/jobs.ts';
import type { Carrier } from './carrier.ts';
import { isEnded, next } from './machine.ts';
import type { Heard, Topup, TopupEvent, TopupTimes } from './machine.ts';

export const TOPUP_TABLES = `
CREATE TABLE IF NOT EXISTS topups (
  order_no TEXT PRIMARY KEY, phone TEXT NOT NULL, carrier TEXT NOT NULL, face_fen INTEGER NOT NULL, state TEXT NOT NULL,
  sent_at_ms INTEGER, failed_at_ms INTEGER, ended_at_ms INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS recent (
  account TEXT NOT NULL, phone TEXT NOT NULL, carrier TEXT NOT NULL, name TEXT NOT NULL DEFAULT '', at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, phone)
) STRICT;`;

export interface Schedule extends TopupTimes {
  /** Times between queries after the sending; the last one again and again until `unknown`. */
  query_ms: readonly number[];
  /** From the day's end in Beijing to its file. */
  file_after_ms: number;
  file_again_ms: number;
  /** Files are looked for so often; then it is a person's. */
  file_tries: number;
}

export const SCHEDULE: Schedule = {
  confirm_ms: 10 * 60_000,
  give_up_ms: 2 * 3_600_000,
  query_ms: [2_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000],
  file_after_ms: 2 * 3_600_000,
  file_again_ms: 30 * 60_000,
  file_tries: 96,
};

export interface TopupDeps {
  db: Db;
  book: Book;
  jobs: Jobs;
  carrier: Carrier;
  schedule: Schedule;
  now: () => number;
}

export interface Topups {
  find(order_no: string): Topup | undefined;
  all(): Topup[];
  /** In the transaction that learned that the order is paid. */
  begin(topup: Pick<Topup, 'order_no' | 'phone' | 'carrier' | 'face_fen'>, now_ms: number): void;
  commit(order_no: string, event: TopupEvent): Topup | undefined;
  /** The carrier says that something happened: asked at once. */
  poke(order_no: string): void;
}

const DAY_MS = 24 * 3_600_000;
const BEIJING_MS = 8 * 3_600_000;

/** "2026-11-26", the day in Beijing. */
export const dayOf = (at_ms: number): string => new Date(at_ms + BEIJING_MS).toISOString().slice(0, 10);
const endOfDay = (at_ms: number): number => (Math.floor((at_ms + BEIJING_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_MS;

export function makeTopups(deps: TopupDeps): Topups {
  const { db, book, jobs, schedule, now } = deps;
  const find = db.prepare<[string], Topup>('SELECT * FROM topups WHERE order_no = ?');
  const all = db.prepare<[], Topup>('SELECT * FROM topups ORDER BY rowid');
  const insert = db.prepare(
    `INSERT OR IGNORE INTO topups (order_no, phone, carrier, face_fen, state) VALUES (@order_no, @phone, @carrier, @face_fen, 'paid')`,
  );
  const update = db.prepare(
    'UPDATE topups SET state = @state, sent_at_ms = @sent_at_ms, failed_at_ms = @failed_at_ms, ended_at_ms = @ended_at_ms WHERE order_no = @order_no',
  );

  function follow(before: Topup, after: Topup): void {
    if (after.state === before.state) return;
    if (after.state === 'done') book.delivered(after.order_no, now());
    if (after.state === 'unknown') jobs.add('file', after.order_no, fileDue(after, schedule));
  }

  const topups: Topups = {
    find: (order_no) => find.get(order_no),
    all: () => all.all(),
    begin(topup, now_ms) {
      insert.run(topup);
      jobs.add('topup', topup.order_no, now_ms);
    },
    commit: (order_no, event) =>
      book.together(() => {
        const before = find.get(order_no);
        if (!before) return undefined;
        const { topup: after, effect } = next(before, event, now(), schedule);
        update.run(after);
        follow(before, after);
        if (effect === 'flag') book.flag(order_no, 'the carrier says otherwise after the end', now());
        if (effect === 'refund') {
          const amount_fen = book.find(order_no)?.amount_fen ?? 0;
          book.giveBack({ refund_no: order_no + '-R', order_no, amount_fen, reason: '充值失败' }, now());
        }
        return after;
      }),
    poke: (order_no) => {
      const topup = find.get(order_no);
      if (topup && !isEnded(topup.state)) jobs.add('topup', order_no, now());
    },
  };
  addWork(deps, topups);
  return topups;
}

function fileDue({ sent_at_ms }: Topup, { file_after_ms }: Schedule): number {
  return endOfDay(sent_at_ms ?? 0) + file_after_ms;
}

function addWork({ carrier, jobs, book, schedule, now }: TopupDeps, topups: Topups): void {
  jobs.on('topup', async (order_no) => {
    const topup = topups.find(order_no);
    if (!topup || isEnded(topup.state)) return undefined;
    let heard: Heard;
    if (topup.state === 'paid') {
      // The mark is on the disk before the call: a process killed between them never sends a second time.
      const marked = topups.commit(order_no, { type: 'sending' });
      heard = marked ? await carrier.send(marked) : 'silent';
    } else heard = await carrier.query(order_no);
    const after = topups.commit(order_no, { type: 'heard', heard });
    return after ? again(after, schedule, now()) : undefined;
  });
  jobs.on('file', async (order_no, tries) => {
    const topup = topups.find(order_no);
    if (topup?.state !== 'unknown') return undefined;
    const heard = await inFiles(carrier, topup);
    if (heard) return void topups.commit(order_no, { type: 'file', heard });
    if (tries + 1 < schedule.file_tries) return schedule.file_again_ms;
    return void book.flag(order_no, 'in no file of the carrier: ask there, then settle it', now());
  });
}

/** A request sent at midnight may stand in the next day's file: it is absent only when it stands in neither. */
async function inFiles(carrier: Carrier, { order_no, sent_at_ms }: Topup): Promise<'success' | 'failed' | 'absent' | undefined> {
  const days = [dayOf(sent_at_ms ?? 0), dayOf((sent_at_ms ?? 0) + DAY_MS)];
  const files = await Promise.all(days.map((day) => carrier.file(day)));
  const row = files.flatMap((rows) => rows ?? []).find(({ request_no }) => request_no === order_no);
  if (row) return row.state;
  return files.every((rows) => rows !== undefined) ? 'absent' : undefined;
}

/** When the carrier is asked next; nothing once it is the file's or a person's turn. */
function again({ state, sent_at_ms }: Topup, { query_ms, confirm_ms }: Schedule, now_ms: number): number | undefined {
  if (state === 'unknown' || isEnded(state)) return undefined;
  const age_ms = now_ms - (sent_at_ms ?? now_ms);
  if (state === 'failing' && age_ms < confirm_ms) return confirm_ms - age_ms;
  let asked_ms = 0;
  for (const wait_ms of query_ms) {
    asked_ms += wait_ms;
    if (asked_ms > age_ms) return wait_ms;
  }
  return query_ms.at(-1);
}
