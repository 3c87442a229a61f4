/** Records of all banks together, for the phone, the control interface and the callback sender. */
import type { Call, Callback, Code, OfBank } from './records.ts';
import { read, readAll, readWithId } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

export interface Text {
  at_ms: number;
  phone: string;
  text: string;
}

export interface SandboxDb {
  codes: {
    get(code: string): OfBank<Code> | undefined;
    /** Newest first. */
    lately(limit: number): OfBank<Code>[];
  };
  calls: {
    /** The newest, oldest of them first. */
    lately(limit: number): OfBank<Call>[];
  };
  callbacks: {
    get(id: number): OfBank<Callback> | undefined;
    put(callback: OfBank<Callback>): void;
    all(): OfBank<Callback>[];
  };
  texts: {
    add(at_ms: number, phone: string, text: string): void;
    /** Newest first. */
    lately(limit: number): Text[];
  };
}

export function buildSandboxDb(sqlite: Sqlite): SandboxDb {
  const code = sqlite.prepare('SELECT doc FROM codes WHERE code = ?');
  const codes = sqlite.prepare('SELECT doc FROM codes ORDER BY made_ms DESC, rowid DESC LIMIT ?');
  const calls = sqlite.prepare('SELECT doc FROM (SELECT id, doc FROM calls ORDER BY id DESC LIMIT ?) ORDER BY id');
  const callback = sqlite.prepare('SELECT id, doc FROM notices WHERE id = ?');
  const putCallback = sqlite.prepare('UPDATE notices SET doc = ? WHERE id = ?');
  const callbacks = sqlite.prepare('SELECT id, doc FROM notices ORDER BY id');
  const addText = sqlite.prepare('INSERT INTO texts (at_ms, phone, text) VALUES (?, ?, ?)');
  const texts = sqlite.prepare('SELECT at_ms, phone, text FROM texts ORDER BY id DESC LIMIT ?');
  return {
    codes: { get: (text) => read(code.get(text)), lately: (limit) => readAll(codes.all(limit)) },
    calls: { lately: (limit) => readAll(calls.all(limit)) },
    callbacks: {
      get(id) {
        const row = callback.get(id);
        return row ? readWithId(row) : undefined;
      },
      put: (one) => void putCallback.run(JSON.stringify(one), one.id),
      all: () => callbacks.all().map((row) => readWithId(row)),
    },
    texts: {
      add: (at_ms, phone, text) => void addText.run(at_ms, phone, text),
      lately: (limit) => texts.all(limit) as Text[],
    },
  };
}
