/** Talks JSON lines with a child process: one command, one answer, in order. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ending } from './children.ts';
import { EngineHangs, PATIENCE_MS } from './engine.ts';

export interface Lines {
  ask<T>(command: object): Promise<T>;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

export function talk(command: string, args: string[], env: { [name: string]: string }): Lines {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  ending(child);
  const waiting: Waiting[] = [];
  let words = '';
  const fail = (error: Error): void => {
    for (const one of waiting.splice(0)) {
      clearTimeout(one.timer);
      one.reject(error);
    }
  };
  const ended = (why: string): void => fail(new Error(command + ' ' + why + ': ' + words.slice(-500)));
  child.on('error', (error) => ended(error.message)).on('exit', () => ended('ended'));
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const one = waiting.shift();
    if (!one) return;
    clearTimeout(one.timer);
    const answer = JSON.parse(line) as { ok?: unknown; error?: string };
    if (answer.error === undefined) one.resolve(answer.ok);
    else one.reject(new Error(answer.error));
  });
  return {
    ask: <T>(what: object) =>
      new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          child.kill('SIGKILL');
          fail(new EngineHangs(command, JSON.stringify(what).slice(0, 80)));
        }, PATIENCE_MS);
        waiting.push({ resolve: resolve as (value: unknown) => void, reject, timer });
        child.stdin.write(JSON.stringify(what) + '\n');
      }),
    close: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}
