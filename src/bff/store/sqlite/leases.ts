/** Leases and rests of due work, in memory: one process owns the file, so nobody else has to see them. */
import { BACKGROUND } from '../../payments/urgency.ts';
import type { Claim, DueJob, JobName, Released, Starts } from '../port.ts';

export interface Leases {
  /** How many more jobs of a lane this claim may take, as of now. */
  rooms(claim: Claim): (lane: string) => Starts;
  isFree(job: JobName, now_ms: number): boolean;
  take(claim: Claim, job: DueJob): void;
  end(owner: string, job: Released): void;
  /** The first lease or rest that ends after after_ms. */
  nextEnd(after_ms: number): number | undefined;
}

interface Lease {
  owner: string;
  lane: string;
  background: boolean;
  until_ms: number;
}

export function leases(): Leases {
  const held = new Map<string, Lease>();
  const resting = new Map<string, number>();
  const nameOf = ({ order_id, key }: JobName): string => order_id + ' ' + key;
  /** Those over are forgotten as they are met. */
  const isOver = (until_ms: number, now_ms: number, forget: () => void): boolean => until_ms <= now_ms && (forget(), true);

  /** By lane, what this owner holds. */
  function usedBy(owner: string, now_ms: number): Map<string, Starts> {
    const used = new Map<string, Starts>();
    for (const [name, one] of held) {
      if (one.owner !== owner || isOver(one.until_ms, now_ms, () => held.delete(name))) continue;
      const { all, background } = used.get(one.lane) ?? { all: 0, background: 0 };
      used.set(one.lane, { all: all + 1, background: background + (one.background ? 1 : 0) });
    }
    return used;
  }

  return {
    rooms({ owner, now_ms, per_lane, lanes, background = Infinity, starts }) {
      const used = usedBy(owner, now_ms);
      return (lane) => {
        const mine = used.get(lane) ?? { all: 0, background: 0 };
        const may = starts?.[lane] ?? { all: Infinity, background: Infinity };
        return {
          all: Math.min((lanes?.[lane] ?? per_lane) - mine.all, may.all),
          background: Math.min(background - mine.background, may.background),
        };
      };
    },
    isFree(job, now_ms) {
      const name = nameOf(job);
      const lease = held.get(name);
      if (lease && !isOver(lease.until_ms, now_ms, () => held.delete(name))) return false;
      const until_ms = resting.get(name);
      return until_ms === undefined || isOver(until_ms, now_ms, () => resting.delete(name));
    },
    take({ owner, now_ms, lease_ms }, job) {
      held.set(nameOf(job), { owner, lane: job.lane, background: job.urgency === BACKGROUND, until_ms: now_ms + lease_ms });
    },
    end(owner, job) {
      const name = nameOf(job);
      // Over already, and somebody else's now: not ours to end.
      if (held.get(name)?.owner !== owner) return;
      held.delete(name);
      if (job.rest_until_ms !== undefined) resting.set(name, job.rest_until_ms);
    },
    nextEnd(after_ms) {
      const ends = [...resting.values(), ...[...held.values()].map((one) => one.until_ms)].filter((end_ms) => end_ms > after_ms);
      return ends.length ? Math.min(...ends) : undefined;
    },
  };
}
