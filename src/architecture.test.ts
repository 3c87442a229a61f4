/** Who may import whom, and what no server-side file may take from the world by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = import.meta.dirname;

/** Folder -> what of ours it may import, beside itself. */
const MAY: { readonly [folder: string]: readonly string[] } = {
  protocol: [],
  tv: ['protocol/keymap.ts'],
  cashier: ['protocol', 'tv'],
  phone: ['protocol'],
  channels: ['protocol'],
  sandbox: ['protocol'],
  'merchant-sdk': ['protocol'],
  apps: ['merchant-sdk', 'tv', 'protocol/keymap.ts', 'protocol/money.ts', 'protocol/sandbox-clock.ts'],
  me: ['protocol', 'tv', 'apps/page'],
  bff: ['protocol', 'channels'],
  cli: ['protocol', 'merchant-sdk', 'bff/operators', 'bff/config', 'bff/store/errors.ts'],
  start: ['sandbox', 'protocol'],
};

/** Packages that each folder may use; node: is free but where old engines run. */
const PACKAGES: { readonly [folder: string]: RegExp } = {
  protocol: /^tweetnacl$/,
  tv: /^(preact|@preact\/signals)(\/|$)/,
  cashier: /^(preact|@preact\/signals|core-js)(\/|$)/,
  phone: /^$/,
  me: /^(preact|@preact\/signals)(\/|$)/,
  'merchant-sdk': /^node:/,
};

interface File {
  path: string;
  folder: string;
  text: string;
}

const files: File[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, folder: path.split('/')[0] ?? '', text: readFileSync(join(SRC, path), 'utf8') }));
const code = files.filter((f) => !/\.test\.tsx?$|fixture|\/testing\//.test(f.path));

function imports(file: File): string[] {
  return [...file.text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function target(file: File, spec: string): string {
  return relative(SRC, resolve(SRC, dirname(file.path), spec));
}

describe('who may import whom', () => {
  it.each(Object.keys(MAY))('%s', (folder) => {
    const wrong = code
      .filter((f) => f.folder === folder && f.path.includes('/'))
      .flatMap((file) =>
        imports(file)
          .filter((spec) => {
            if (!spec.startsWith('.')) return PACKAGES[folder] && !PACKAGES[folder].test(spec);
            const to = target(file, spec);
            return !to.startsWith(folder + '/') && !(MAY[folder] ?? []).some((one) => to === one || to.startsWith(one + '/'));
          })
          .map((spec) => file.path + ' -> ' + spec),
      );
    expect(wrong).toEqual([]);
  });

  it('every folder has a rule', () => {
    expect([...new Set(files.filter((f) => f.path.includes('/')).map((f) => f.folder))].filter((folder) => !MAY[folder])).toEqual([]);
  });
});

describe('injected, never global', () => {
  const SERVER = new Set(['bff', 'channels', 'sandbox', 'protocol', 'merchant-sdk']);
  const GLOBALS = /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|(?<![.\w])setTimeout\(|(?<![.\w])setInterval\(|(?<![.\w'])fetch\(/;
  it('clock, random, timers and fetch come from main.ts alone (the SDK has them as defaults in one file)', () => {
    const wrong = code
      .filter((f) => SERVER.has(f.folder) && !f.path.endsWith('main.ts') && f.path !== 'merchant-sdk/lezhong-pay.ts')
      .flatMap((f) =>
        f.text
          .split('\n')
          .filter((line) => GLOBALS.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
          .map((line) => f.path + ': ' + line.trim()),
      );
    expect(wrong).toEqual([]);
  });
});

/** Files of one folder by storey; a file may import its own storey and lower ones. The first prefix that fits counts. */
const STOREYS: { readonly [folder: string]: readonly (readonly string[])[] } = {
  'bff/payments': [['formats/', ''], ['money/'], ['dialogue/'], ['decide.ts', 'create.ts', 'journal.ts'], ['engine/']],
};

describe('storeys', () => {
  it.each(Object.keys(STOREYS))('%s: no import from a lower storey into a higher one', (folder) => {
    const storeys = STOREYS[folder] ?? [];
    const within = (path: string): string => path.slice(folder.length + 1);
    const storeyOf = (path: string): number => {
      const named = storeys.findIndex((prefixes) => prefixes.some((one) => one !== '' && within(path).startsWith(one)));
      return named >= 0 ? named : storeys.findIndex((prefixes) => prefixes.includes(''));
    };
    const wrong = code
      .filter((f) => f.path.startsWith(folder + '/'))
      .flatMap((file) =>
        imports(file)
          .filter((spec) => spec.startsWith('.'))
          .map((spec) => target(file, spec))
          .filter((to) => to.startsWith(folder + '/') && storeyOf(to) > storeyOf(file.path))
          .map((to) => file.path + ' -> ' + to),
      );
    expect(wrong).toEqual([]);
  });
});

/** Groups of files that import one another, type imports, tests and fixtures included. */
function circles(): string[][] {
  const known = new Set(files.map((f) => f.path));
  const targets = new Map(
    files.map((f) => [
      f.path,
      imports(f)
        .filter((s) => s.startsWith('.'))
        .map((s) => target(f, s))
        .filter((to) => known.has(to)),
    ]),
  );
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const todo = [...(targets.get(from) ?? [])];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  const reached = new Map([...known].map((path) => [path, reach(path)]));
  const inCircle = [...known].filter((path) => reached.get(path)?.has(path));
  return inCircle.map((path) => [path, ...[...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path))]);
}

it('no file imports itself by way of others', () => {
  expect(circles()).toEqual([]);
});

/** Folders and lists that may name a bank; tests and fixtures may too. */
const MAY_NAME_BANKS = /^(channels\/(index\.ts$|[a-z]+\/)|sandbox\/banks\/(index\.ts$|[a-z]+\/))/;

it('a bank is named in its own folders and the two lists, nowhere else', () => {
  const banks = readdirSync(join(SRC, 'channels'), { withFileTypes: true })
    .filter((one) => one.isDirectory() && one.name !== 'shared')
    .map((one) => one.name);
  expect(banks.length).toBeGreaterThan(2);
  const named = new RegExp('[\'"`](' + banks.join('|') + ')[\'"`]');
  expect(code.filter((f) => !MAY_NAME_BANKS.test(f.path) && named.test(f.text)).map((f) => f.path)).toEqual([]);
});

it('files stay small enough to be one idea', () => {
  expect(code.filter((f) => f.text.split('\n').length > 300).map((f) => f.path)).toEqual([]);
});
