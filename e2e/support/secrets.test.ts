/**
 * What is left of fifty cards after they have paid: the traffic, the database and its log, the BFF's own log and its heap
 * are searched for everything that was typed. A control that leaks on purpose is caught by the same search.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { pageSealer } from '../../src/protocol/seal.ts';
import type { SecretAnswer } from '../../src/protocol/answer.ts';
import type { Step } from '../../src/protocol/step.ts';
import type { KeypadState } from '../../src/protocol/keypad.ts';
import { readBits } from '../../src/sandbox/phone/tv-code.ts';
import type { SandboxManifest } from '../../src/sandbox/manifest.ts';
import { writeBffConfig } from '../../src/start/configs.ts';
import { launch, waitFor } from '../../src/start/processes.ts';
import { freePort } from '../../src/start/ports.ts';

const CARDS = 50;

interface TestCard {
  id: string;
  pan: string;
  type: string;
  phone: string;
  certif_id: string;
  cvn2?: string;
  expiry?: string;
}

/** A whole value, or a short one with its label: three digits alone would be found anywhere. */
function marksOf(card: TestCard, code: string): string[] {
  const { pan, phone, certif_id, cvn2 = '', expiry = '' } = card;
  const typed = expiry.slice(2) + expiry.slice(0, 2);
  const short: readonly (readonly [string, string])[] = [
    ['cvn2', cvn2],
    ['expired', expiry],
    ['expiry', typed],
    ['smsCode', code],
    ['code', code],
  ];
  const labelled = short.flatMap(([label, value]) => (value ? [label + '=' + value, '"' + label + '":"' + value + '"'] : []));
  return [pan, pan.replace(/(\d{4})(?=\d)/g, '$1 '), phone, certif_id, ...labelled];
}

/** Which of the marks stand in these files or texts. */
async function found(marks: readonly string[], files: readonly string[], texts: readonly string[] = []): Promise<string[]> {
  const hits = new Set<string>();
  const look = (text: string): void => {
    for (const mark of marks) if (text.includes(mark)) hits.add(mark);
  };
  texts.forEach(look);
  for (const file of files) {
    let rest = '';
    for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 22 })) {
      look(rest + (chunk as string));
      rest = (chunk as string).slice(-64);
    }
  }
  return [...hits];
}

/** Asks a process for a picture of its heap; V8 collects garbage first. */
async function heapOf(child: ChildProcess, dir: string): Promise<string> {
  const before = new Set(readdirSync(dir));
  child.kill('SIGUSR2');
  for (let i = 0; i < 600; i++) {
    const name = readdirSync(dir).find((one) => one.endsWith('.heapsnapshot') && !before.has(one));
    if (name) {
      const file = join(dir, name);
      for (let size = -1; ;) {
        const now = readFileSync(file).length;
        if (now === size && now > 0) return file;
        size = now;
        await sleep(500);
      }
    }
    await sleep(100);
  }
  throw new Error('no heap snapshot came');
}

/** Passes everything on and keeps a copy of what went by. */
async function wiretap(target_port: number): Promise<{ url: string; heard: string[]; stop: () => void }> {
  const heard: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    heard.push(method + ' ' + url + JSON.stringify(headers));
    const on = httpRequest({ host: '127.0.0.1', port: target_port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on('data', (part: Buffer) => heard.push(part.toString('latin1')));
      answer.pipe(outgoing);
    });
    incoming.on('data', (part: Buffer) => heard.push(part.toString('latin1')));
    incoming.pipe(on);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: 'http://127.0.0.1:' + port, heard, stop: () => void server.close() };
}

/** A phone that is the keypad of what this step asks for. `type`: false where the phone may not. */
async function keypadOf(base: string, now: Step): Promise<{ type(answer: SecretAnswer): Promise<boolean> } | undefined> {
  const address = readBits(('keypad' in now && now.keypad?.qr?.rows) || []);
  if (!address) return undefined;
  const page = base + new URL(address).pathname.replace('/S/', '/s/');
  const visit = 'v'.repeat(26);
  const sealer = pageSealer((length) => crypto.getRandomValues(new Uint8Array(length)));
  const post = async (path: string, body: object) =>
    (await (
      await fetch(page + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    ).json()) as KeypadState & { sealed?: string };
  let state: KeypadState = await post('/keypad', { do: 'begin', visit });
  return {
    async type(answer) {
      if (!state.own || !state.ask || state.ask.kind !== answer.kind) return false;
      const { id, seal } = state.own;
      const bound = { token: id, version: state.ask.version };
      const said = await post('/type', { ...sealer.seal(seal, bound, answer), visit });
      state = said.sealed === undefined ? said : (sealer.open(seal, bound, said.sealed, sealer.counter()) as KeypadState);
      for (let n = 0; n < 100 && !state.ask && state.again_ms !== undefined; n++) {
        await sleep(50);
        state = (await (await fetch(page + '/keypad?visit=' + visit)).json()) as KeypadState;
      }
      return said.sealed !== undefined;
    },
  };
}

it('nothing typed of fifty cards is found afterwards, in the wire, the database, the log or the heap', { timeout: 240_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'secrets-'));
  const quick = join(data, 'quick.json');
  writeFileSync(quick, JSON.stringify({ unionpay: { settle_ms: 20, notify_first_ms: 10 } }));
  const sandbox = launch('sandbox', ['src/sandbox/main.ts', '--data', join(data, 'sandbox'), '--port-base', '0', '--config', quick]);
  const manifest_file = join(data, 'sandbox', 'manifest.json');
  let manifest: SandboxManifest | undefined;
  for (let i = 0; i < 400 && !manifest; i++) {
    try {
      manifest = JSON.parse(readFileSync(manifest_file, 'utf8')) as SandboxManifest;
    } catch {
      await sleep(50);
    }
  }
  if (!manifest) throw new Error('no sandbox');
  const control = async <T>(path: string, body?: object): Promise<T> => {
    const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch(manifest.phone_url + '/control' + path, init || {})).json()) as T;
  };

  const port = await freePort();
  const bff_url = 'http://127.0.0.1:' + port;
  const many = 100_000;
  const limits = Object.fromEntries(
    ['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, many])),
  );
  const key = writeBffConfig(data, { bff: bff_url, shop: bff_url, port }, { log_level: 'trace' });
  const file = join(data, 'bff.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as { cards: object };
  writeFileSync(file, JSON.stringify({ ...config, cards: { ...config.cards, limits: { ...limits, number_viewer: many } } }));
  const heap_dir = mkdtempSync(join(tmpdir(), 'heap-'));
  const flags = ['--heapsnapshot-signal=SIGUSR2', '--diagnostic-dir=' + heap_dir];
  const bff = spawn(process.execPath, [...flags, 'src/bff/main.ts', '--config', file, '--sandbox'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const logged: string[] = [];
  for (const stream of [bff.stdout, bff.stderr]) stream.on('data', (part: Buffer) => logged.push(part.toString('latin1')));
  const tap = await wiretap(port);

  try {
    expect(await waitFor(bff_url + '/healthz', 20_000)).toBe(true);
    const pay = new LezhongPay({ base_url: bff_url, merchant_id: 'demo', keys: [key] });
    const cards = (await control<TestCard[]>('/unionpay/cards')).slice(0, CARDS);
    expect(cards).toHaveLength(CARDS);
    const marks = new Set<string>();
    let paid = 0;
    let by_phone = 0;
    for (const [i, card] of cards.entries()) {
      await control('/unionpay/cards/' + card.id, { script: 'ok', open: true, balance_fen: 1_000_000 });
      const order = await pay.createOrder({
        order_no: 'SECRET' + i,
        amount_fen: 1990,
        subject: 'x',
        return_url: bff_url + '/',
        notify_url: bff_url + '/',
        viewer_id: 'viewer-' + i,
      } as never);
      if (!order.ok) throw new Error(JSON.stringify(order));
      const base = tap.url + new URL(order.cashier_url).pathname;
      const token = base.slice(base.lastIndexOf('/') + 1);
      const sealer = pageSealer((length) => crypto.getRandomValues(new Uint8Array(length)));
      const step = async (): Promise<Step> => (await (await fetch(base + '/step')).json()) as Step;
      const post = async (body: unknown): Promise<{ sealed?: string } & Step> =>
        (await (
          await fetch(base + '/answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        ).json()) as never;
      const say = async (answer: SecretAnswer): Promise<Step> => {
        const now = await step();
        if (!now.seal) throw new Error('no key on ' + now.kind + JSON.stringify(now));
        const bound = { token, version: now.version };
        const reply = await post(sealer.seal(now.seal, bound, answer));
        return sealer.open(now.seal, bound, reply.sealed ?? '', sealer.counter()) as Step;
      };
      const first = await step();
      await post({ version: first.version, answer: { kind: 'choose', channel: 'unionpay' } });
      // Every third card is typed on a phone, where its check may be.
      const phone = i % 3 === 0 ? await keypadOf(tap.url, await step()) : undefined;
      const said = async (answer: SecretAnswer): Promise<Step> => {
        if (!phone || !(await phone.type(answer))) return say(answer);
        by_phone += 1;
        return step();
      };
      const check = await said({ kind: 'card-number', pan: card.pan });
      if (check.kind !== 'card-check') continue;
      const expiry = (card.expiry ?? '').slice(2) + (card.expiry ?? '').slice(0, 2);
      const all: { [name: string]: string | undefined } = { phone: card.phone, id: card.certif_id, cvn2: card.cvn2, expiry };
      const typed = { pan: card.pan, fields: Object.fromEntries(check.need.map((name) => [name, all[name] ?? ''])), remember: i % 2 === 0 };
      let code = await said({ kind: 'card-check', ...typed });
      for (let n = 0; n < 100 && code.kind === 'preparing'; n++) {
        await sleep(50);
        code = await step();
      }
      if (code.kind !== 'sms-code') continue;
      const [sms] = await control<{ code: string; card: string }[]>('/messages?limit=1');
      if (!sms) throw new Error('no code came');
      for (const mark of marksOf(card, sms.code)) marks.add(mark);
      await said({ kind: 'sms-code', code: sms.code, ...typed });
      for (let n = 0; n < 100 && (await step()).kind !== 'paid'; n++) await sleep(50);
      if ((await step()).kind === 'paid') paid += 1;
    }
    expect(paid).toBeGreaterThan(CARDS * 0.6);
    expect(by_phone).toBeGreaterThan(10);
    expect(marks.size).toBeGreaterThan(200);
    // The operators' socket beside them holds nothing.
    const inside = readdirSync(join(data, 'bff'), { withFileTypes: true }).filter((one) => one.isFile());
    const databases = inside.map(({ name }) => join(data, 'bff', name));
    expect(databases.some((name) => name.endsWith('-wal'))).toBe(true);
    expect(await found([...marks], databases, [tap.heard.join(''), logged.join('')])).toEqual([]);
    await sleep(500);
    const heap = await heapOf(bff, heap_dir);
    expect(await found([...marks], [heap])).toEqual([]);
    // What is not secret is found by the same search: the search works.
    expect(await found(['viewer-1', 'SECRET1'], [...databases, heap])).toEqual(expect.arrayContaining(['SECRET1']));
  } finally {
    bff.kill('SIGKILL');
    tap.stop();
    await sandbox.stop();
  }
});

it('a process that keeps what it should not is caught', { timeout: 60_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'leak-'));
  const leak =
    "globalThis.kept = ['62' + '16261000000000' + '018']; globalThis.body = JSON.stringify({ cvn2: String(120 + 3) }); setInterval(() => {}, 1000);";
  const child = spawn(process.execPath, ['--heapsnapshot-signal=SIGUSR2', '--diagnostic-dir=' + dir, '-e', leak], { stdio: 'ignore' });
  try {
    await sleep(1000);
    const card = { id: '', type: '', pan: '6216261000000000018', phone: '13552535506', certif_id: '341126197709218366', cvn2: '123' };
    const hits = await found(marksOf(card, '739154'), [await heapOf(child, dir)]);
    expect(hits).toEqual(expect.arrayContaining(['6216261000000000018']));
  } finally {
    child.kill('SIGKILL');
  }
});
