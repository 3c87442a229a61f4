/** Runs tests on the instrumented sources: once without a mutant, then for each mutant only the files that reach it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createVitest } from 'vitest/node';
import type { TestSpecification, Vitest } from 'vitest/node';

const DRIVER = join(import.meta.dirname, 'driver.ts');
const BATCH_MAX = 24;
const TEST_MS = 30_000;

/** `fresh`: these mutants change what stands in modules when they are loaded, so that each loads them anew. */
export interface Batch {
  file: string;
  mutants: number[];
  fresh: boolean;
}

export interface Bench {
  /** Test files that fail without any mutant; none where all is well. */
  readonly broken: readonly string[];
  /** Is there a test file that reaches it? */
  isReached(n: number): boolean;
  /** The mutants for which no test fails. `heard` is told how many are settled, from time to time. */
  survivors(mutants: readonly number[], heard: (settled: number) => void): Promise<number[]>;
  close(): Promise<void>;
}

interface Reached {
  file: string;
  reached: number[];
  /** Of these: while the file and what it imports were loaded. */
  loading: number[];
}

/** `sources`: absolute path -> instrumented text. `tests`: folders. */
export async function openBench(sources: ReadonlyMap<string, string>, tests: readonly string[]): Promise<Bench> {
  const vitest = await createVitest(
    {
      watch: false,
      // On disk it is found by the file's own text, which is not what the plugin makes of it.
      fsModuleCache: false,
      reporters: [{}],
      maxWorkers: 1,
      pool: 'forks',
      silent: true,
      // Instrumented, and often on a machine that does other things: what is judged is the verdict, not the time.
      testTimeout: TEST_MS,
      hookTimeout: TEST_MS,
      include: [...tests.map((folder) => folder + '/**/*.test.ts'), relative(process.cwd(), DRIVER)],
      setupFiles: [join(import.meta.dirname, 'switch.ts')],
    },
    { plugins: [{ name: 'mutants', enforce: 'pre', load: (id: string) => sources.get(id.split('?')[0] ?? '') }] },
  );
  const specs = await vitest.globTestSpecifications();
  const driver = specs.find((spec) => spec.moduleId === DRIVER);
  if (!driver) throw new Error('the driver is no test file');
  const first = await withoutMutant(
    vitest,
    specs.filter((spec) => spec !== driver),
  );
  const filesOf = (n: number): Reached[] => first.reached.filter((one) => one.reached.includes(n));

  async function killedBy(batch: Batch): Promise<number[]> {
    process.env['MUTANTS_BATCH'] = JSON.stringify(batch);
    // It grows from run to run otherwise.
    vitest.state.clearErrors();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([driver as TestSpecification], false);
    const suites = [...(testModules.find((one) => one.moduleId === DRIVER)?.children.suites() ?? [])];
    const failed = suites.filter((suite) => suite.state() === 'failed').map((suite) => Number(suite.name));
    const [only, ...others] = batch.mutants;
    if (unhandledErrors.length === 0 || only === undefined) return failed;
    // An error outside of any test, or the process died.
    if (others.length === 0) return [only];
    const alone: number[] = [];
    for (const n of batch.mutants.filter((one) => !failed.includes(one))) alone.push(...(await killedBy({ ...batch, mutants: [n] })));
    return [...failed, ...alone];
  }

  /** One file after the other, the quickest first; who was killed by one meets no other. */
  async function survivors(mutants: readonly number[], heard: (settled: number) => void): Promise<number[]> {
    const alive = new Set(mutants);
    for (const { file, reached, loading } of first.reached)
      for (const fresh of [false, true]) {
        const mine = [...alive].filter((n) => reached.includes(n) && loading.includes(n) === fresh);
        for (let at = 0; at < mine.length; at += BATCH_MAX) {
          for (const n of await killedBy({ file, mutants: mine.slice(at, at + BATCH_MAX), fresh })) alive.delete(n);
          heard(mutants.length - alive.size);
        }
      }
    return mutants.filter((n) => alive.has(n));
  }

  return { broken: first.broken, isReached: (n) => filesOf(n).length > 0, survivors, close: () => vitest.close() };
}

/** The quickest file first. */
async function withoutMutant(vitest: Vitest, specs: TestSpecification[]): Promise<{ broken: string[]; reached: Reached[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'lezhong-mutants-'));
  try {
    const noted = join(folder, 'reached');
    process.env['MUTANTS_REACHED'] = noted;
    const { testModules } = await vitest.runTestSpecifications(specs, true);
    delete process.env['MUTANTS_REACHED'];
    const took_ms = new Map(testModules.map((one) => [one.moduleId, one.diagnostic().duration]));
    const broken = testModules.filter((one) => !one.ok()).map((one) => relative(process.cwd(), one.moduleId));
    const lines = readFileSync(noted, 'utf8').trim().split('\n');
    const reached = lines.map((line) => JSON.parse(line) as Reached);
    return { broken, reached: reached.toSorted((a, b) => (took_ms.get(a.file) ?? 0) - (took_ms.get(b.file) ?? 0)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
