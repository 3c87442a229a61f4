/** When a TV last showed an order's code: told to the others in batches, known here at once. */
import type { Store } from '../port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Writer } from './writer.ts';

const TELL = statement(
  'INSERT INTO shown (order_id, at_ms) SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT (order_id) DO UPDATE SET at_ms = greatest(shown.at_ms, excluded.at_ms)',
);
const FORGET = statement('DELETE FROM shown WHERE at_ms < $1');
const LAST = statement('SELECT at_ms FROM shown WHERE order_id = $1');

/** Older ones matter to nobody: a code is good for minutes after it was shown. */
const KEPT_MS = 3_600_000;
const FORGET_EVERY = 1_000;

export function shownCodes(reader: Reader, writer: Writer): Pick<Store, 'shown' | 'lastShown'> {
  let waiting = new Map<string, number>();
  let telling = false;
  let told = 0;

  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    try {
      while (waiting.size > 0) {
        const now = waiting;
        waiting = new Map();
        const newest_ms = Math.max(...now.values());
        // In one order everywhere, so that two processes never wait for one another.
        const ids = [...now.keys()].sort();
        await writer.lightly([{ asked: TELL, values: [ids, ids.map((id) => now.get(id) as number)] }]);
        if ((told += 1) % FORGET_EVERY === 0) await writer.lightly([{ asked: FORGET, values: [newest_ms - KEPT_MS] }]);
      }
    } finally {
      telling = false;
    }
  }

  return {
    async shown(order_id, at_ms) {
      waiting.set(order_id, Math.max(waiting.get(order_id) ?? at_ms, at_ms));
      // A word that is lost comes again with the next poll.
      await tell().catch(() => undefined);
    },
    async lastShown(order_id) {
      const here = waiting.get(order_id);
      const there = (await reader.all<{ at_ms: number }>(LAST, order_id))[0]?.at_ms;
      return here === undefined ? there : Math.max(here, there ?? here);
    },
  };
}
