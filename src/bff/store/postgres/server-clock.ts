/** How far the database's clock is ahead of ours: the one clock of all processes on one database. Source: docs/money.md 10. */
import type { World } from '../../../protocol/world.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';

const CLOCK = statement('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at_ms');

export interface ServerClock {
  stop(): void;
}

const EVERY_MS = 10_000;
/** Of so many looks the one with the shortest way counts. */
const LOOKS = 3;

export async function serverClock(
  reader: Reader,
  own: () => number,
  after: World['after'],
  tell: (ahead_ms: number) => void,
): Promise<ServerClock> {
  async function look(): Promise<void> {
    let best = { way_ms: Infinity, ahead_ms: 0 };
    for (let i = 0; i < LOOKS; i++) {
      const before_ms = own();
      const [row] = await reader.all<{ at_ms: number }>(CLOCK);
      const way_ms = own() - before_ms;
      if (row && way_ms >= 0 && way_ms < best.way_ms) best = { way_ms, ahead_ms: Math.round(row.at_ms - before_ms - way_ms / 2) };
    }
    if (best.way_ms < Infinity) tell(best.ahead_ms);
  }
  let stopped = false;
  let cancel = (): void => undefined;
  function turn(): void {
    if (stopped) return;
    cancel = after(
      EVERY_MS,
      () =>
        void look()
          .catch(() => undefined)
          .finally(turn),
    );
  }
  await look();
  turn();
  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}
