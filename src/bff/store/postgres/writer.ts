/** Transactions of their own, beside the groups. */
import type { QueryResult } from 'pg';
import type { Dial } from './dial.ts';
import { asStoreError, isAgain } from './failure.ts';
import { statement } from './statement.ts';
import { writerLine } from './writer-line.ts';
import type { Asked } from './writer-line.ts';

export interface Writer {
  /**
   * What may be lost in a crash, such as leases: its commit waits for the own disk, not for standbys. Deadlocks are tried again.
   */
  lightly(asked: readonly Asked[]): Promise<QueryResult[]>;
  /** Waits for standbys too. */
  durably(asked: readonly Asked[]): Promise<QueryResult[]>;
  close(): Promise<void>;
}

const AGAIN_MAX = 5;
const LOCAL: Asked = { asked: statement('SET LOCAL synchronous_commit = local'), values: [] };

export function writer(dial: Dial): Writer {
  const line = writerLine(dial);
  /** One transaction at a time on one line. */
  let last: Promise<unknown> = Promise.resolve();

  async function once(asked: readonly Asked[]): Promise<QueryResult[]> {
    const { transaction, loaded } = await line.begin(asked);
    await transaction.commit([]);
    return loaded;
  }

  async function tried(asked: readonly Asked[]): Promise<QueryResult[]> {
    for (let again = 0; ; again++) {
      try {
        return await once(asked);
      } catch (error) {
        if (!isAgain(error) || again >= AGAIN_MAX) throw asStoreError(error);
      }
    }
  }

  function inTurn(asked: readonly Asked[]): Promise<QueryResult[]> {
    const mine = last.then(() => tried(asked));
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    lightly: async (asked) => (await inTurn([LOCAL, ...asked])).slice(1),
    durably: inTurn,
    async close() {
      await last;
      await line.close();
    },
  };
}
