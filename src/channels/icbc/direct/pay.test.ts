/** Prepare and confirm: what is sent, and what each answer is evidence of. */
import { describe, expect, test } from 'vitest';
import type { BankMethod } from '../../../protocol/bank.ts';
import { fen } from '../../../protocol/money.ts';
import { Secret } from '../../../protocol/secret.ts';
import { CLOSE_STATES } from '../close.ts';
import { DONE, failure, NOW_MS, ORDER_ID } from '../gateway.fixture.ts';
import { QUERY_STATES } from '../query.ts';
import { REFUND_STATES } from '../refund.ts';
import { CONFIRM_FAILED, METHODS_REFUSED, PREPARE_REFUSED } from './codes.ts';
import { config, NUMBER, opened, PAID, says } from './gateway.fixture.ts';
import { CONFIRM_STATES } from './pay.ts';

const PAN = '6222081234567890123';
const PASSWORD = 'Passw0rd';
const OURS = { mer_id: config.mer_id, icbc_appid: config.app_id, mer_prtcl_no: config.mer_prtcl_no };

describe('prepare', () => {
  const READY = { ...DONE, out_trade_no: NUMBER, challenge_id: 'CH1', expires_in: '300' };
  const ask = (fields: object, method: BankMethod = 'static') => {
    const { channel, calls, logs } = says(fields);
    const input = { channel_no: NUMBER, created_at_ms: NOW_MS, amount_fen: fen(1990), subject: '综艺会员', method, pan: new Secret(PAN) };
    return { answer: channel.prepare(input), calls, logs };
  };

  test('says what is paid, and the number to the bank alone', async () => {
    const { answer, calls, logs } = ask({ ...READY, method: 'STATIC' });
    await answer;
    const { secret_data, ...rest } = calls[0]?.biz ?? {};
    expect(opened(secret_data)).toEqual({ card_no: PAN });
    expect(rest).toEqual({
      ...OURS,
      out_trade_no: NUMBER,
      cur_type: '001',
      amount: '1990',
      order_date: '2025-01-01 00:00:00',
      goods_name: '综艺会员',
      notify_url: config.notify_url,
      method: 'STATIC',
    });
    expect(JSON.stringify([calls, logs])).not.toContain(PAN);
  });

  test.each<[string, BankMethod, object, object]>([
    ['a password', 'static', { method: 'STATIC' }, { challenge: { method: 'static' }, challenge_id: 'CH1', life_ms: 300_000 }],
    [
      'two cells, in this order',
      'coordinates',
      { method: 'COORD_CARD', cells: ['G6', 'B3'] },
      { challenge: { method: 'coordinates', cells: ['G6', 'B3'] } },
    ],
    ['digits with a decimal point', 'token', { method: 'E_TOKEN', digits: '85.20' }, { challenge: { method: 'token', digits: '85.20' } }],
    ['digits without', 'token', { method: 'E_TOKEN', digits: '123456' }, { challenge: { method: 'token', digits: '123456' } }],
    ['a phone', 'sms', { method: 'SMS', phone_tail: '5506' }, { challenge: { method: 'sms', phone_tail: '5506' } }],
    ['another method than was asked for', 'sms', { method: 'STATIC' }, { kind: 'silent', why: 'no-challenge' }],
    ['three cells', 'coordinates', { method: 'COORD_CARD', cells: ['A1', 'B2', 'C3'] }, { kind: 'silent' }],
    ['a cell that no card has', 'coordinates', { method: 'COORD_CARD', cells: ['A9', 'B2'] }, { kind: 'silent' }],
    ['digits that no device takes', 'token', { method: 'E_TOKEN', digits: '<b>' }, { kind: 'silent' }],
    ['no life', 'static', { method: 'STATIC', expires_in: '0' }, { kind: 'silent' }],
    ['another number', 'static', { method: 'STATIC', out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-order' }],
    ['another merchant', 'static', { method: 'STATIC', mer_id: '020000000002' }, { kind: 'silent', why: 'not-our-order' }],
    ['locked', 'static', failure(93003), { kind: 'refused', reason: 'method-locked', code: '93003' }],
    ['no SMS', 'sms', failure(93011), { kind: 'refused', reason: 'no-sms' }],
    ['our signature', 'static', failure(400017), { kind: 'refused', reason: 'channel' }],
    ['a code of confirm alone', 'static', failure(93002), { kind: 'silent', why: 'code-93002' }],
  ])('%s', async (_name, method, fields, expected) => {
    expect(await ask({ ...READY, ...fields }, method).answer).toMatchObject({ asked_at_ms: NOW_MS, ...expected });
  });
});

describe('confirm', () => {
  const ask = (fields: object) => {
    const { channel, calls, logs } = says(fields);
    const input = { channel_no: NUMBER, challenge_id: 'CH1', amount_fen: fen(1990), password: new Secret(PASSWORD) };
    return { answer: channel.confirm(input), calls, logs };
  };
  const FAILED = { ...DONE, out_trade_no: NUMBER, status: 'FAILED' };

  test('brings the password encrypted, bound to its challenge', async () => {
    const { answer, calls, logs } = ask(PAID);
    await answer;
    const { secret_data, ...rest } = calls[0]?.biz ?? {};
    expect(opened(secret_data)).toEqual({ password: PASSWORD, challenge_id: 'CH1' });
    expect(rest).toEqual({ ...OURS, out_trade_no: NUMBER, challenge_id: 'CH1', amount: '1990' });
    expect(JSON.stringify([calls, logs])).not.toContain(PASSWORD);
  });

  test.each<[string, object, object]>([
    ['paid', PAID, { kind: 'paid', txn: ORDER_ID, amount_fen: 1990, currency: 'CNY' }],
    ['paid, another amount is only told', { ...PAID, total_amt: '1' }, { kind: 'paid', amount_fen: 1 }],
    ['paid, unreadable', { ...PAID, total_amt: '19.90' }, { kind: 'silent', why: 'paid-but-unreadable' }],
    ['paid without a number', { ...PAID, out_trade_no: '' }, { kind: 'silent', why: 'not-our-order' }],
    ['wrong, two more', { ...FAILED, fail_code: '93001', remaining_tries: 2 }, { kind: 'wrong', tries_left: 2, code: '93001' }],
    ['wrong, none more', { ...FAILED, fail_code: 93001, remaining_tries: '0' }, { kind: 'refused', reason: 'challenge-tries' }],
    ['wrong, nobody says how many', { ...FAILED, fail_code: 93001 }, { kind: 'silent', why: 'tries-unreadable' }],
    ['over', { ...FAILED, fail_code: 93002 }, { kind: 'refused', reason: 'challenge-over' }],
    ['locked', { ...FAILED, fail_code: 93003 }, { kind: 'refused', reason: 'method-locked' }],
    ['no money', { ...FAILED, fail_code: '00093004' }, { kind: 'refused', reason: 'funds' }],
    ['failed for a reason that is not listed', { ...FAILED, fail_code: 99999 }, { kind: 'silent', why: 'fail-code-99999' }],
    ['failed without a reason', FAILED, { kind: 'silent' }],
    ['not known', { ...FAILED, status: 'UNKNOWN' }, { kind: 'pending' }],
    ['a state of the query', { ...FAILED, status: '0', pay_status: '0' }, { kind: 'silent', why: 'unknown-state' }],
    ['a state by an inherited name', { ...FAILED, status: 'constructor' }, { kind: 'silent', why: 'unknown-state' }],
    ['a code that is not listed', failure(93001), { kind: 'silent', why: 'code-93001' }],
    ['below 0', failure(-2), { kind: 'silent', why: 'unknown-2' }],
  ])('%s', async (_name, fields, expected) => {
    expect(await ask(fields).answer).toMatchObject({ source: 'answer', asked_at_ms: NOW_MS, ...expected });
  });
});

describe('each endpoint has a table of its own', () => {
  const tables = { query: QUERY_STATES, close: CLOSE_STATES, refund: REFUND_STATES, confirm: CONFIRM_STATES } as const;
  const names = Object.keys(tables) as (keyof typeof tables)[];

  test.each(names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other] as const)))(
    '%s read by the table of %s is something else',
    (one, other) => {
      const [own, swapped] = [tables[one], tables[other]] as ReadonlyMap<string, string>[];
      const differs = [...(own?.entries() ?? [])].some(([state, meaning]) => swapped?.get(state) !== meaning);
      expect(differs).toBe(true);
    },
  );

  test('no state of the query is one of confirm', () => {
    for (const state of QUERY_STATES.keys()) expect(CONFIRM_STATES.has(state)).toBe(false);
  });

  test('nor are the codes the same', () => {
    const lists = [METHODS_REFUSED, PREPARE_REFUSED, CONFIRM_FAILED].map((one) => JSON.stringify([...one]));
    expect(new Set(lists).size).toBe(3);
  });
});
