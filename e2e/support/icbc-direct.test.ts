/** The adapter of accounts and their simulator, two readings of one chapter, meet here over the wire. Source: docs/channels.md 4.4. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IcbcDirectConfig } from '../../src/channels/icbc/direct/config.ts';
import { icbcDirect } from '../../src/channels/icbc/direct/index.ts';
import type { BankChannel, ConfirmAnswer } from '../../src/channels/port.ts';
import type { BankMethod } from '../../src/protocol/bank.ts';
import { fen } from '../../src/protocol/money.ts';
import { Secret } from '../../src/protocol/secret.ts';
import { startSandboxAlone } from './sandbox-alone.ts';
import type { SandboxAlone } from './sandbox-alone.ts';

let alone: SandboxAlone;
let channel: BankChannel;
let serial = 0;

interface Card {
  id: string;
  pan: string;
}
interface Answer {
  number: string;
  answer: string;
  asked: string;
  fresh: boolean;
}

const control = <T>(method: string, path: string, body?: unknown): Promise<T> => alone.control<T>(method, '/control' + path, body);

beforeAll(async () => {
  alone = await startSandboxAlone('icbc-direct');
  const { manifest } = alone;
  const config: IcbcDirectConfig = {
    enabled: true,
    ...manifest.icbc,
    answer_sign: 'RSA',
    callback_sign: 'RSA',
    callback_msg_id: 'new',
    notify_url: 'http://127.0.0.1:9/callbacks/icbc-direct',
    timeout_ms: 2_000,
  };
  channel = icbcDirect.make(config, alone.world);
}, 60_000);

afterEach(async () => {
  await control('DELETE', '/faults');
  await control('DELETE', '/icbc/cards');
  await control('POST', '/settings', { icbc: { challenge_ms: 300_000, unknown_ms: 400, slow_ms: 4_000 } });
});

afterAll(async () => {
  await alone?.stop();
});

async function panOf(id: string): Promise<Secret> {
  const cards = await control<Card[]>('GET', '/icbc/cards');
  return new Secret(cards.find((one) => one.id === id)?.pan ?? '');
}

async function begin(card: string, method: BankMethod, amount = 1990) {
  serial += 1;
  const created_at_ms = Date.now();
  const channel_no = 'TST' + created_at_ms + 'd' + serial + 'x'.repeat(8);
  const ask = {
    channel_no,
    created_at_ms,
    amount_fen: fen(amount),
    subject: '芒果TV · 会员 & 1+1=2 (100%) *',
    method,
    pan: await panOf(card),
  };
  const answer = await channel.prepare(ask);
  if (answer.kind !== 'prepared') throw new Error(JSON.stringify(answer));
  return { channel_no, amount, ...answer };
}
type Begun = Awaited<ReturnType<typeof begin>>;

const send = (made: Begun, password: string): Promise<ConfirmAnswer> =>
  channel.confirm({
    channel_no: made.channel_no,
    challenge_id: made.challenge_id,
    amount_fen: fen(made.amount),
    password: new Secret(password),
  });

async function right(made: Begun): Promise<string> {
  const all = await control<Answer[]>('GET', '/icbc/answers');
  return all.find((one) => one.number === made.channel_no)?.answer ?? '';
}

const pays = async (made: Begun): Promise<ConfirmAnswer> => send(made, await right(made));

async function until(look: () => Promise<{ kind: string }>, kind: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if ((await look()).kind === kind) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('never ' + kind + ': ' + JSON.stringify(await look()));
}

describe('methods', () => {
  it.each([
    ['several', ['sms', 'coordinates', 'token', 'static']],
    ['static', ['static']],
    ['usb-key', []],
  ])('of the card %s', async (card, names) => {
    const answer = await channel.methods({ pan: await panOf(card) });
    expect(answer.kind === 'methods' && answer.methods.map((one) => one.method)).toEqual(names);
  });

  it('of no card', async () => {
    expect(await channel.methods({ pan: new Secret('6222021234567890') })).toMatchObject({ kind: 'refused', reason: 'pan-wrong' });
  });
});

describe('each method pays', () => {
  it.each(['static', 'coordinates', 'token', 'sms'] as const)('%s', async (method) => {
    const made = await begin('several', method);
    expect(await channel.query(made.channel_no)).toMatchObject({ kind: 'pending' });
    expect(await pays(made)).toMatchObject({ kind: 'paid', amount_fen: 1990, currency: 'CNY' });
    expect(await channel.query(made.channel_no)).toMatchObject({ kind: 'paid', amount_fen: 1990 });
    expect(await control('GET', '/orders/icbc/' + made.channel_no)).toMatchObject({ charged_fen: 1990 });
  });

  it('the token’s digits are the amount, with its decimal point', async () => {
    expect(await begin('token', 'token', 8520)).toMatchObject({ challenge: { method: 'token', digits: '85.20' } });
  });
});

describe('a wrong password', () => {
  it('keeps the coordinates, also of the next challenge; the bank counts', async () => {
    const made = await begin('coordinates', 'coordinates');
    expect(await send(made, '000000')).toMatchObject({ kind: 'wrong', tries_left: 2 });
    const next = await begin('coordinates', 'coordinates');
    expect(next.challenge).toEqual(made.challenge);
    expect(await send(made, '000000')).toMatchObject({ kind: 'wrong', tries_left: 1 });
    expect(await send(made, '000000')).toMatchObject({ kind: 'refused', reason: 'challenge-tries' });
    expect(await pays(made)).toMatchObject({ kind: 'refused', reason: 'challenge-over' });
    expect(await pays(next)).toMatchObject({ kind: 'paid' });
    expect(await channel.query(made.channel_no)).not.toMatchObject({ kind: 'paid' });
  });

  it('six times locks the way', async () => {
    for (const made of [await begin('several', 'static'), await begin('several', 'static')])
      for (let i = 0; i < 3; i++) await send(made, '654321');
    await expect(begin('several', 'static')).rejects.toThrow('method-locked');
    expect(await pays(await begin('several', 'token'))).toMatchObject({ kind: 'paid' });
  });

  it('is bound to its challenge: sealed for one, it opens nothing under another', async () => {
    const [one, other] = [await begin('static', 'static'), await begin('static', 'static')];
    expect(await send({ ...one, challenge_id: other.challenge_id }, '123456')).toMatchObject({ kind: 'refused', reason: 'challenge-over' });
  });
});

describe('scenarios', () => {
  it.each([
    ['funds', 'static', { kind: 'refused', reason: 'funds' }],
    ['limit', 'static', { kind: 'refused', reason: 'limit' }],
    ['day-limit', 'static', { kind: 'refused', reason: 'limit' }],
    ['expired-challenge', 'token', { kind: 'refused', reason: 'challenge-over' }],
    ['wrong-once', 'coordinates', { kind: 'wrong', tries_left: 2 }],
    ['unknown-paid', 'static', { kind: 'pending' }],
    ['unknown-lost', 'static', { kind: 'pending' }],
    ['slow', 'static', { kind: 'silent' }],
  ] as const)('%s', async (card, method, expected) => {
    const made = await begin(card, method);
    expect(await pays(made)).toMatchObject(expected);
    const end = { 'wrong-once': 'pending', 'unknown-paid': 'paid', 'unknown-lost': 'unpaid', slow: 'paid' }[card as string];
    if (end) await until(() => channel.query(made.channel_no), end);
  });

  it('locked: the first way is, the second is not', async () => {
    await expect(begin('locked', 'static')).rejects.toThrow('method-locked');
    expect(await pays(await begin('locked', 'sms'))).toMatchObject({ kind: 'refused', reason: 'method-locked' });
  });
});

it('a challenge that is over takes no password, and its number is not paid', async () => {
  await control('POST', '/settings', { icbc: { challenge_ms: 1_000 } });
  const made = await begin('static', 'static');
  await new Promise((done) => setTimeout(done, 1_100));
  expect(await send(made, '123456')).toMatchObject({ kind: 'refused', reason: 'challenge-over' });
  expect(await channel.query(made.channel_no)).toMatchObject({ kind: 'unpaid' });
});

it('a closed number takes no password', async () => {
  const made = await begin('static', 'static');
  expect(await channel.close(made.channel_no)).toMatchObject({ kind: 'shut' });
  expect(await send(made, '123456')).toMatchObject({ kind: 'refused', reason: 'challenge-over' });
});

it('one challenge a number', async () => {
  const made = await begin('static', 'static');
  const pan = await panOf('static');
  const again = {
    channel_no: made.channel_no,
    created_at_ms: Date.now(),
    amount_fen: fen(1990),
    subject: 's',
    method: 'static',
    pan,
  } as const;
  expect(await channel.prepare(again)).toMatchObject({ kind: 'silent', why: 'code-5031' });
});

it('is refunded, in parts, and proven by query', async () => {
  const made = await begin('sms', 'sms');
  const paid = await pays(made);
  if (paid.kind !== 'paid') throw new Error(JSON.stringify(paid));
  const ask = {
    channel_no: made.channel_no,
    txn: paid.txn,
    refund_channel_no: 'R' + made.channel_no,
    amount_fen: fen(990),
    total_fen: fen(1990),
    reason: '',
  };
  expect(await channel.refund(ask)).toMatchObject({ kind: 'done' });
  expect(await channel.refund(ask)).toMatchObject({ kind: 'done' });
  expect(await channel.queryRefund(ask)).toMatchObject({ kind: 'done' });
  expect(await control('GET', '/orders/icbc/' + made.channel_no)).toMatchObject({ charged_fen: 1990, returned_fen: 990 });
});

it.each(['lose_before_effect', 'lose_after_effect', 'bad_signature', 'system_error'])('%s of confirm is silence', async (fault) => {
  const made = await begin('static', 'static');
  await control('POST', '/faults', { icbc: { answer: { [fault]: { confirm: 1 } } } });
  expect(await send(made, '123456')).toMatchObject({ kind: 'silent' });
  await until(() => channel.query(made.channel_no), fault === 'lose_after_effect' || fault === 'bad_signature' ? 'paid' : 'pending');
});
