/** Histories of an account at a bank: what becomes of its money whatever is lost. Source: docs/money.md 15. */
import { describe, expect, it } from 'vitest';
import { fen } from '../../protocol/money.ts';
import { BANK_METHODS } from '../../protocol/bank.ts';
import { askChallenge, showMethods, typePassword } from '../testing/bank-viewer.ts';
import { makeRig } from '../testing/rig.ts';
import type { Rig } from '../testing/rig.ts';
import { TIMES } from './schedules.ts';

const MIN = 60_000;
const DAY = 86_400_000;

const opened = async (): Promise<Rig> => {
  const rig = makeRig();
  await rig.open();
  return rig;
};

const attempt = (rig: Rig, n: number) => rig.now().attempts[n - 1];
const bankOf = (rig: Rig, n: number) => {
  const one = attempt(rig, n);
  if (one?.kind !== 'bank') throw new Error('no account at attempt ' + n);
  return one.bank;
};
const confirms = (rig: Rig) => rig.accounts.calls.filter((one) => one.call === 'confirm').length;

describe('paid', () => {
  it.each(BANK_METHODS)('with %s: one challenge, one password, one winner', async (method) => {
    const rig = await opened();
    const n = await askChallenge(rig, method);
    expect(rig.screen()).toMatchObject({ kind: 'bank-password', attempt: n, tried: 0 });
    expect(bankOf(rig, n).challenge).toMatchObject({ method });
    await typePassword(rig, n);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(await rig.balances()).toEqual({ 'channel:icbc-direct': 1990, 'merchant:shop': -1990 });
    await rig.pass(DAY);
    expect([confirms(rig), rig.now().receipts]).toMatchObject([1, [{ role: 'won' }]]);
  });

  it('and told by the callback again: no change', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await typePassword(rig, n);
    const { version } = rig.now();
    await rig.tell({ type: 'evidence', attempt: n, evidence: rig.accounts.news(rig.number(n)) });
    expect(rig.now().version).toBe(version);
  });

  it('by the callback alone while the answer is lost', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await typePassword(rig, n, 'after');
    expect(rig.screen().kind).toBe('checking');
    await rig.tell({ type: 'evidence', attempt: n, evidence: rig.accounts.news(rig.number(n)) });
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('of another amount: held, not paid, flagged', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await typePassword(rig, n, 'after');
    const account = rig.accounts.accounts.get(rig.number(n));
    if (account) account.amount_fen = 1;
    await rig.pass(10_000);
    expect(rig.now().receipts).toMatchObject([{ role: 'held', amount_fen: 1 }]);
    expect(rig.screen()).toMatchObject({ kind: 'checking', why: 'held' });
  });
});

describe('a wrong password', () => {
  it('then the right one, under the same number and challenge', async () => {
    const rig = await opened();
    const n = await askChallenge(rig, 'coordinates');
    rig.accounts.next = 'wrong';
    await typePassword(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'bank-password', attempt: n, tried: 1 });
    expect(bankOf(rig, n)).toMatchObject({ tries_left: 2, tries: [{ wrong: true }], challenge: { cells: ['B3', 'G6'] } });
    rig.accounts.next = 'paid';
    await typePassword(rig, n);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('three times: this challenge is over, another may be asked for under another number', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'wrong';
    for (let i = 0; i < 3; i++) await typePassword(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_TRIES_USED' });
    expect(await typePassword(rig, n)).toBe(false);
    await rig.answer({ kind: 'recheck' });
    expect(rig.screen().kind).toBe('bank-method');
    rig.accounts.next = 'paid';
    await typePassword(rig, await askChallenge(rig, 'token'));
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(rig.number(1)).not.toBe(rig.number(2));
    await rig.pass(2 * DAY);
    expect(rig.now().receipts).toHaveLength(1);
  });

  it('locks the method: another may be used', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'method-locked';
    await typePassword(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_METHOD_LOCKED' });
    await rig.answer({ kind: 'recheck' });
    rig.accounts.next = 'paid';
    await typePassword(rig, await askChallenge(rig, 'sms'));
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('heard after its order began to close: no other password', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'wrong';
    const by = rig.name();
    await rig.tell({ type: 'password', version: rig.now().dialogue.version, attempt: n, by });
    await rig.tell({ type: 'close-asked' });
    expect(rig.screen()).toMatchObject({ kind: 'checking' });
    const answer = await rig.accounts.confirm({
      channel_no: rig.number(n),
      challenge_id: bankOf(rig, n).challenge_id ?? '',
      amount_fen: fen(1990),
      password: undefined as never,
    });
    await rig.tell({ type: 'confirmed', attempt: n, tried: 1, answer });
    expect([attempt(rig, n)?.state, rig.now().order.state]).toEqual(['closed', 'closed']);
  });

  it('told about an earlier password, or twice, changes nothing', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'wrong';
    await typePassword(rig, n);
    const { version } = rig.now();
    const answer = { source: 'answer', asked_at_ms: rig.clock.now_ms, kind: 'wrong', code: 'W', tries_left: 1 } as const;
    await rig.tell({ type: 'confirmed', attempt: n, tried: 1, answer });
    expect(rig.now().version).toBe(version);
    rig.accounts.next = 'unknown-lost';
    await typePassword(rig, n);
    await rig.tell({ type: 'confirmed', attempt: n, tried: 1, answer });
    expect(attempt(rig, n)?.state).toBe('sent');
  });
});

describe('a challenge', () => {
  it('that is over is renewed under another number, and closed at the bank', async () => {
    const rig = await opened();
    const n = await askChallenge(rig, 'token');
    await rig.pass(rig.accounts.life_ms + 1);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_CHALLENGE_OVER', attempt: n });
    expect(rig.accounts.accounts.get(rig.number(n))?.closed).toBe(true);
    await rig.answer({ kind: 'retry' });
    expect(rig.screen().kind).toBe('bank-method');
    await typePassword(rig, await askChallenge(rig, 'token'));
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('that the bank says is over with the password', async () => {
    const rig = await opened();
    const n = await askChallenge(rig, 'token');
    rig.accounts.next = 'challenge-over';
    await typePassword(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_CHALLENGE_OVER' });
  });

  it('that does not come is given up after its lease, and never asked for twice', async () => {
    const rig = await opened();
    const n = await askChallenge(rig, 'sms', 'after');
    expect(rig.screen()).toMatchObject({ kind: 'preparing' });
    await rig.pass(TIMES.lease_ms + 1);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_SILENT', attempt: n });
    expect(rig.accounts.calls.filter((one) => one.call === 'prepare')).toHaveLength(1);
  });

  it('by SMS is asked for again after a minute, not before', async () => {
    const rig = await opened();
    const n = await askChallenge(rig, 'sms');
    expect(await askChallenge(rig, 'sms')).toBe(0);
    expect(rig.screen()).toMatchObject({ attempt: n, note: 'sms_soon' });
    await rig.pass(TIMES.sms_again_ms);
    expect(await askChallenge(rig, 'sms')).toBe(2);
    expect(attempt(rig, n)).toMatchObject({ state: 'closed', why: 'renewed' });
  });

  it('is not asked for beyond the method’s limit', async () => {
    const rig = makeRig();
    await rig.open({ amount_fen: '100001' });
    expect(await askChallenge(rig, 'coordinates')).toBe(0);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_LIMIT' });
  });

  it('refused by the bank', async () => {
    const rig = await opened();
    rig.accounts.next_prepare = 'refused';
    await askChallenge(rig);
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'BANK_METHOD_LOCKED' });
  });
});

describe('unknown', () => {
  it('then paid: found by query, once', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'unknown-paid';
    await typePassword(rig, n);
    expect(rig.screen()).toMatchObject({ kind: 'checking', why: 'asking' });
    await rig.pass(3 * MIN);
    expect(rig.screen()).toEqual({ kind: 'paid' });
    expect(confirms(rig)).toBe(1);
  });

  it('then lost: "not paid" twice, six minutes after; only then another number', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'unknown-lost';
    await typePassword(rig, n);
    await rig.pass(TIMES.lost_ms - 1);
    expect(attempt(rig, n)?.state).toBe('sent');
    expect(await askChallenge(rig)).toBe(0);
    await rig.pass(2 * MIN);
    expect(attempt(rig, n)).toMatchObject({ state: 'refused', why: 'lost' });
    expect(rig.screen()).toMatchObject({ kind: 'refused', code: 'CARD_LOST' });
    await rig.answer({ kind: 'recheck' });
    rig.accounts.next = 'paid';
    await typePassword(rig, await askChallenge(rig));
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('an answer within the minute after the first "not paid" is no second one', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'unknown-lost';
    await typePassword(rig, n);
    await rig.pass(TIMES.lost_ms);
    for (let i = 0; i < 12 && bankOf(rig, n).unpaid === 0; i++) await rig.pass(10_000);
    const first_ms = bankOf(rig, n).unpaid_asked_ms ?? 0;
    const again = async (asked_at_ms: number): Promise<void> => {
      rig.clock.now_ms = asked_at_ms;
      await rig.tell({ type: 'evidence', attempt: n, evidence: { kind: 'unpaid', source: 'query', asked_at_ms } });
    };
    await again(first_ms + TIMES.lost_again_ms - 1);
    expect(attempt(rig, n)).toMatchObject({ state: 'sent', bank: { unpaid: 1 } });
    await again(first_ms + TIMES.lost_again_ms);
    expect(attempt(rig, n)).toMatchObject({ state: 'refused', why: 'lost' });
  });

  it.each(['before', 'after'] as const)('the process dies %s its confirm is sent: never sent again, found by query', async (crash) => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await typePassword(rig, n, crash);
    expect(await typePassword(rig, n)).toBe(false);
    await rig.pass(10 * MIN);
    expect(confirms(rig)).toBe(crash === 'before' ? 0 : 1);
    expect(attempt(rig, n)).toMatchObject(crash === 'before' ? { state: 'refused', why: 'lost' } : { state: 'paid' });
  });

  it('while its order ends: looked after for 72 h, then closed and flagged', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await typePassword(rig, n, 'before');
    rig.accounts.fail('query', 'before', 200);
    await rig.pass(74 * 60 * MIN);
    expect([attempt(rig, n)?.state, rig.now().order.state]).toEqual(['closed', 'closed']);
    expect(rig.now().flags.map((one) => one.code)).toContain('card-unknown');
  });
});

describe('another way', () => {
  it('before a password: the challenge is closed, the code pays', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    await rig.answer({ kind: 'change' });
    expect(rig.screen()).toEqual({ kind: 'choose' });
    await rig.work();
    expect([attempt(rig, n)?.state, rig.accounts.accounts.get(rig.number(n))?.closed]).toEqual(['closed', true]);
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(2));
    await rig.pass(MIN);
    expect(rig.screen()).toEqual({ kind: 'paid' });
  });

  it('after a password was sent is refused in words', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'unknown-lost';
    await typePassword(rig, n);
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    expect(rig.screen()).toMatchObject({ kind: 'checking', why: 'asking' });
    expect(rig.now().attempts).toHaveLength(1);
  });

  it('wins, then the bank took money all the same: it goes back by itself', async () => {
    const rig = await opened();
    const n = await askChallenge(rig);
    rig.accounts.next = 'wrong';
    await typePassword(rig, n);
    await rig.answer({ kind: 'change' });
    await rig.answer({ kind: 'choose', channel: 'wechat' });
    await rig.work();
    rig.banks.wechat.pay(rig.number(2));
    await rig.pass(MIN);
    const account = rig.accounts.accounts.get(rig.number(n));
    if (account) Object.assign(account, { txn: 'late', paid_ms: rig.clock.now_ms, known_from_ms: 0 });
    await rig.tell({ type: 'evidence', attempt: n, evidence: rig.accounts.news(rig.number(n)) });
    await rig.pass(10 * MIN);
    expect(rig.now().receipts.map((one) => one.role)).toEqual(['won', 'surplus']);
    expect(rig.now().refunds).toMatchObject([{ auto: true, state: 'done' }]);
    expect(await rig.balances()).toEqual({ 'channel:wechat': 1990, 'merchant:shop': -1990 });
  });
});

it('is refunded under one number, asked again after silence', async () => {
  const rig = await opened();
  await typePassword(rig, await askChallenge(rig));
  rig.accounts.fail('refund', 'after');
  await rig.payments.refund({ id: rig.id }, { refund_no: 'R1', amount_fen: fen(990), reason: '' });
  await rig.pass(10 * MIN);
  expect(rig.now().refunds).toMatchObject([{ state: 'done', amount_fen: 990 }]);
  expect([...rig.accounts.refunds.values()]).toMatchObject([{ amount_fen: 990, state: 'done' }]);
});

it('a restored database: what waited for its password counts as sent, and nobody sends one', async () => {
  const rig = await opened();
  const n = await askChallenge(rig);
  await rig.tell({ type: 'restored', by: { name: 'lan', via: 'test' } });
  expect(attempt(rig, n)).toMatchObject({ state: 'sent', bank: { tries: [{ by: 'restored' }] } });
  expect(await typePassword(rig, n)).toBe(false);
  await rig.pass(60 * MIN);
  expect(attempt(rig, n)).toMatchObject({ state: 'refused', why: 'lost' });
});

it('nothing of an account is remembered: no list, also where the viewer has cards', async () => {
  const rig = await opened();
  await rig.tell({
    type: 'answer',
    version: rig.now().dialogue.version,
    answer: { kind: 'choose', channel: 'icbc-direct' },
    has_cards: true,
  });
  expect(rig.screen()).toMatchObject({ kind: 'card-number', has_list: false });
  await showMethods(rig);
  await rig.answer({ kind: 'other-card' });
  expect(rig.screen()).toMatchObject({ kind: 'card-number', channel: 'icbc-direct' });
});
