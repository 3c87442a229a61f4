/** The ICBC adapter and the ICBC simulator, two readings of one bank, meet here over the wire. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IcbcConfig } from '../../src/channels/icbc/config.ts';
import { icbc } from '../../src/channels/icbc/index.ts';
import type { CallbackReading, Evidence, RefundAsk, ScanChannel } from '../../src/channels/port.ts';
import { fen } from '../../src/protocol/money.ts';
import { startSandboxAlone } from './sandbox-alone.ts';
import type { SandboxAlone } from './sandbox-alone.ts';

let alone: SandboxAlone;
let config: IcbcConfig;
let channel: ScanChannel;
let merchant: Server;
let serial = 0;
const readings: CallbackReading[] = [];

const control = <T>(method: string, path: string, body?: unknown): Promise<T> => alone.control<T>(method, '/control' + path, body);

const make = (over: Partial<IcbcConfig> = {}): ScanChannel => icbc.make({ ...config, ...over }, alone.world);

/** Reads ICBC's callbacks as the BFF does. */
async function startMerchant(): Promise<string> {
  merchant = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const raw = { headers: request.headers as { [name: string]: string }, body: Buffer.concat(parts) };
      const reading = await channel.readCallback(raw);
      readings.push(reading);
      const reply = channel.reply(reading.kind !== 'rejected', raw);
      response.writeHead(reply.status, { 'content-type': reply.content_type }).end(reply.body);
    });
  });
  await new Promise<void>((done) => merchant.listen(0, '127.0.0.1', done));
  return 'http://127.0.0.1:' + (merchant.address() as { port: number }).port + '/callbacks/icbc';
}

beforeAll(async () => {
  alone = await startSandboxAlone('icbc');
  const { manifest } = alone;
  config = {
    enabled: true,
    ...manifest.icbc,
    answer_sign: 'RSA',
    callback_sign: 'RSA',
    callback_msg_id: 'new',
    notify_url: await startMerchant(),
    timeout_ms: 5_000,
  };
  channel = make();
  await control('POST', '/settings', { icbc: { notify_first_ms: 50, notify_retry_ms: [200, 300], refund_ms: 300 } });
}, 60_000);

afterEach(async () => {
  await control('DELETE', '/faults');
  await control('POST', '/settings', { icbc: { answer_sign: 'RSA', callback_sign: 'RSA', answer_msg_id: 'any', discount_fen: 0 } });
});

afterAll(async () => {
  await alone?.stop();
  merchant?.closeAllConnections();
  merchant?.close();
});

interface Made {
  channel_no: string;
  body: string;
  code: string;
}

/** A code of 19.90 for ten minutes. */
async function code(by = channel): Promise<Made> {
  serial += 1;
  const now_ms = Date.now();
  const channel_no = 'TST' + now_ms + 'n' + serial + 'x'.repeat(8);
  const body = by.prepayBody({
    channel_no,
    amount_fen: fen(1990),
    subject: '芒果TV · 综艺会员 3 个月 & 1+1=2 (100%) *',
    created_at_ms: now_ms,
    not_after_ms: now_ms + 60_000,
    channel_expires_at_ms: now_ms + 600_000,
  });
  const answer = await by.prepay(channel_no, body);
  if (answer.kind !== 'ready') throw new Error(JSON.stringify(answer));
  return { channel_no, body, code: answer.qr_text };
}

const pay = (made: Made): Promise<{ kind: string }> => control('POST', '/pay', { code: made.code });

const callbacks = (made: Made): Promise<CallbackReading[]> =>
  Promise.resolve(readings.filter((one) => one.kind === 'payment' && one.channel_no === made.channel_no));

const truth = (made: Made): Promise<object> => control('GET', '/orders/icbc/' + made.channel_no);

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const value = await look();
    if (good(value)) return value;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('it never came');
}

interface Paid {
  made: Made;
  evidence: Extract<Evidence, { kind: 'paid' }>;
}

/** 5.00 of it. */
const refundOf = ({ made, evidence }: Paid, id: string): RefundAsk => ({
  channel_no: made.channel_no,
  txn: evidence.txn,
  refund_channel_no: made.channel_no.slice(0, -2) + id,
  amount_fen: fen(500),
  total_fen: fen(1990),
  reason: '多付退回',
});

async function paid(): Promise<Paid> {
  const made = await code();
  await pay(made);
  const evidence = await channel.query(made.channel_no);
  if (evidence.kind !== 'paid') throw new Error(JSON.stringify(evidence));
  return { made, evidence };
}

const PAID = { kind: 'paid', amount_fen: 1990, currency: 'CNY', txn: expect.stringMatching(/^0200\d+$/) as string };

describe('ICBC, adapter and simulator', () => {
  it('a code is made, scanned and paid: found by query and by callback, the callback taken once', async () => {
    const made = await code();
    expect(await channel.query(made.channel_no)).toMatchObject({ source: 'query', kind: 'pending' });
    expect(await pay(made)).toMatchObject({ kind: 'paid', amount_fen: 1990 });
    expect(await channel.query(made.channel_no)).toMatchObject({ source: 'query', ...PAID });
    const [reading] = await until(
      () => callbacks(made),
      (all) => all.length > 0,
    );
    expect(reading).toMatchObject({ kind: 'payment', evidence: { source: 'callback', ...PAID } });
    await new Promise((done) => setTimeout(done, 800));
    expect(await callbacks(made)).toHaveLength(1);
  });

  it('the payer’s discount is no other amount', async () => {
    await control('POST', '/settings', { icbc: { discount_fen: 100 } });
    const { made } = await paid();
    const [reading] = await until(
      () => callbacks(made),
      (all) => all.length > 0,
    );
    expect(reading).toMatchObject({ evidence: PAID });
  });

  it('a known number is pending, whatever is asked under it', async () => {
    const made = await code();
    expect(await channel.prepay(made.channel_no, made.body)).toMatchObject({ kind: 'pending' });
    expect(await channel.prepay(made.channel_no, made.body.replace('"1990"', '"1991"'))).toMatchObject({ kind: 'pending' });
    await channel.close(made.channel_no);
    expect(await channel.prepay(made.channel_no, made.body)).toMatchObject({ kind: 'pending' });
  });

  it('closed, the code is dead; paid, it cannot be closed', async () => {
    const made = await code();
    expect(await channel.close(made.channel_no)).toMatchObject({ source: 'close', kind: 'shut' });
    expect(await channel.close(made.channel_no)).toMatchObject({ kind: 'shut' });
    expect(await channel.query(made.channel_no)).toMatchObject({ kind: 'unpaid' });
    expect((await pay(made)).kind).toBe('refused');
    const { made: other } = await paid();
    expect(['paid', 'pending', 'silent']).toContain((await channel.close(other.channel_no)).kind);
    expect(await channel.query(other.channel_no)).toMatchObject(PAID);
  });

  it('an unknown number is absent', async () => {
    expect(await channel.query('TSTnothingunderthisnumber01')).toMatchObject({ kind: 'absent' });
    expect(await channel.close('TSTnothingunderthisnumber01')).toMatchObject({ kind: 'absent' });
  });

  it('a refund is done at once, once under its number; another by query; too much never', async () => {
    const one = await paid();
    const ask = refundOf(one, 'r1');
    expect(await channel.queryRefund(ask)).toMatchObject({ kind: 'absent' });
    expect(await channel.refund(ask)).toMatchObject({ source: 'answer', kind: 'done' });
    expect(await channel.refund(ask)).toMatchObject({ kind: 'done' });
    expect(await channel.queryRefund(ask)).toMatchObject({ source: 'query', kind: 'done' });
    expect(await truth(one.made)).toMatchObject({ charged_fen: 1990, returned_fen: 500 });
    await control('POST', '/faults', { icbc: { answer: { refund_pending: 1 } } });
    const second = refundOf(one, 'r2');
    expect((await channel.refund(second)).kind).toBe('silent');
    expect(await channel.queryRefund(second)).toMatchObject({ kind: 'moving' });
    await until(
      () => channel.queryRefund(second),
      (said) => said.kind === 'done',
    );
    const too_much = { ...refundOf(one, 'r3'), amount_fen: fen(1600) };
    expect(await channel.refund(too_much)).toMatchObject({ kind: 'refused', final: false });
    expect(await channel.queryRefund(too_much)).toMatchObject({ kind: 'absent' });
    expect(await truth(one.made)).toMatchObject({ returned_fen: 1000 });
  });

  it('answers and callbacks of SHA-256 where that is agreed', async () => {
    const current = channel;
    channel = make({ answer_sign: 'RSA2', callback_sign: 'RSA2' });
    await control('POST', '/settings', { icbc: { answer_sign: 'RSA2', callback_sign: 'RSA2' } });
    const { made } = await paid();
    await until(
      () => callbacks(made),
      (all) => all.some((one) => one.kind === 'payment'),
    );
    expect((await current.query(made.channel_no)).kind).toBe('silent');
    channel = current;
  });

  it.each(['new', 'same'] as const)('a reply with the msg_id it insists on: %s', async (callback_msg_id) => {
    const current = channel;
    const other = callback_msg_id === 'new' ? 'same' : 'new';
    await control('POST', '/settings', { icbc: { answer_msg_id: callback_msg_id } });
    channel = make({ callback_msg_id });
    const good = (await paid()).made;
    await new Promise((done) => setTimeout(done, 800));
    expect(await callbacks(good)).toHaveLength(1);
    channel = make({ callback_msg_id: other });
    const bad = (await paid()).made;
    await until(
      () => callbacks(bad),
      (all) => all.length === 3,
    );
    channel = current;
  });

  it.each([
    ['bad_signature', 'silent'],
    ['unsigned_error', 'silent'],
    ['system_error', 'silent'],
    ['rate_limited', 'silent'],
    ['http_500', 'silent'],
    ['lose_after_effect', 'silent'],
  ])('%s of a query is silence', async (fault, kind) => {
    const { made } = await paid();
    await control('POST', '/faults', { icbc: { answer: { [fault]: { query: 1 } } } });
    expect((await channel.query(made.channel_no)).kind).toBe(kind);
    expect(await channel.query(made.channel_no)).toMatchObject(PAID);
  });

  it.each([
    [{ tamper: 1 }, { kind: 'rejected' }],
    [{ wrong_seller: 1 }, { kind: 'rejected', why: 'foreign mer_id', alert: true }],
    [
      { wrong_amount: 1, wrong_amount_fen: 1 },
      { kind: 'payment', evidence: { kind: 'paid', amount_fen: 1 } },
    ],
  ])('a callback with %o', async (notify, expected) => {
    // What earlier payments still send.
    await new Promise((done) => setTimeout(done, 800));
    const before = readings.length;
    await control('POST', '/faults', { icbc: { notify } });
    await paid();
    const first = await until(
      () => Promise.resolve(readings[before]),
      (one) => one !== undefined,
    );
    expect(first).toMatchObject(expected);
  });
});
