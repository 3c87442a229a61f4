import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Conflict } from '../errors.ts';
import { groupCommit } from './group-commit.ts';

it('one that breaks a constraint costs its group nothing: each is computed and written once, in one commit', async () => {
  const statements: string[] = [];
  const db = new Database(':memory:', { verbose: (sql) => statements.push(String(sql)) });
  db.exec('CREATE TABLE one (name TEXT PRIMARY KEY) STRICT');
  const add = db.prepare('INSERT INTO one (name) VALUES (?)');
  add.run('taken');
  const group = groupCommit(db);
  statements.length = 0;
  let computed = 0;
  const names = Array.from({ length: 100 }, (_, i) => (i % 10 === 5 ? 'taken' : 'n' + i));
  const ends = await Promise.allSettled(
    names.map((name) =>
      group.add(
        () => ((computed += 1), name),
        (made) => void add.run(made),
      ),
    ),
  );
  expect(ends.filter((one) => one.status === 'fulfilled')).toHaveLength(90);
  for (const one of ends) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
  expect(computed).toBe(100);
  const count = (start: string): number => statements.filter((one) => one.startsWith(start)).length;
  expect({ begin: count('BEGIN'), commit: count('COMMIT'), insert: count('INSERT'), undo: count('ROLLBACK TO') }).toEqual({
    begin: 1,
    commit: 1,
    insert: 100,
    undo: 10,
  });
  expect(db.prepare('SELECT count(*) FROM one').pluck().get()).toBe(91);
});
