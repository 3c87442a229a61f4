/** How many calls a second a bank gets: in all, and about one channel number. Calls beyond it wait; none is dropped. */
import type { Starts } from '../../store/port.ts';

export interface PaceRules {
  /** Of one bank, in any second after its first: as many may come at once. */
  calls_per_s: number;
  /** About one channel number. */
  number_calls_per_s: number;
  /** This share of both stays free for what viewers wait for. */
  viewer_share: number;
}

export interface Pace {
  /** By lane, of those that made calls lately: how many may begin now. */
  starts(now_ms: number): { [lane: string]: Starts };
  /** A call begins. */
  begin(lane: string, name: string, now_ms: number): void;
  /** When the next call about this name may begin. */
  nextOf(name: string, now_ms: number): number;
  /** When a lane may begin one more, of background work or not. */
  nextIn(lane: string, background: boolean, now_ms: number): number;
}

interface Bucket {
  tokens: number;
  at_ms: number;
}

export function pace({ calls_per_s, number_calls_per_s, viewer_share }: PaceRules): Pace {
  const [lanes, names] = [new Map<string, Bucket>(), new Map<string, Bucket>()];
  const kept = Math.ceil(calls_per_s * viewer_share);

  const filled = ({ tokens, at_ms }: Bucket, per_s: number, now_ms: number): number =>
    Math.min(per_s, tokens + ((now_ms - at_ms) * per_s) / 1000);
  function take(buckets: Map<string, Bucket>, key: string, per_s: number, now_ms: number): void {
    const tokens = filled(buckets.get(key) ?? { tokens: per_s, at_ms: now_ms }, per_s, now_ms);
    buckets.set(key, { tokens: tokens - 1, at_ms: now_ms });
  }
  /** Full ones are as good as forgotten. */
  function forgetFull(buckets: Map<string, Bucket>, per_s: number, now_ms: number): void {
    for (const [key, one] of buckets) if (filled(one, per_s, now_ms) >= per_s) buckets.delete(key);
  }
  function whenLeft(one: Bucket | undefined, per_s: number, wanted: number, now_ms: number): number {
    const tokens = one ? filled(one, per_s, now_ms) : per_s;
    return tokens >= wanted ? now_ms : now_ms + Math.ceil(((wanted - tokens) * 1000) / per_s);
  }

  return {
    starts(now_ms) {
      forgetFull(lanes, calls_per_s, now_ms);
      const left = [...lanes].map(([lane, one]): [string, Starts] => {
        const tokens = Math.max(0, Math.floor(filled(one, calls_per_s, now_ms)));
        return [lane, { all: tokens, background: Math.max(0, tokens - kept) }];
      });
      return Object.fromEntries(left);
    },
    begin(lane, name, now_ms) {
      take(lanes, lane, calls_per_s, now_ms);
      take(names, name, number_calls_per_s, now_ms);
      if (names.size > 10_000) forgetFull(names, number_calls_per_s, now_ms);
    },
    nextOf: (name, now_ms) => whenLeft(names.get(name), number_calls_per_s, 1, now_ms),
    nextIn: (lane, background, now_ms) => whenLeft(lanes.get(lane), calls_per_s, background ? kept + 1 : 1, now_ms),
  };
}
