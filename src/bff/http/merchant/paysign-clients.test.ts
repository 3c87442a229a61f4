/** The clients of docs/paysign.md 6, as they stand there: every vector, and a call to a running cashier, where the language is installed. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddressInfo } from 'node:net';
import { VECTORS } from '../../../protocol/vectors.fixture.ts';
import { KEY, testApp } from '../../testing/app.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/paysign.md'), 'utf8');
const LANGUAGES = { python: 'python3', php: 'php', bash: 'bash' } as const;
const folder = mkdtempSync(join(tmpdir(), 'clients-'));

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const blockOf = (language: string): string => new RegExp('^```' + language + '\\n([^]*?)^```', 'm').exec(DOCUMENT)?.[1] ?? '';

type Run = (args: readonly string[], env: { [name: string]: string }, input?: string) => Promise<string>;

function client(language: keyof typeof LANGUAGES): Run {
  const file = join(folder, 'client.' + language);
  writeFileSync(file, blockOf(language));
  return (args, env, input = '') =>
    new Promise((resolve) => {
      const child = execFile(
        LANGUAGES[language],
        [file, ...args],
        { env: { PATH: process.env['PATH'] ?? '', ...env } },
        (error, out, err) => resolve(error ? 'failed: ' + err : out.trim()),
      );
      child.stdin?.end(input);
    });
}

const words = (fields: { [name: string]: string }): string[] => Object.entries(fields).map(([name, value]) => name + '=' + value);

let app: Awaited<ReturnType<typeof testApp>>;
let BASE_URL = '';
beforeAll(async () => {
  app = await testApp();
  await app.bff.app.listen({ host: '127.0.0.1', port: 0 });
  BASE_URL = 'http://127.0.0.1:' + (app.bff.app.server.address() as AddressInfo).port;
});
afterAll(() => app.bff.stop());

describe.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])('%s', { timeout: 300_000 }, (language) => {
  const run = client(language);

  it('is there, in at most 100 lines', () => {
    const lines = blockOf(language).split('\n').length;
    expect([lines > 20, lines <= 101]).toEqual([true, true]);
  });

  // No test of what is not installed, and a word about it: .ci/run installs all three.
  if (!isThere(LANGUAGES[language])) return void console.log('not run: the client in ' + language + ', which is not installed here');

  it('signs like every vector', async () => {
    // Half of a surrogate pair is no text that a shell can be given.
    for (const { name, key, method, path, fields, now_ms, nonce, signature } of VECTORS.paysign) {
      const said = await run(['sign', method, path, String(now_ms), nonce, ...words(fields)], { KEY_ID: key.key_id, SECRET: key.secret });
      expect([name, said]).toEqual([name, signature]);
    }
  });

  it('believes every return address, and none that was changed', async () => {
    for (const { name, key, url, now_ms, facts } of VECTORS.returns) {
      const env = { KEY_ID: key.key_id, SECRET: key.secret };
      expect([name, await run(['return', url, String(now_ms)], env)]).toEqual([name, facts.state]);
      expect([name, await run(['return', url.replace('order_no=A1', 'order_no=A2'), String(now_ms)], env)]).toEqual([name, 'bad']);
    }
    const [one] = VECTORS.returns;
    const env = { KEY_ID: one?.key.key_id ?? '', SECRET: one?.key.secret ?? '' };
    expect(await run(['return', (one?.url ?? '') + '&state=paid', String(one?.now_ms)], env)).toBe('bad');
    expect(await run(['return', one?.url ?? '', String((one?.now_ms ?? 0) + 300_001)], env)).toBe('bad');
  });

  it('believes every notice, and none that was changed', async () => {
    for (const { name, secrets, id, timestamp_s, body, headers } of VECTORS.notices) {
      for (const SECRET of secrets) {
        const args = ['notice', id, String(timestamp_s), headers['webhook-signature'] ?? ''];
        expect([name, await run([...args, String(timestamp_s)], { KEY_ID: 'k', SECRET }, body)]).toEqual([name, 'good']);
        expect([name, await run([...args, String(timestamp_s)], { KEY_ID: 'k', SECRET }, body + ' ')]).toEqual([name, 'bad']);
        expect([name, await run([...args, String(timestamp_s + 301)], { KEY_ID: 'k', SECRET }, body)]).toEqual([name, 'bad']);
      }
    }
  });

  it('makes an order, reads it, and reads why not', async () => {
    const env = { KEY_ID: KEY.key_id, SECRET: KEY.secret, BASE_URL };
    const lines = '[{"name":"会员","qty":1,"unit":"月","price_fen":1990}]';
    const made = await run(
      ['call', 'POST', '/v2/orders', ...words(app.order({ order_no: language, subject: '会员 "A" & b', lines }))],
      env,
    );
    expect(JSON.parse(made)).toMatchObject({ order_no: language, state: 'open', subject: '会员 "A" & b', lines });
    const read = await run(['call', 'GET', '/v2/orders/' + language, 'merchant_id=shop'], env);
    expect(JSON.parse(read)).toMatchObject({ order_no: language, amount_fen: 1990 });
    expect(JSON.parse(await run(['call', 'GET', '/v2/orders/none', 'merchant_id=shop'], env))).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(JSON.parse(await run(['call', 'GET', '/v2/orders/none', 'merchant_id=shop'], { ...env, SECRET: 'x' }))).toMatchObject({
      code: 'SIGNATURE_BAD',
    });
  });
});
