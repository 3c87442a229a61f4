/**
 * Gives journal rows their positions, after their commits: what one reader saw, every reader sees, and none comes in before it.
 * Rows are numbered by whoever holds the sealer's lock; others go on without waiting.
 */
import type { World } from '../../../protocol/world.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Writer } from './writer.ts';

export interface Sealer {
  /** Numbers what is committed by now. */
  seal(): Promise<void>;
  stop(): Promise<void>;
}

/** Any number that no limit has by chance: limits' locks are of another kind (two keys here, one there). */
const LOCK = statement('SELECT pg_advisory_xact_lock(1280264018, 1)');
const SEAL = statement(`
WITH last AS (SELECT coalesce(max(position), 0) AS position FROM journal),
fresh AS (SELECT seq, row_number() OVER (ORDER BY seq) AS i FROM (SELECT seq FROM journal WHERE position IS NULL ORDER BY seq LIMIT 10000) f)
UPDATE journal j SET position = last.position + fresh.i FROM fresh, last WHERE j.seq = fresh.seq`);

const ANY = statement('SELECT 1 FROM journal WHERE position IS NULL LIMIT 1');

/** A row waits for its position at most twice as long. */
const EVERY_MS = 100;

export function sealer(reader: Reader, writer: Writer, after: World['after'] | undefined): Sealer {
  let stopped = false;
  let sealing: Promise<void> | undefined;
  let cancel: (() => void) | undefined;

  async function once(): Promise<void> {
    if ((await reader.all(ANY)).length === 0) return;
    // A position that a reader saw must also be there after a standby took over.
    await writer.durably([
      { asked: LOCK, values: [] },
      { asked: SEAL, values: [] },
    ]);
  }

  /** Whoever asks during one run needs the next: its rows may have come in between. */
  async function seal(): Promise<void> {
    await sealing?.catch(() => undefined);
    sealing ??= once().finally(() => (sealing = undefined));
    await sealing;
  }

  function turn(): void {
    cancel = after?.(EVERY_MS, () => {
      seal()
        .catch(() => undefined)
        .finally(() => {
          if (!stopped) turn();
        });
    });
  }
  turn();

  return {
    seal,
    async stop() {
      stopped = true;
      cancel?.();
      await sealing?.catch(() => undefined);
    },
  };
}
