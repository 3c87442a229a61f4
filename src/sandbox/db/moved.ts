/** How far the sandbox's clock is ahead of real time; kept, so that a restart changes nothing. */
import type { Kv } from './kv.ts';

const KIND = 'clock';

export interface Moved {
  ms(): number;
  /** Takes no smaller one. */
  set(offset_ms: number): void;
}

export function buildMoved(kv: Kv): Moved {
  let offset_ms = kv.get<{ offset_ms: number }>(KIND, KIND)?.offset_ms ?? 0;
  return {
    ms: () => offset_ms,
    set(next_ms) {
      if (next_ms <= offset_ms) return;
      kv.put(KIND, KIND, { offset_ms: next_ms });
      offset_ms = next_ms;
    },
  };
}
