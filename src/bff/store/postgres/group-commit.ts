/**
 * Commits work in groups: what arrives while the lines are busy shares the next transaction, and its one wait for the disk and
 * for standbys.
 */
import { StoreDown } from '../errors.ts';
import type { Dial } from './dial.ts';
import { asStoreError } from './failure.ts';
import { groupRunner } from './group-run.ts';
import type { Waiting, Work } from './group-run.ts';
import { namesOf } from './loads.ts';
import { writerLine } from './writer-line.ts';
import type { WriterLine } from './writer-line.ts';

export interface GroupCommit {
  /** Rejects with what `compute` threw or what refused its rows (nothing of it is stored), or with StoreDown. */
  add<T>(work: Work<T>): Promise<T>;
  drain(): Promise<void>;
  close(): Promise<void>;
  /** The last commit failed, and none has succeeded since. */
  readonly down: boolean;
}

export interface GroupOptions {
  dial: Dial;
  /** Transactions at the same time. */
  lines: number;
  /** Of the start. */
  epoch: () => number;
}

const GROUP_MAX = 256;
/** A group waits for more while each turn of the loop brings some, at most so many turns. */
const TURNS_MAX = 3;
export function groupCommit({ dial, lines, epoch }: GroupOptions): GroupCommit {
  const idle: WriterLine[] = Array.from({ length: lines }, () => writerLine(dial));
  const all = [...idle];
  let waiting: Waiting[] = [];
  let gathering = false;
  let under_way = 0;
  let down = false;

  /** Those that may go together; the others stay, in their order. */
  function nextGroup(): Waiting[] {
    const names = new Set<string>();
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    let i = 0;
    for (; i < waiting.length && group.length < GROUP_MAX; i++) {
      const one = waiting[i] as Waiting;
      (one.names.some((name) => names.has(name)) ? later : group).push(one);
      // Also a name that waits is taken: who came first goes first.
      for (const name of one.names) names.add(name);
    }
    waiting = [...later, ...waiting.slice(i)];
    return group;
  }

  function refuse(group: readonly Waiting[], error: unknown): void {
    const why = asStoreError(error);
    if (why instanceof StoreDown) down = true;
    for (const one of group) one.reject(why);
  }

  const run = groupRunner({
    epoch,
    putBack: (later) => void waiting.unshift(...later),
    committed: () => void (down = false),
    refuse,
  });

  function start(): void {
    gathering = false;
    while (waiting.length > 0 && idle.length > 0) {
      const group = nextGroup();
      if (group.length === 0) return;
      const line = idle.pop() as WriterLine;
      under_way += 1;
      run(line, group)
        .catch((error: unknown) => refuse(group, error))
        .finally(() => {
          under_way -= 1;
          idle.push(line);
          if (waiting.length > 0) schedule();
        });
    }
  }

  /** Under load many requests are on their way in: one more turn of the loop lets them share the commit. */
  function gather(seen: number, turns: number): void {
    if (waiting.length > seen && turns < TURNS_MAX) setImmediate(gather, waiting.length, turns + 1);
    else start();
  }

  function schedule(): void {
    if (gathering || idle.length === 0) return;
    gathering = true;
    setImmediate(gather, 0, 0);
  }

  return {
    add: <T>(work: Work<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ work, names: namesOf(work.wanted), resolve: resolve as Waiting['resolve'], reject, refused: 0 });
        schedule();
      }),
    get down() {
      return down;
    },
    async drain() {
      while (waiting.length > 0 || under_way > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    async close() {
      await Promise.all(all.map((line) => line.close()));
    },
  };
}
