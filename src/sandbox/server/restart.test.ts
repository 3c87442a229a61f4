/** The banks' records survive kill -9, and jobs that were due are done afterwards. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SandboxManifest } from '../manifest.ts';
import { unionpayClient } from '../testing/unionpay-client.ts';
import { realWorld } from '../testing/real-world.ts';
import type { Bench } from '../testing/bench.ts';
import { wechatClient } from '../testing/wechat-client.ts';
import { beijing } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';

let dir: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-restart-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<SandboxManifest> {
  const config = join(dir, 'config.json');
  writeFileSync(config, JSON.stringify({ wechat: { notify_first_ms: 1500 }, unionpay: { settle_ms: 1500, fixed_code: '111111' } }));
  const main = new URL('../main.ts', import.meta.url).pathname;
  const started = spawn(process.execPath, [main, '--data', dir, '--port-base', '0', '--config', config], {
    stdio: 'pipe',
  });
  child = started;
  let out = '';
  for await (const chunk of started.stdout) {
    out += String(chunk);
    if (out.includes('manifest.json')) break;
  }
  return JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as SandboxManifest;
}

/** It listens elsewhere after each start: all else stays, and every address is on the one new port. */
function portless(channel: SandboxManifest['wechat']): object {
  const { origin } = new URL(channel.base_url);
  return JSON.parse(JSON.stringify(channel).replaceAll(origin, 'http://sandbox')) as object;
}

const benchOf = (manifest: SandboxManifest): Bench<World> =>
  ({ manifest, world: realWorld, file: (path: string) => readFileSync(path, 'utf8') }) as Bench<World>;

async function control(manifest: SandboxManifest, path: string, body?: object): Promise<Record<string, unknown>> {
  const init = body ? { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {};
  return (await (await fetch(manifest.phone_url + path, init)).json()) as Record<string, unknown>;
}

test('kill -9 loses no money, no key and no notice', { timeout: 20_000 }, async () => {
  const merchant = await listen();
  const { heard } = merchant;
  const notify_url = `${merchant.url}/n`;

  const first = await start();
  const { appid, mchid } = first.wechat;
  const body = { appid, mchid, out_trade_no: 'RESTART001', description: 'd', notify_url, amount: { total: 1990 } };
  const code = (await wechatClient(benchOf(first))('POST', '/v3/pay/transactions/native', body)).body['code_url'];
  expect(await control(first, '/control/pay', { code, user: 'lele' })).toMatchObject({ kind: 'paid' });
  child?.kill('SIGKILL');
  await once(child as ChildProcess, 'exit');
  expect(heard).toEqual([]);

  const second = await start();
  expect(portless(second.wechat)).toEqual(portless(first.wechat));
  const query = await wechatClient(benchOf(second))('GET', `/v3/pay/transactions/out-trade-no/RESTART001?mchid=${mchid}`);
  expect(query).toMatchObject({ body: { trade_state: 'SUCCESS' }, verified: true });
  expect(await control(second, '/control/balance/wechat')).toMatchObject({ balance_fen: 1990 });
  await expect.poll(() => heard, { timeout: 8000 }).toEqual(['/n']);
  merchant.close();
});

async function listen(): Promise<{ url: string; heard: string[]; close(): void }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, close: () => server.close() };
}

test(
  'a folder from before UnionPay gets its keys, and a consumption accepted before kill -9 is settled after it',
  { timeout: 20_000 },
  async () => {
    const merchant = await listen();
    const old = await start();
    child?.kill('SIGKILL');
    await once(child as ChildProcess, 'exit');
    rmSync(join(dir, 'keys', 'unionpay'), { recursive: true });
    // What a start killed half-way leaves behind.
    mkdirSync(join(dir, 'keys', 'unionpay.making'));

    const first = await start();
    expect(portless(first.wechat)).toEqual(portless(old.wechat));
    expect(readdirSync(join(dir, 'keys'))).not.toContain('unionpay.making');
    const cards = (await control(first, '/control/unionpay/cards')) as unknown as { id: string; pan: string; phone: string }[];
    const card = cards.find((one) => one.id === 'pingan-debit')!;
    const client = unionpayClient(benchOf(first));
    const fields = {
      orderId: 'RESTART00001',
      txnTime: beijing(Date.now()).replace(/\D/g, ''),
      txnAmt: '1990',
      currencyCode: '156',
      accNo: client.conceal(card.pan),
    };
    expect((await client.send('sms', { ...fields, customerInfo: client.customer({ phoneNo: card.phone }) })).fields['respCode']).toBe('00');
    const consume = { ...fields, customerInfo: client.customer({ smsCode: '111111' }), backUrl: `${merchant.url}/card` };
    expect((await client.send('consume', consume)).fields['respCode']).toBe('00');
    child?.kill('SIGKILL');
    await once(child as ChildProcess, 'exit');

    const second = await start();
    const { base_url, file_url } = second.unionpay;
    expect({ ...second.unionpay, test_cards: '' }).toEqual({ ...first.unionpay, base_url, file_url, test_cards: '' });
    await expect.poll(() => merchant.heard, { timeout: 8000 }).toEqual(['/card']);
    expect(await control(second, '/control/balance/unionpay')).toMatchObject({ balance_fen: 1990 });
    const query = await unionpayClient(benchOf(second)).send('query', { orderId: fields.orderId, txnTime: fields.txnTime });
    expect(query).toMatchObject({ verified: true, fields: { origRespCode: '00' } });
    merchant.close();
  },
);
