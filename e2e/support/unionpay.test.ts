/** The UnionPay adapter and the UnionPay simulator, two readings of one bank, meet here over the wire. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardAsk, CardChannel, CardSecrets, Evidence } from '../../src/channels/port.ts';
import { unionpay } from '../../src/channels/unionpay/index.ts';
import type { UnionpayConfig } from '../../src/channels/unionpay/config.ts';
import { fen } from '../../src/protocol/money.ts';
import { Secret } from '../../src/protocol/secret.ts';
import { startSandboxAlone } from './sandbox-alone.ts';
import type { SandboxAlone } from './sandbox-alone.ts';

let alone: SandboxAlone;
let channel: CardChannel;
let serial = 0;
const logged: string[] = [];

interface TestCard {
  id: string;
  pan: string;
  phone: string;
  cvn2?: string;
  /** YYMM, as sent. */
  expiry?: string;
  certif_id: string;
  type: string;
}

const control = <T>(method: string, path: string, body?: unknown): Promise<T> => alone.control<T>(method, path, body);

beforeAll(async () => {
  alone = await startSandboxAlone('unionpay', (level, event, facts) => logged.push(JSON.stringify([level, event, facts])));
  const u = alone.manifest.unionpay;
  const config = {
    enabled: true,
    token_sms: true,
    base_url: u.base_url + '/gateway/api',
    mer_id: u.mer_id,
    sign_key_file: u.sign_key_file,
    sign_cert_file: u.sign_certificate_file,
    encrypt_cert_file: u.encrypt_certificate_file,
    root_cert_file: u.root_certificate_file,
    middle_cert_file: u.middle_certificate_file,
    signer_name: u.sign_subject,
    encrypt: true,
    tr_id: u.tr_id,
    notify_url: 'http://127.0.0.1:9/callbacks/unionpay?from=bank',
    timeout_ms: 5_000,
    rotation_ms: 86_400_000,
  } satisfies UnionpayConfig;
  channel = unionpay.make(config, alone.world);
}, 60_000);

afterAll(async () => {
  await alone?.stop();
});

const cards = (): Promise<TestCard[]> => control('GET', '/control/unionpay/cards');
const card = async (pan: string): Promise<TestCard> => {
  const found = (await cards()).find((one) => one.pan === pan);
  if (!found) throw new Error('no such test card');
  return found;
};

function ask(pan: string, secrets: CardSecrets): CardAsk {
  serial += 1;
  const now_ms = Date.now();
  return {
    channel_no: 'TST' + now_ms + 'n' + serial + 'x'.repeat(8),
    created_at_ms: now_ms,
    amount_fen: fen(1990),
    expires_at_ms: now_ms + 900_000,
    card: { pan: new Secret(pan), ...secrets },
  };
}

async function codeFor(channel_no: string): Promise<Secret> {
  for (let i = 0; i < 50; i++) {
    const [text] = await control<{ code: string }[]>('GET', '/control/messages?number=' + channel_no);
    if (text) return new Secret(text.code);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('no code came');
}

async function settled(one: CardAsk): Promise<Evidence> {
  for (let i = 0; i < 100; i++) {
    const evidence = await channel.query(one.channel_no, one.created_at_ms);
    if (evidence.kind !== 'pending' && evidence.kind !== 'absent') return evidence;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('it never settled');
}

const DEBIT = '6216261000000000018';
const CREDIT = '6221558812340000';
const phone = new Secret('13552535506');

async function pay(one: CardAsk): Promise<Evidence> {
  expect(await channel.sms(one)).toMatchObject({ kind: 'sent' });
  return channel.consume({ ...one, code: await codeFor(one.channel_no) });
}

describe('UnionPay, adapter and simulator', () => {
  it('debit: status, SMS, consumption accepted, then paid by query', async () => {
    const one = ask(DEBIT, { phone });
    expect(await channel.status({ ...one, channel_no: one.channel_no + 's' })).toEqual({ kind: 'open' });
    expect(await pay(one)).toMatchObject({ source: 'answer', kind: 'pending' });
    expect(await settled(one)).toMatchObject({
      kind: 'paid',
      amount_fen: 1990,
      currency: 'CNY',
      txn: expect.stringMatching(/^\d{21}$/) as string,
    });
  });

  it('credit: expiry and CVN2 are checked', async () => {
    const { expiry: sent = '', cvn2 = '' } = await card(CREDIT);
    const expiry = sent.slice(2) + sent.slice(0, 2);
    const good = ask(CREDIT, { phone, expiry: new Secret(expiry), cvn2: new Secret(cvn2) });
    await pay(good);
    expect(await settled(good)).toMatchObject({ kind: 'paid' });
    const bad = ask(CREDIT, { phone, expiry: new Secret(expiry), cvn2: new Secret('999') });
    const answer = await pay(bad);
    expect(answer.kind === 'pending' ? await settled(bad) : answer).toMatchObject({ kind: 'refused', reason: 'check-wrong', code: '65' });
  });

  it('debit with ID: the number is checked', async () => {
    const { certif_id, phone: own } = await card('6226090000000048');
    const good = ask('6226090000000048', { phone: new Secret(own), id: new Secret(certif_id) });
    await pay(good);
    expect(await settled(good)).toMatchObject({ kind: 'paid' });
  });

  it('a wrong code is refused, and is used up', async () => {
    const one = ask(DEBIT, { phone });
    await channel.sms(one);
    const answer = await channel.consume({ ...one, code: new Secret('123456') });
    expect(answer.kind === 'pending' ? await settled(one) : answer).toMatchObject({ kind: 'refused', reason: 'code-wrong', code: '71' });
  });

  it('a wrong phone is refused with the SMS', async () => {
    expect(await channel.sms(ask(DEBIT, { phone: new Secret('13900000000') }))).toMatchObject({
      kind: 'refused',
      reason: 'identity-wrong',
      code: '66',
    });
  });

  it('an unknown number is absent', async () => {
    expect(await channel.query('TSTnothingunderthisnumber01', Date.now())).toMatchObject({ kind: 'absent' });
  });

  /** Gives 5.00 of it back and waits until that is done. */
  async function refunded(one: CardAsk, paid: Evidence) {
    if (paid.kind !== 'paid') throw new Error(paid.kind);
    const refund = {
      channel_no: one.channel_no,
      txn: paid.txn,
      refund_channel_no: one.channel_no.slice(0, -1) + (one.channel_no.endsWith('r') ? 's' : 'r'),
      created_at_ms: Date.now(),
      amount_fen: fen(500),
      total_fen: fen(1990),
      reason: '',
    };
    expect(await channel.refund(refund)).toMatchObject({ kind: 'moving' });
    for (let i = 0; i < 100 && (await channel.queryRefund(refund)).kind !== 'done'; i++) await new Promise((done) => setTimeout(done, 100));
    expect(await channel.queryRefund(refund)).toMatchObject({ kind: 'done' });
    return refund;
  }

  it('refund: accepted, then done by query; too much is dead', async () => {
    const one = ask(DEBIT, { phone });
    await pay(one);
    const refund = await refunded(one, await settled(one));
    const more = { ...refund, refund_channel_no: refund.refund_channel_no + '2', amount_fen: fen(1600) };
    const answer = await channel.refund(more);
    expect(['dead', 'refused']).toContain(answer.kind);
    expect(await channel.queryRefund({ ...refund, refund_channel_no: refund.refund_channel_no + '3' })).toMatchObject({ kind: 'absent' });
  });

  it('the encrypt certificate is replaced, and the old one retired', async () => {
    const before = await control<{ cert_id?: string }[] | object>('GET', '/control/unionpay/encrypt-keys');
    await control('POST', '/control/unionpay/encrypt-keys', { rotate: true, retire: true });
    // The first try meets the retired certificate; from then on the new one is used.
    await channel.status(ask(DEBIT, {}));
    const one = ask(DEBIT, { phone });
    expect(await channel.sms(one)).toMatchObject({ kind: 'sent' });
    expect(await control('GET', '/control/unionpay/encrypt-keys')).not.toEqual(before);
  });

  it('token mode: opened once, then paid by token alone', async () => {
    const open = ask(DEBIT, { phone });
    expect(await channel.openSms(open)).toMatchObject({ kind: 'sent' });
    const opened = await channel.openToken({ ...open, code: await codeFor(open.channel_no) });
    if (opened.kind !== 'token') throw new Error(JSON.stringify(opened));
    const one = { ...ask(DEBIT, {}), card: { token: opened.token } };
    await pay(one);
    await refunded(one, await settled(one));
    await channel.dropToken({ ...ask(DEBIT, {}), card: { token: opened.token } });
    const gone = { ...ask(DEBIT, {}), card: { token: opened.token } };
    expect((await channel.sms(gone)).kind).toBe('refused');
  });

  it('nothing typed stands in the log', () => {
    const text = logged.join('');
    for (const value of [DEBIT, CREDIT, phone.reveal()]) expect(text.includes(value)).toBe(false);
  });
});
