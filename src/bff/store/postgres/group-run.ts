/** Runs one group on one line: loaded and locked, computed, and written with its COMMIT in two round trips. */
import { Conflict, StoreDown } from '../errors.ts';
import { asStoreError, isAgain } from './failure.ts';
import { firstLoads, orderOf, orphanOf } from './loads.ts';
import type { Found, Loads, Wanted } from './loads.ts';
import { secondLoads } from './second-loads.ts';
import { merged, statementsOf } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import { statement } from './statement.ts';
import type { Asked, Transaction, WriterLine } from './writer-line.ts';

/** `compute` is pure and may run several times; it fills the sheet with what is to be written. */
export interface Work<T> {
  wanted: Wanted;
  compute: (found: Found, sheet: Sheet) => T;
}

export interface Waiting {
  work: Work<unknown>;
  names: readonly string[];
  resolve: (made: unknown) => void;
  reject: (error: unknown) => void;
  /** How often its own rows were refused: what it had loaded may have been changed by another process. */
  refused: number;
}

/** A group under way: it gets smaller when some of it go back to wait. `writing`: its rows were sent. */
interface Group {
  all: readonly Waiting[];
  writing: boolean;
}

export interface RunOptions {
  /** A database of another epoch than that of the start was restored meanwhile: nothing is committed (docs/money.md 17). */
  epoch: () => number;
  /** These go first in the next group. */
  putBack: (later: readonly Waiting[]) => void;
  committed: () => void;
  refuse: (group: readonly Waiting[], error: unknown) => void;
}

/** Deadlocks and serialization failures in a row. */
const AGAIN_MAX = 8;
/** Rows refused because of another process are computed again from a new load, once. */
const REFUSED_MAX = 1;

const SAVEPOINT: Asked = { asked: statement('SAVEPOINT one'), values: [] };
const RELEASE: Asked = { asked: statement('RELEASE one'), values: [] };
const UNDO: Asked = { asked: statement('ROLLBACK TO one'), values: [] };

type End = () => void;

async function load({ epoch, putBack }: RunOptions, line: WriterLine, group: Group): Promise<{ transaction: Transaction; loads: Loads }> {
  const first = firstLoads(group.all.map((one) => one.work.wanted));
  const { transaction, loaded } = await line.begin(first.asked);
  const loads = first.read(loaded);
  if (loads.epoch !== epoch()) {
    await transaction.rollback();
    throw new StoreDown('EPOCH');
  }
  putBack(keepFirsts(loads, group));
  return { transaction, loads };
}

async function found(transaction: Transaction, loads: Loads, { all: group }: Group): Promise<Found[]> {
  try {
    return await secondLoads(
      transaction,
      loads,
      group.map((one) => one.work.wanted),
    );
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** Several keys may name one payment: the first goes, the others wait for the next group. */
function keepFirsts(loads: Loads, group: Group): Waiting[] {
  const seen = new Set<string>();
  const later: Waiting[] = [];
  group.all = group.all.filter((one) => {
    const { key, orphan } = one.work.wanted;
    const id = key ? orderOf(loads, key)?.id : orphan && orphanOf(loads, orphan)?.id;
    if (id === undefined) return true;
    if (seen.has(id)) later.push(one);
    return !seen.has(id) && seen.add(id);
  });
  return later;
}

export function groupRunner(options: RunOptions): (line: WriterLine, group: readonly Waiting[]) => Promise<void> {
  const { putBack, committed, refuse } = options;

  async function together(line: WriterLine, group: Group): Promise<void> {
    const { transaction, loads } = await load(options, line, group);
    const founds = await found(transaction, loads, group);
    const ends: End[] = [];
    const sheets: Sheet[] = [];
    group.all.forEach((one, i) => {
      const sheet: Sheet = new Map();
      try {
        const made = one.work.compute(founds[i] as Found, sheet);
        sheets.push(sheet);
        ends.push(() => one.resolve(made));
      } catch (error) {
        ends.push(() => one.reject(asStoreError(error)));
      }
    });
    const asked = statementsOf(merged(sheets));
    if (asked.length === 0) await transaction.rollback();
    else {
      group.writing = true;
      await transaction.commit(asked);
      committed();
    }
    for (const end of ends) end();
  }

  /** One transaction, each piece of work under a savepoint of its own. */
  async function oneByOne(line: WriterLine, group: Group): Promise<void> {
    const { transaction, loads } = await load(options, line, group);
    const founds = await found(transaction, loads, group);
    const ends: End[] = [];
    try {
      for (const [i, one] of group.all.entries()) ends.push(await saved(transaction, one, founds[i] as Found));
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit([]);
    committed();
    for (const end of ends) end();
  }

  async function saved(transaction: Transaction, one: Waiting, known: Found): Promise<End> {
    const sheet: Sheet = new Map();
    let made: unknown;
    try {
      made = one.work.compute(known, sheet);
    } catch (error) {
      return () => one.reject(asStoreError(error));
    }
    try {
      await transaction.all([SAVEPOINT, ...statementsOf(sheet), RELEASE]);
      return () => one.resolve(made);
    } catch (error) {
      const why = asStoreError(error);
      if (why instanceof StoreDown) throw error;
      await transaction.all([UNDO, RELEASE]);
      return () => refused(one, why);
    }
  }

  /** Another process may have come between: once more from a new load, then it is its own fault. */
  function refused(one: Waiting, why: unknown): void {
    if (!(why instanceof Conflict) || one.refused >= REFUSED_MAX) return one.reject(why);
    putBack([{ ...one, refused: one.refused + 1 }]);
  }

  async function run(line: WriterLine, group: Group): Promise<void> {
    let apart = false;
    for (let again = 0; ; again++) {
      group.writing = false;
      try {
        return await (apart ? oneByOne(line, group) : together(line, group));
      } catch (error) {
        if (isAgain(error) && again < AGAIN_MAX) continue;
        // One row that somebody holds for long keeps only its own work from going on.
        if (isLockTimeout(error) && group.all.length > 1) {
          for (const one of group.all) await run(line, { all: [one], writing: false });
          return;
        }
        const is_down = asStoreError(error) instanceof StoreDown;
        if (is_down || apart || !group.writing) return refuse(group.all, error);
        apart = true;
      }
    }
  }

  return (line, all) => run(line, { all, writing: false });
}

function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '55P03';
}
