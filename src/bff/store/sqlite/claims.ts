/** Due work by lanes. */
import type { Database } from 'better-sqlite3';
import { BACKGROUND } from '../../payments/urgency.ts';
import type { Urgency } from '../../payments/urgency.ts';
import type { Claim, DueJob, Starts, Store } from '../port.ts';
import { leases } from './leases.ts';

/** Rows looked at in one step; the next step goes on behind them. */
const STEP = 64;

const URGENCIES: readonly Urgency[] = [0, 1, BACKGROUND];

/** Lane by lane through the index, so that ten thousand due notices of a dead merchant are never even read by the others. */
export function claims(db: Database): Pick<Store, 'claim' | 'release' | 'nextDue'> {
  const nextLane = db.prepare('SELECT min(lane) FROM jobs WHERE lane > ?').pluck();
  const dueIn = db.prepare(
    'SELECT order_id, key, lane, due_ms, urgency FROM jobs WHERE lane = ? AND urgency = ? AND due_ms <= ? AND (due_ms, order_id, key) > (?, ?, ?) ORDER BY due_ms, order_id, key LIMIT ?',
  );
  const first = db.prepare('SELECT min(due_ms) FROM jobs WHERE lane = ? AND urgency = ? AND due_ms > ?').pluck();
  const book = leases();

  function* lanes(): Iterable<string> {
    for (let lane = nextLane.get('') as string | null; lane !== null; lane = nextLane.get(lane) as string | null) yield lane;
  }

  /** Past what is leased or rests, however many there are. */
  function ofUrgency(claim: Claim, lane: string, urgency: Urgency, room: number): DueJob[] {
    const found: DueJob[] = [];
    let last: Pick<DueJob, 'due_ms' | 'order_id' | 'key'> | undefined = { due_ms: -1, order_id: '', key: '' };
    while (last && found.length < room) {
      const rows = dueIn.all(lane, urgency, claim.now_ms, last.due_ms, last.order_id, last.key, STEP) as DueJob[];
      found.push(...rows.filter((row) => book.isFree(row, claim.now_ms)).slice(0, room - found.length));
      last = rows.length < STEP ? undefined : rows.at(-1);
    }
    return found;
  }

  function fromLane(claim: Claim, lane: string, room: Starts): DueJob[] {
    const found: DueJob[] = [];
    for (const urgency of URGENCIES) {
      const left = room.all - found.length;
      found.push(...ofUrgency(claim, lane, urgency, urgency === BACKGROUND ? Math.min(left, room.background) : left));
    }
    return found;
  }

  return {
    async claim(claim) {
      const jobs: DueJob[] = [];
      const rooms = book.rooms(claim);
      for (const lane of lanes()) jobs.push(...fromLane(claim, lane, rooms(lane)));
      for (const job of jobs) book.take(claim, job);
      return jobs;
    },
    async release(owner, jobs) {
      for (const job of jobs) book.end(owner, job);
    },
    async nextDue(after_ms) {
      let soonest = book.nextEnd(after_ms) ?? Infinity;
      for (const lane of lanes())
        for (const urgency of URGENCIES) soonest = Math.min(soonest, (first.get(lane, urgency, after_ms) as number | null) ?? Infinity);
      return soonest === Infinity ? undefined : soonest;
    },
  };
}
