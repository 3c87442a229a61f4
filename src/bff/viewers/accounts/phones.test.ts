/** Codes to phones: what is sent and how often, what a code is good for, and that nothing tells whose phone is whose. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHmac, randomBytes } from 'node:crypto';
import { Secret } from '../../../protocol/secret.ts';
import { sealedFacts } from '../../http/common/sealed-facts.ts';
import type { Store } from '../../store/port.ts';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import type { TextMessage, TextOutcome } from '../sms/gateway.ts';
import { viewerAccounts } from './accounts.ts';
import { hasher } from './hasher.ts';
import { viewerPhones } from './phones.ts';
import type { Asker } from './phones.ts';
import { accountRows } from './rows.ts';

const PHONE = '13800005506';
const GOOD = '274916';
const MIN_MS = 60_000;
const secret = (text: string): Secret => new Secret(text);
const asker = (over: Partial<Asker> = {}): Asker => ({ viewer: 'v', merchant_id: 'portal', cardPhones: async () => [], ...over });

let store: Store;
let now_ms: number;
let sent: TextMessage[];
let outcome: TextOutcome;
beforeEach(() => {
  now_ms = Date.UTC(2026, 0, 5, 2);
  store = openSqlite({ file: ':memory:', now: () => now_ms });
  sent = [];
  outcome = 'sent';
});
afterEach(() => store.close());

function open() {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const world = { now: () => now_ms, random };
  const parts = { rows: accountRows(store, world), hasher: hasher({ key: new Uint8Array(1), random, cost: 16 }), world };
  const accounts = viewerAccounts(parts);
  const gateway = { send: async (message: TextMessage) => (sent.push(message), outcome) };
  const facts = sealedFacts('key', 'phones', random);
  return {
    accounts,
    phones: viewerPhones({
      ...parts,
      accounts,
      store,
      gateway,
      hash: (text) => createHmac('sha256', 'key').update(text).digest('hex'),
      facts,
      again_ms: MIN_MS,
    }),
  };
}
const code = (): string => sent.at(-1)?.params.code?.reveal() ?? '';
const other = (): string => (code() === '000000' ? '000001' : '000000');

describe('binding', () => {
  it('a code to the phone; the right one binds it, once', async () => {
    const { accounts, phones } = open();
    expect(await phones.askBind(asker(), 0, PHONE)).toEqual({ kind: 'sent', tail: '5506' });
    expect([sent[0]?.template, sent[0]?.phone.reveal(), code()]).toEqual(['bind-phone', PHONE, expect.stringMatching(/^\d{6}$/)]);
    expect(await phones.bind('v', 0, code())).toEqual({ kind: 'done' });
    expect(await accounts.view('v')).toMatchObject({ rev: 1, phone_tail: '5506' });
    expect(await phones.bind('v', 1, code())).toEqual({ kind: 'code-over' });
    expect((await store.accounts.of('viewer v'))?.body).not.toContain(PHONE);
  });

  it('five tries, five minutes, and no good for another viewer or another wish', async () => {
    const { phones } = open();
    await phones.askBind(asker(), 0, PHONE);
    expect(await phones.bind('w', 0, code())).toEqual({ kind: 'code-over' });
    expect(await phones.reset('v', 0, code(), secret(GOOD))).toEqual({ kind: 'code-over' });
    for (let left = 4; left >= 0; left--) expect(await phones.bind('v', 0, other())).toEqual({ kind: 'code-wrong', left });
    expect(await phones.bind('v', 0, code())).toEqual({ kind: 'code-over' });
    now_ms += MIN_MS;
    await phones.askBind(asker(), 0, PHONE);
    now_ms += 5 * MIN_MS;
    expect(await phones.bind('v', 0, code())).toEqual({ kind: 'code-over' });
  });

  it('one a minute and five a day to a phone, whoever asks; ten a day of a viewer', async () => {
    const { phones } = open();
    const ask = (viewer: string, phone = PHONE) => phones.askBind(asker({ viewer }), 0, phone);
    expect((await Promise.all(['a', 'b', 'c'].map((viewer) => ask(viewer)))).filter((one) => one.kind === 'sent')).toHaveLength(1);
    for (let i = 0; i < 4; i++) {
      now_ms += MIN_MS;
      expect((await ask('d' + i)).kind).toBe('sent');
    }
    now_ms += MIN_MS;
    expect((await ask('e')).kind).toBe('too-often');
    now_ms += 24 * 60 * MIN_MS;
    expect((await ask('e')).kind).toBe('sent');
    for (let i = 0; i < 10; i++) expect((await ask('many', '1390000000' + i)).kind).toBe('sent');
    expect((await ask('many', '13900000010')).kind).toBe('too-often');
    expect(sent).toHaveLength(16);
  });

  it('twenty a day of a box, 300 an hour of an address, 3,000 an hour of a merchant, whatever phones and viewers they name', async () => {
    const { phones } = open();
    let n = 0;
    const ask = async (over: Partial<Asker>) => {
      n += 1;
      return (await phones.askBind(asker({ viewer: 'f' + n, ...over }), 0, '139' + String(n).padStart(8, '0'))).kind;
    };
    const many = async (times: number, over: (i: number) => Partial<Asker>): Promise<number> => {
      const said = await Promise.all(Array.from({ length: times }, (_none, i) => ask(over(i))));
      expect(said.filter((one) => one === 'sent').length + said.filter((one) => one === 'too-often').length).toBe(times);
      return said.filter((one) => one === 'sent').length;
    };
    expect(await many(22, () => ({ box_id: 'A' }))).toBe(20);
    expect(await ask({ box_id: 'B' })).toBe('sent');
    now_ms += 60 * MIN_MS;
    expect(await ask({ box_id: 'A' })).toBe('too-often');
    expect(await many(305, () => ({ address: '192.0.2.1' }))).toBe(300);
    expect(await ask({ address: '192.0.2.2' })).toBe('sent');
    now_ms += 60 * MIN_MS;
    expect(await many(3_003, (i) => ({ address: '198.51.100.' + (i % 20) }))).toBe(3_000);
    expect(await ask({ merchant_id: 'other' })).toBe('sent');
    const before = sent.length;
    expect([await ask({}), sent.length]).toEqual(['too-often', before]);
  });

  it('no number, another phone than that of the cards, a password that is missing or wrong: nothing is sent', async () => {
    const { accounts, phones } = open();
    for (const bad of ['', '1380000550', '23800005506', '138000055061'])
      expect((await phones.askBind(asker(), 0, bad)).kind).toBe('phone-bad');
    const with_card = asker({ cardPhones: async () => [secret('13900001111')] });
    expect((await phones.askBind(with_card, 0, PHONE)).kind).toBe('card-phone');
    await accounts.change('v', { do: 'password', rev: 0, password: secret(GOOD) });
    expect((await phones.askBind(asker(), 1, PHONE)).kind).toBe('stale');
    expect(await phones.askBind(asker(), 1, PHONE, secret('831502'))).toMatchObject({ kind: 'wrong', left: 4 });
    expect(sent).toEqual([]);
    expect((await phones.askBind(with_card, 1, '13900001111', secret(GOOD))).kind).toBe('sent');
  });

  it('what is said is the same, whether the phone is another viewer’s or nobody’s', async () => {
    const { phones } = open();
    await phones.askBind(asker(), 0, PHONE);
    await phones.bind('v', 0, code());
    now_ms += MIN_MS;
    const known = await phones.askBind(asker({ viewer: 'w' }), 0, PHONE);
    expect(known).toEqual({ ...(await phones.askBind(asker({ viewer: 'x' }), 0, '13911115506')), tail: '5506' });
  });

  it('refused by the gateway: said; silent: its code is waited for', async () => {
    const { phones } = open();
    outcome = 'refused';
    expect((await phones.askBind(asker(), 0, PHONE)).kind).toBe('not-sent');
    outcome = 'silent';
    now_ms += MIN_MS;
    expect((await phones.askBind(asker(), 0, PHONE)).kind).toBe('sent');
    expect((await phones.bind('v', 0, code())).kind).toBe('done');
  });
});

describe('a forgotten password', () => {
  it('is set anew by a code to the bound phone, also while it is locked; child lock stays', async () => {
    const { accounts, phones } = open();
    await phones.askBind(asker(), 0, PHONE);
    await phones.bind('v', 0, code());
    await accounts.change('v', { do: 'password', rev: 1, password: secret(GOOD) });
    await accounts.change('v', { do: 'lock', rev: 2, password: secret(GOOD), lock_fen: 0 });
    for (let i = 0; i < 5; i++) await accounts.check('v', secret('999111'));
    expect((await accounts.check('v', secret(GOOD))).kind).toBe('locked');
    now_ms += MIN_MS;
    expect(await phones.askReset(asker(), 3)).toEqual({ kind: 'sent', tail: '5506' });
    expect([sent.at(-1)?.template, sent.at(-1)?.phone.reveal()]).toEqual(['reset-password', PHONE]);
    expect((await phones.reset('v', 3, code(), secret('123456'))).kind).toBe('weak');
    expect((await phones.reset('v', 3, other(), secret('831502'))).kind).toBe('code-wrong');
    expect((await phones.reset('v', 3, code(), secret('831502'))).kind).toBe('done');
    expect((await accounts.check('v', secret('831502'))).kind).toBe('right');
    expect(await accounts.view('v')).toMatchObject({ rev: 4, lock_fen: 0, has_password: true, kept_until_ms: now_ms + 24 * 60 * MIN_MS });
  });

  it('without a phone there is none to send to', async () => {
    const { phones } = open();
    expect([await phones.askReset(asker(), 0), sent]).toEqual([{ kind: 'stale' }, []]);
  });

  it('two televisions reset it at once with one code: one of them', async () => {
    const { accounts, phones } = open();
    await phones.askBind(asker(), 0, PHONE);
    await phones.bind('v', 0, code());
    await accounts.change('v', { do: 'password', rev: 1, password: secret(GOOD) });
    now_ms += MIN_MS;
    await phones.askReset(asker(), 2);
    const both = await Promise.all(['831502', '902871'].map((one) => phones.reset('v', 2, code(), secret(one))));
    expect(both.filter((one) => one.kind === 'done')).toHaveLength(1);
  });
});
