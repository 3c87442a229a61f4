/**
 * npm run mutants -- [--sample 500] [--seed 1] [--shard 1/1] [--only text]
 * Mutation testing of the payment core and the store: small faults are put into their sources one by one, and some unit test
 * must fail for each. All faults of the draw are in one build, each behind a switch. Survivors are listed; those proved
 * equivalent (equivalent.json) leave the total. The last line is JSON.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../../e2e/support/random.ts';
import { openBench } from './bench.ts';
import { mutationsOf } from './mutators.ts';
import type { Mutation } from './mutators.ts';
import { withSwitches } from './schemata.ts';

const HELP = `npm run mutants -- [--sample 500] [--seed 1] [--shard 1/1] [--only text] [--tests FOLDERS] [--floor 0]
  --sample   how many of all mutants are drawn; all: every one
  --seed     chooses them
  --shard    2/4: the second quarter of the draw
  --only     of files whose path holds this text
  --tests    folders whose tests may notice, commas between
  --floor    ends with 1 when the score is below it`;

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    shard: { type: 'string', default: '1/1' },
    only: { type: 'string', default: '' },
    tests: { type: 'string' },
    floor: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

/** What is mutated. */
const FOLDERS = ['src/bff/payments', 'src/bff/store'];

/** Whose tests may notice, unless told otherwise: the core's own, and those of its nearest doors. */
const DOORS = [...FOLDERS, 'src/bff/operators', 'src/bff/secret-entry', 'src/bff/http/operator', 'src/bff/http/viewer'];

/** Line and change, as it is printed and as equivalent.json names it: line numbers move, the line's text stays. */
interface Mutant extends Mutation {
  n: number;
  file: string;
  line: number;
  line_text: string;
  change: string;
}

interface Equivalent {
  file: string;
  line_text: string;
  change: string;
  why: string;
}

const sourceOf = new Map(
  FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path.includes(values.only))
    .toSorted()
    .map((path) => [path, readFileSync(path, 'utf8')] as const),
);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function describe(file: string, source: string, mutation: Mutation, n: number): Mutant {
  const line = source.slice(0, mutation.start).split('\n').length;
  const change = oneLine(source.slice(mutation.start, mutation.end)) + ' -> ' + (oneLine(mutation.text) || 'nothing');
  return { ...mutation, n, file, line, line_text: (source.split('\n')[line - 1] ?? '').trim(), change };
}

function draw(all: readonly Mutant[]): Mutant[] {
  const chance = seeded(Number(values.seed));
  const order = all.map((mutant) => ({ mutant, at: chance() })).toSorted((a, b) => a.at - b.at);
  const drawn = order.slice(0, values.sample === 'all' ? all.length : Number(values.sample)).map((one) => one.mutant);
  const [shard = 1, of = 1] = values.shard.split('/').map(Number);
  return drawn.filter((_, i) => i % of === shard - 1);
}

async function main(): Promise<number> {
  let n = 0;
  const all = [...sourceOf].flatMap(([file, source]) => mutationsOf(source).map((one) => describe(file, source, one, (n += 1))));
  const equivalent = JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8')) as Equivalent[];
  const isEquivalent = (m: Mutant): boolean =>
    equivalent.some((one) => one.file === m.file && one.line_text === m.line_text && one.change === m.change);
  const drawn = draw(all);
  const judged = drawn.filter((one) => !isEquivalent(one));
  console.log(all.length + ' mutants, ' + drawn.length + ' drawn, ' + (drawn.length - judged.length) + ' of them equivalent');
  const sources = [...sourceOf].map(([file, source]) => {
    const mine = judged.filter((one) => one.file === file);
    return [resolve(file), withSwitches(source, mine)] as const;
  });
  const started = performance.now();
  const bench = await openBench(new Map(sources), values.tests?.split(',') ?? DOORS);
  try {
    if (bench.broken.length > 0) throw new Error('fails without any mutant: ' + bench.broken.join(', '));
    console.log('without a mutant all tests pass, ' + Math.round((performance.now() - started) / 1000) + ' s');
    let said = performance.now();
    const left = await bench.survivors(
      judged.map((one) => one.n),
      (settled) => {
        if (performance.now() - said < 5_000) return;
        said = performance.now();
        console.log(settled + ' of ' + judged.length + ' killed, ' + Math.round((said - started) / 1000) + ' s');
      },
    );
    const survivors = judged.filter((one) => left.includes(one.n));
    for (const { n, file, line, change } of survivors)
      console.log('survived: ' + file + ':' + line + ' ' + change + (bench.isReached(n) ? '' : ' (no test reaches it)'));
    const [total, killed] = [judged.length, judged.length - survivors.length];
    const score = total === 0 ? 1 : Math.round((killed / total) * 1000) / 1000;
    console.log(JSON.stringify({ bench: 'mutants', killed, total, score }));
    return score >= Number(values.floor) ? 0 : 1;
  } finally {
    await bench.close();
  }
}

process.exit(await main());
