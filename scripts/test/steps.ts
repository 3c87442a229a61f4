/** One step of the tests: a child process whose words are shown as they come, and a count at its end. */
import { spawn } from 'node:child_process';

export interface Count {
  passed: number;
  failed: number;
}

/** `count` reads the step's own report; without one the step itself is one test. */
export async function step(
  name: string,
  command: string,
  args: string[],
  count?: (succeeded: boolean) => Count,
  env: { [name: string]: string } = {},
): Promise<Count> {
  console.log('\n== ' + name);
  const started = performance.now();
  const code = await new Promise<number>((done) => {
    spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
      .on('exit', (status) => done(status ?? 1))
      .on('error', () => done(1));
  });
  const result = count ? count(code === 0) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  console.log(
    '== ' +
      name +
      ': ' +
      result.passed +
      ' passed, ' +
      result.failed +
      ' failed, ' +
      Math.round((performance.now() - started) / 1000) +
      ' s',
  );
  return result;
}
