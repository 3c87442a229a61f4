/** One tiny round of every benchmark and trial, as scripts/commands.js lists them. Judged is only that each ends as it must. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { freshPage } from '../../src/start/page.ts';
import { COMMANDS } from '../commands.js';
import type { Command } from '../commands.js';
import { findChromium } from './chromium.ts';
import { lastLineFault } from './last-line.ts';
import type { Count } from './steps.ts';

interface Round {
  name: string;
  argv: readonly string[];
}

/** Two rounds at a time, as small machines have two processors. */
const AT_ONCE = 2;
/** A round takes up to 15 s on two free processors. */
const ROUND_MAX_MS = 240_000;
const LOGS = 'test-results/smoke-trials';

const hasCompiler = (): boolean =>
  process.platform === 'linux' && ['cc', 'gcc', 'clang'].some((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

function roundsOf([name, { run, smoke = [] }]: [string, Command]): Round[] {
  return smoke.map((args) => ({ name: [name, ...args].join(' '), argv: [...(run[0] ?? []), ...args] }));
}

function end({ argv }: Round, env: { [name: string]: string }): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, argv, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      timeout: ROUND_MAX_MS,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.on('error', (error) => done({ code: null, said: error.message }));
    child.on('close', (code) => done({ code, said: code === 0 ? stdout : stderr + stdout }));
  });
}

/** Prints one line for a good round, and everything it printed for a bad one. */
async function judged(round: Round, env: { [name: string]: string }): Promise<boolean> {
  const started = performance.now();
  const { code, said } = await end(round, env);
  const fault = code === 0 ? lastLineFault(said) : 'ended with ' + (code ?? 'a signal, after at most ' + ROUND_MAX_MS / 1000 + ' s');
  writeFileSync(LOGS + '/' + round.name.replace(/\W+/g, '-') + '.log', said);
  const took = Math.round((performance.now() - started) / 1000) + ' s';
  console.log(fault === undefined ? 'good  ' + round.name + ', ' + took : said + '\nBAD   ' + round.name + ', ' + took + ': ' + fault);
  return fault === undefined;
}

export async function smokeTrials(): Promise<Count> {
  console.log('\n== smoke-trials');
  const started = performance.now();
  mkdirSync(LOGS, { recursive: true });
  const page = freshPage();
  // Before the rounds, as two of them would build it at the same time.
  if (page.stale && spawnSync(process.execPath, [page.builder], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    console.error('The cashier page could not be built; the reason is above.');
  const chromium = findChromium();
  const compiler = hasCompiler();
  const left = Object.entries(COMMANDS)
    .filter(([name, { needs }]) => {
      if (needs === 'linux-compiler' && !compiler)
        console.log('not run: ' + name + ' needs Linux and a C compiler (Debian: apt-get install gcc libc6-dev)');
      return needs === undefined || compiler;
    })
    .flatMap(roundsOf);
  const results: boolean[] = [];
  const worker = async (): Promise<void> => {
    for (let round = left.shift(); round; round = left.shift())
      results.push(await judged(round, chromium ? { CHROMIUM_PATH: chromium } : {}));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const failed = results.filter((good) => !good).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log('== smoke-trials: ' + (results.length - failed) + ' passed, ' + failed + ' failed, ' + seconds + ' s');
  return { passed: results.length - failed, failed };
}
