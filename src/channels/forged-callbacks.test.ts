/** 10,000 changed notifications of each bank: none is believed, unless it says the very same in other bytes; the control is. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as alipay from './alipay/gateway.fixture.ts';
import * as icbc from './icbc/gateway.fixture.ts';
import type { CallbackReading, RawCallback } from './port.ts';
import * as unionpay from './unionpay/gateway.fixture.ts';
import * as wechat from './wechat/bank.fixture.ts';
import { wechat as wechatModule } from './wechat/index.ts';

const RUNS = { numRuns: 10_000 };
const never = (): never => {
  throw new Error('a notification asks nobody');
};

/** Not of any bank. */
const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

interface Bank {
  read(raw: RawCallback): Promise<CallbackReading>;
  genuine: RawCallback;
  /** Of another order, as genuine: parts of it are put into the first. */
  other: RawCallback;
  /** As genuine, signed by a key that is not the bank's. */
  stranger: RawCallback;
}

function ofWechat(): Bank {
  const channel = wechatModule.make(wechat.CONFIG, wechat.worldOf(never));
  const news = (over: object): RawCallback => {
    const resource = wechat.seal(JSON.stringify({ ...wechat.TRADE, ...over }));
    const about = { id: 'n-1', create_time: '2025-01-01T12:00:04+08:00', resource_type: 'encrypt-resource' };
    const body = JSON.stringify({ ...about, event_type: 'TRANSACTION.SUCCESS', resource });
    return { headers: wechat.signedHeaders(body), body: Buffer.from(body) };
  };
  const genuine = news({});
  const { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': nonce } = genuine.headers as { [name: string]: string };
  const text = timestamp + '\n' + nonce + '\n' + Buffer.from(genuine.body).toString() + '\n';
  const signature = createSign('RSA-SHA256').update(text).sign(STRANGER, 'base64');
  return {
    read: (raw) => channel.readCallback(raw),
    genuine,
    other: news({ out_trade_no: 'TST250101000000000000000001' }),
    stranger: { ...genuine, headers: { ...genuine.headers, 'wechatpay-signature': signature } },
  };
}

function ofAlipay(): Bank {
  const { channel } = alipay.kit(never);
  const news = (over: object, key?: typeof STRANGER): RawCallback => ({
    headers: {},
    body: alipay.notice({ ...alipay.TRADE_NOTICE, ...over }, key),
  });
  return {
    read: (raw) => channel.readCallback(raw),
    genuine: news({}),
    other: news({ trade_no: '2025010122002', total_amount: '99.90' }),
    stranger: news({}, STRANGER),
  };
}

function ofIcbc(): Bank {
  const { channel } = icbc.kit(never);
  const news = (over: object, key?: typeof STRANGER): RawCallback => ({
    headers: {},
    body: icbc.callback(icbc.callbackFields(over), undefined, key),
  });
  return {
    read: (raw) => channel.readCallback(raw),
    genuine: news({}),
    other: news({ total_amt: '9990' }),
    stranger: news({}, STRANGER),
  };
}

async function ofUnionpay(): Promise<Bank> {
  const { channel } = unionpay.gateway(unionpay.says({}));
  const news = (over: object, by?: Awaited<ReturnType<typeof unionpay.party>>): RawCallback => {
    const fields = { merId: '777290058110097', orderId: unionpay.NUMBER, txnTime: '20250102003000', txnType: '01', txnSubType: '01' };
    const signed = unionpay.signedFields({ ...fields, respCode: '00', respMsg: 'ok', accNo: '6221', ...unionpay.MONEY, ...over }, by);
    return { headers: {}, body: new TextEncoder().encode(new URLSearchParams(signed).toString()) };
  };
  return {
    read: (raw) => channel.readCallback(raw),
    genuine: news({}),
    other: news({ settleAmt: '9', txnAmt: '9990' }),
    // A certificate in UnionPay's name that nobody issued.
    stranger: news({}, await unionpay.party('00040000:SIGN')),
  };
}

const change = fc.record({
  kind: fc.constantFrom('bit', 'cut', 'add', 'double', 'drop', 'swap', 'splice', 'order', 'case', 'escape', 'header', 'stranger'),
  at: fc.nat({ max: 1_000_000 }),
  mask: fc.integer({ min: 1, max: 255 }),
  text: fc.string({ minLength: 1, maxLength: 8 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** The parts of a form are its pairs; of JSON what lies between commas. */
function changed({ genuine, other, stranger }: Bank, { kind, at, mask, text }: Change): RawCallback {
  if (kind === 'stranger') return stranger;
  const whole = Buffer.from(genuine.body).toString('latin1');
  const mark = whole.startsWith('{') ? ',' : '&';
  const [parts, others] = [whole.split(mark), Buffer.from(other.body).toString('latin1').split(mark)];
  const [i, j] = [at % whole.length, at % parts.length];
  const letter = whole.charAt(i);
  const names = Object.keys(genuine.headers);
  const body: { [kind: string]: () => string } = {
    bit: () => whole.slice(0, i) + String.fromCharCode(whole.charCodeAt(i) ^ mask) + whole.slice(i + 1),
    cut: () => whole.slice(0, i),
    add: () => whole + mark + encodeURIComponent(text.toWellFormed()) + '=1',
    double: () => [...parts, parts[j]].join(mark),
    drop: () => parts.filter((_one, k) => k !== j).join(mark),
    swap: () => parts.with(j, parts[(j + 1) % parts.length] ?? '').join(mark),
    order: () => [...parts.slice(j), ...parts.slice(0, j)].join(mark),
    splice: () => parts.with(j, others[j] ?? '').join(mark),
    case: () => whole.slice(0, i) + (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()) + whole.slice(i + 1),
    escape: () => whole.slice(0, i) + '%' + letter.charCodeAt(0).toString(16) + whole.slice(i + 1),
  };
  if (kind !== 'header' || names.length === 0) return { ...genuine, body: bytes((body[kind] ?? (() => whole.slice(1)))()) };
  const name = names[at % names.length] ?? '';
  const value = String(genuine.headers[name]);
  const given = [value.slice(0, -1), value + '0', String(other.headers[name]), value.toUpperCase(), ''][mask % 5] ?? '';
  return { ...genuine, headers: { ...genuine.headers, [name]: given } };
}

/** All but when it was read. */
const said = (reading: CallbackReading): unknown =>
  JSON.parse(JSON.stringify(reading), (name, value) => (name === 'asked_at_ms' ? 0 : (value as unknown)));

describe.each<[string, () => Bank | Promise<Bank>]>([
  ['wechat', ofWechat],
  ['alipay', ofAlipay],
  ['icbc', ofIcbc],
  ['unionpay', ofUnionpay],
])('%s', { timeout: 240_000 }, (_name, make) => {
  it('believes the genuine one, and no other that says something else', async () => {
    const bank = await make();
    expect((await bank.read(bank.stranger)).kind).toBe('rejected');
    const control = await bank.read(bank.genuine);
    expect([control.kind, (await bank.read(bank.other)).kind]).toEqual(['payment', 'payment']);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(change, async (how) => {
        const reading = await bank.read(changed(bank, how));
        if (reading.kind === 'rejected') refused += 1;
        else expect(said(reading)).toEqual(said(control));
      }),
      RUNS,
    );
    // The rest says the same: a letter's case in an escape, what nobody signs, the part that was put in is the same in both.
    expect(refused).toBeGreaterThan(RUNS.numRuns / 2);
  });
});
