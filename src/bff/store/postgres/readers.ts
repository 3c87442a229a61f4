/** Lines for questions: several under way on each, answered in order. What was lost with its line is asked once more. */
import type { Client } from 'pg';
import { asStoreError, isLost } from './failure.ts';
import type { Dial } from './dial.ts';
import { withValues } from './statement.ts';
import type { Statement, Value } from './statement.ts';

export interface Reader {
  all<R>(asked: Statement, ...values: Value[]): Promise<R[]>;
  close(): Promise<void>;
}

interface Line {
  client: Promise<Client>;
  under_way: number;
}

export function readers(dial: Dial, count: number): Reader {
  const lines = new Set<Line>();

  function open(): Line {
    const line: Line = { client: dial('reads'), under_way: 0 };
    const forget = (): void => void lines.delete(line);
    line.client.then((client) => client.once('error', forget).once('end', forget), forget);
    lines.add(line);
    return line;
  }

  function freest(): Line {
    let best: Line | undefined;
    for (const line of lines) if (!best || line.under_way < best.under_way) best = line;
    return best && (best.under_way === 0 || lines.size >= count) ? best : open();
  }

  async function once<R>(asked: Statement, values: readonly Value[]): Promise<R[]> {
    const line = freest();
    line.under_way += 1;
    try {
      const client = await line.client;
      return (await client.query(withValues(asked, values))).rows as R[];
    } catch (error) {
      if (isLost(error)) lines.delete(line);
      throw error;
    } finally {
      line.under_way -= 1;
    }
  }

  return {
    async all<R>(asked: Statement, ...values: Value[]) {
      try {
        return await once<R>(asked, values).catch((error: unknown) => {
          if (!isLost(error)) throw error;
          return once<R>(asked, values);
        });
      } catch (error) {
        throw asStoreError(error);
      }
    },
    async close() {
      const open_ones = [...lines];
      lines.clear();
      await Promise.all(open_ones.map((line) => line.client.then((client) => client.end()).catch(() => undefined)));
    },
  };
}
