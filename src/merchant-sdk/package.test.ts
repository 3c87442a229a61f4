/** The tarball, as a merchant gets it: built, installed in an empty folder without a network, and used from plain JavaScript and TypeScript. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSdk } from '../../scripts/build-sdk.ts';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'sdk-'));
const shop = join(scratch, 'shop');
const installed = join(shop, 'node_modules/lezhong-pay-merchant');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const SCRIPT = `
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { LezhongPay, NOTICE_ACK } from 'lezhong-pay-merchant';
const vectors = createRequire(import.meta.url)('lezhong-pay-merchant/vectors.json');

const [v] = vectors.paysign.filter((one) => one.name.startsWith('Chinese'));
let sent;
const pay = new LezhongPay({
  base_url: 'http://pay.example', merchant_id: 'shop', keys: [v.key], now: () => v.now_ms, nonce: () => v.nonce, retry_ms: [],
  fetch: async (url, init) => { sent = [url, JSON.parse(init.body)]; return { status: 409, text: async () => '{"error":{"code":"ORDER_CONFLICT","message":"."}}' }; },
});
const { amount_fen, merchant_id, ...rest } = v.fields;
const answer = await pay.createOrder({ ...rest, amount_fen: Number(amount_fen) });
assert.equal(answer.code, 'ORDER_CONFLICT');
assert.equal(sent[0], 'http://pay.example' + v.path);
assert.equal(sent[1].signature, v.signature);

for (const notice of vectors.notices) {
  const keys = notice.secrets.map((secret, i) => ({ key_id: 'k' + i, secret }));
  const reader = new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys, now: () => notice.timestamp_s * 1000 });
  assert.equal(reader.verifyNotice(notice.headers, Buffer.from(notice.body)).id, notice.id);
  assert.equal(reader.verifyNotice(notice.headers, Buffer.from(notice.body + ' ')), undefined);
}
for (const one of vectors.returns) {
  const reader = new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys: [one.key], now: () => one.now_ms });
  assert.equal(reader.verifyReturn(one.url).state, one.facts.state);
}
assert.equal(NOTICE_ACK, 'SUCCESS');
console.log('used on Node ' + process.versions.node.split('.')[0]);
`;

const TYPED = `
import { LezhongPay } from 'lezhong-pay-merchant';
import type { NoticeBody, Result, OrderView } from 'lezhong-pay-merchant';
import { createServer } from 'node:http';
const pay = new LezhongPay({ base_url: 'http://x', merchant_id: 'shop', keys: [{ key_id: 'k', secret: 's' }], fetch });
const made: Result<OrderView> = await pay.createOrder({ order_no: 'A', amount_fen: 1, subject: 's', return_url: 'u', notify_url: 'u' });
export const where: string = made.ok ? made.cashier_url : made.kind === 'refused' ? made.code : made.why;
const handler = pay.noticeHandler({ seen: () => false, take: (notice: NoticeBody) => void notice.n });
createServer((request, response) => void handler(request, response));
// @ts-expect-error an amount is a number of fen
await pay.refund({ order_no: 'A', refund_no: 'R', amount_fen: '1' });
`;

beforeAll(async () => {
  const tarball = await buildSdk(join(scratch, 'dist'));
  mkdirSync(shop);
  writeFileSync(join(shop, 'package.json'), '{"private":true,"type":"module"}');
  await run('npm', ['i', '--offline', '--no-audit', '--no-fund', '--cache', join(scratch, 'cache'), tarball], { cwd: shop });
  writeFileSync(join(shop, 'use.js'), SCRIPT);
  writeFileSync(join(shop, 'typed.ts'), TYPED);
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the installed package', () => {
  it('says what it is and needs nothing', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ type: 'module', license: 'MIT', engines: { node: '>=18' } });
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts', 'bin'])
      expect(manifest).not.toHaveProperty(kind);
    expect(existsSync(join(installed, manifest.types))).toBe(true);
    expect(readdirSync(join(shop, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['lezhong-pay-merchant']);
  });

  it('is plain JavaScript with types, README and LICENSE, and nothing else', () => {
    const names = readdirSync(installed, { recursive: true })
      .map(String)
      .filter((name) => statSync(join(installed, name)).isFile());
    expect(names.includes('cjs/package.json')).toBe(true);
    expect(names.filter((name) => !/^(?:lib|cjs)\/(merchant-sdk|protocol)\/[a-z0-9-]+\.(js|d\.ts)$/.test(name)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'cjs/package.json',
      'package.json',
      'vectors.json',
    ]);
    for (const name of names.filter((one) => one.startsWith('lib/')))
      expect(readFileSync(join(installed, name), 'utf8')).not.toMatch(/from ['"]\.[^'"]*\.ts['"]/);
  });

  const nodes = [process.execPath, '/usr/bin/node', ...(process.env['NODE_18'] ? [process.env['NODE_18']] : [])];
  it.each(nodes.filter(existsSync))('signs and verifies on %s', async (node) => {
    const { stdout } = await run(node, ['use.js'], { cwd: shop });
    expect(stdout).toMatch(/^used on Node \d+\n$/);
  });

  it('is required by CommonJS as well', async () => {
    const script = "const { LezhongPay } = require('lezhong-pay-merchant'); console.log(typeof LezhongPay)";
    for (const node of nodes.filter(existsSync)) {
      const { stdout } = await run(node, ['--input-type=commonjs', '-e', script], { cwd: shop });
      expect(stdout).toBe('function\n');
    }
  });

  it('has types that a strict compiler takes', async () => {
    const options =
      '--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --target es2022 --module nodenext --types node --typeRoots';
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...options.split(' '), join(ROOT, 'node_modules/@types'), 'typed.ts'];
    const said = await run(process.execPath, args, { cwd: shop }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; message: string }) => error.stdout || error.message,
    );
    expect(said).toBe('');
  }, 60_000);
});
