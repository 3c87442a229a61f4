import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Names that Babel leaves as they are and a 2011 engine does not have. */
const MISSING = [
  /\bPromise\b/,
  /\bnew (Map|Set|WeakMap|Proxy)\b/,
  /\bSymbol\b/,
  /\bArray\.(from|of)\b/,
  /\bObject\.(assign|entries|values|fromEntries|is)\b/,
  /\.(includes|startsWith|endsWith|padStart|padEnd|find|findIndex|flat|flatMap|replaceAll|at)\(/,
  /\.append\(|\.closest\(|\.matches\(/,
  /\bfetch\(/,
  /\bnew URL\b|\bURLSearchParams\b/,
  /\bqueueMicrotask\b/,
  /\bfunction\*/,
  /\basync\b|\bawait\b/,
  /\bglobalThis\./,
];

/** ui/look.ts and the like write style sheets at build time. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.ts$|fixtures\.ts$|fake|ui\/(look|rules|mark-rules|sheet|contrast)\.ts$/.test(file),
);

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'[^'\n]*'/g, "''");
}

test.each(files)('%s asks nothing of the engine that old ones lack', (file) => {
  const text = withoutComments(readFileSync(join(folder, file), 'utf8'));
  expect(MISSING.filter((name) => name.test(text))).toEqual([]);
});

test('the files were found', () => {
  expect(files).toEqual(expect.arrayContaining(['focus.ts', 'remote.ts', join('spatial', 'core.ts'), join('box', 'guangxi.ts')]));
});
