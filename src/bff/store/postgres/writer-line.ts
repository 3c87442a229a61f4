/** A line for one transaction at a time. It is opened when it is needed, and again after it was lost. */
import type { Client, QueryResult } from 'pg';
import { StoreDown } from '../errors.ts';
import type { Dial } from './dial.ts';
import { asStoreError, isLost } from './failure.ts';
import { withValues } from './statement.ts';
import type { Statement, Value } from './statement.ts';

export interface Asked {
  asked: Statement;
  values: readonly Value[];
}

/** One transaction under way. */
export interface Transaction {
  /** Sends all at once and waits for all. Rejects with the first that failed; the transaction is then to be undone. */
  all(asked: readonly Asked[]): Promise<QueryResult[]>;
  /**
   * Writes and commits in one go. Resolves only when the server said COMMIT. Rejects with StoreDown where nobody knows whether
   * it did, or where a standby was not waited for; with the first error where nothing was stored.
   */
  commit(asked: readonly Asked[]): Promise<void>;
  rollback(): Promise<void>;
}

export interface WriterLine {
  begin(asked: readonly Asked[]): Promise<{ transaction: Transaction; loaded: QueryResult[] }>;
  close(): Promise<void>;
}

export function writerLine(dial: Dial): WriterLine {
  let open: Client | undefined;
  let closed = false;
  /** What the server warned of since the commit was sent, such as a wait for a standby that was cancelled. */
  let warned: string | undefined;

  async function client(): Promise<Client> {
    if (closed) throw new StoreDown('CLOSED');
    if (open) return open;
    const fresh = await dial('writes');
    const forget = (): void => {
      if (open === fresh) open = undefined;
    };
    fresh.on('error', forget).on('end', forget);
    fresh.on('notice', ({ severity, code, message }) => {
      if (severity === 'WARNING' || severity === 'FATAL') warned ??= (code ?? '') + ' ' + (message ?? '');
    });
    return (open = fresh);
  }

  function drop(line: Client): void {
    if (open === line) open = undefined;
    line.end().catch(() => undefined);
  }

  const send = (line: Client, asked: readonly Asked[]): Promise<QueryResult>[] =>
    asked.map((one) => line.query(withValues(one.asked, one.values)));

  /** All have answered, so that nothing of them is on its way any more. */
  async function settled(line: Client, sent: readonly Promise<QueryResult>[]): Promise<QueryResult[]> {
    const ends = await Promise.allSettled(sent);
    const failed = ends.find((end) => end.status === 'rejected');
    if (!failed) return ends.map((end) => (end as PromiseFulfilledResult<QueryResult>).value);
    if (ends.some((end) => end.status === 'rejected' && isLost(end.reason))) drop(line);
    throw failed.reason;
  }

  function transactionOn(line: Client): Transaction {
    return {
      all: (asked) => settled(line, send(line, asked)),
      async commit(asked) {
        warned = undefined;
        const writes = send(line, asked);
        const [written, committed] = await Promise.all([
          Promise.allSettled(writes),
          line.query('COMMIT').then(
            ({ command }) => ({ command }),
            (error: unknown) => ({ error }),
          ),
        ]);
        const failed = written.find((end) => end.status === 'rejected');
        if ('error' in committed) {
          drop(line);
          const why = asStoreError(committed.error);
          throw why instanceof StoreDown ? why : new StoreDown('COMMIT');
        }
        if (committed.command === 'COMMIT' && !failed && warned === undefined) return;
        if (committed.command === 'COMMIT') {
          drop(line);
          throw new StoreDown(warned === undefined ? 'COMMIT' : 'NOT_ON_STANDBY');
        }
        throw failed?.reason ?? new StoreDown('ROLLED_BACK');
      },
      async rollback() {
        await line.query('ROLLBACK').catch(() => drop(line));
      },
    };
  }

  async function begun(asked: readonly Asked[]) {
    const line = await client();
    const transaction = transactionOn(line);
    const sent = [line.query('BEGIN'), ...send(line, asked)];
    try {
      const [, ...loaded] = await settled(line, sent);
      return { transaction, loaded };
    } catch (error) {
      if (open === line) await transaction.rollback();
      throw error;
    }
  }

  return {
    // Nothing is written yet: on a line that was lost meanwhile it is begun once more on a new one.
    async begin(asked) {
      const was_open = open !== undefined;
      return begun(asked).catch((error: unknown) => {
        if (!was_open || !isLost(error)) throw error;
        return begun(asked);
      });
    },
    async close() {
      closed = true;
      const line = open;
      open = undefined;
      await line?.end().catch(() => undefined);
    },
  };
}
