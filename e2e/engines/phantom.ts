/** WebKit 534.34 and 538.1, as PhantomJS 1.9.8 and 2.1.1. */
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { EngineHangs, PATIENCE_MS, syntheticKey } from './engine.ts';
import type { Engine } from './engine.ts';
import { ending } from './children.ts';
import { freePort } from '../../src/start/ports.ts';
import { until } from './until.ts';

const HERE = import.meta.dirname;

export async function startPhantom(name: string, folder: string): Promise<Engine> {
  const binary = join(HERE, 'node_modules', folder, 'bin/linux/x64/phantomjs');
  chmodSync(binary, 0o755);
  const port = await freePort();
  // A clean environment: 1.9.8 dies of SSL_CERT_DIR, 2.1.1 of newer OpenSSL settings. Fonts need a home.
  const env = { PATH: '/usr/bin:/bin', HOME: process.env['HOME'] ?? '/tmp', OPENSSL_CONF: '/dev/null' };
  const child = spawn(binary, [join(HERE, 'phantom-script.js'), String(port)], { stdio: ['ignore', 'ignore', 'pipe'], env });
  ending(child);
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const gone = new Promise<never>((_, reject) =>
    child.once('exit', (code, signal) => reject(new Error(name + ' ended (' + (signal ?? code) + ') ' + words.slice(-300)))),
  );
  gone.catch(() => undefined);
  const ask = <T>(command: object): Promise<T> => Promise.race([post<T>(name, port, command), gone]);
  await until(
    () =>
      ask({ cmd: 'errors' }).then(
        () => true,
        () => false,
      ),
    10_000,
    name + ' does not start: ' + words,
  );
  const engine: Engine = {
    name,
    open: (url) => ask({ cmd: 'open', url }),
    key: async (key) => void (typeof key === 'number' ? await engine.eval(syntheticKey(key)) : await ask({ cmd: 'key', key })),
    eval: (expression) => ask({ cmd: 'eval', expression }),
    screenshot: (path) => ask({ cmd: 'screenshot', path }),
    viewport: (width, height) => ask({ cmd: 'viewport', width, height }),
    errors: () => ask({ cmd: 'errors' }),
    close: () =>
      new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
  return engine;
}

/** PhantomJS' server closes each connection and wants a length; 1.9.8 knows the header only as "Content-Length". */
function post<T>(name: string, port: number, command: object): Promise<T> {
  const body = JSON.stringify(command);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        agent: false,
        timeout: PATIENCE_MS,
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (answer) => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => {
            const said = JSON.parse(text) as { ok: T; error?: string };
            if (said.error === undefined) resolve(said.ok);
            else reject(new Error(said.error));
          });
      },
    );
    call
      .on('timeout', () => call.destroy(new EngineHangs(name, body.slice(0, 80))))
      .on('error', reject)
      .end(body);
  });
}
