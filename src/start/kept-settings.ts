/** Settings files of the demo: written at every start, with what a person edited in between. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withEdits } from './edits.ts';
import type { Json } from './edits.ts';

/** DIR/written/NAME is what stood there before anybody edited it. */
export function writeKeepingEdits(data: string, name: string, fresh: Json): void {
  const [file, written] = [join(data, name), join(data, 'written', name)];
  const before = jsonIn(written);
  const edited = before === undefined ? undefined : jsonIn(file);
  const text = (value: Json): string => JSON.stringify(value, null, 2) + '\n';
  writeFileSync(file, text((edited === undefined ? fresh : withEdits(before, edited, fresh)) ?? fresh), { mode: 0o600 });
  mkdirSync(dirname(written), { recursive: true });
  writeFileSync(written, text(fresh), { mode: 0o600 });
}

/** Throws a sentence for a file that is there and is not JSON. */
export function jsonIn(file: string): Json | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new EditError(file + ' is not JSON (' + (error as Error).message + "): mend it, or delete it to begin with the demo's own.");
  }
}

export class EditError extends Error {}
