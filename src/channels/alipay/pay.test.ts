import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../../protocol/money.ts';
import type { PrepayInput } from '../port.ts';
import { NOW_MS, NUMBER, config, failure, kit, says } from './gateway.fixture.ts';
import { prepayBody, subjectText } from './pay.ts';

const INPUT: PrepayInput = {
  channel_no: NUMBER,
  amount_fen: fen(1990),
  subject: '电视点播-测试',
  created_at_ms: NOW_MS,
  not_after_ms: NOW_MS + 60_000,
  channel_expires_at_ms: NOW_MS + 600_000,
  box_id: '8835:12 ab',
};

const bodyOf = (over: Partial<PrepayInput>): { [name: string]: string } => JSON.parse(prepayBody(config, { ...INPUT, ...over }));

describe('the content', () => {
  test('is this, to the byte', () => {
    expect(prepayBody(config, INPUT)).toBe(
      `{"out_trade_no":"${NUMBER}","total_amount":"19.90","subject":"电视点播-测试","seller_id":"2088000000000001",` +
        '"product_code":"FACE_TO_FACE_PAYMENT","time_expire":"2025-01-01 00:10:00","qr_code_timeout_express":"10m","terminal_id":"883512ab"}',
    );
  });

  test('never has timeout_express, always both absolute and code expiry', () => {
    const body = bodyOf({});
    expect(body).not.toHaveProperty('timeout_express');
    expect(body).toHaveProperty('time_expire');
    expect(body).toHaveProperty('qr_code_timeout_express');
  });

  test.each([
    [0, '1m'],
    [1, '1m'],
    [60_000, '1m'],
    [60_001, '2m'],
    [570_000, '10m'],
    [-5000, '1m'],
    [86_400_000, '120m'],
  ])('%i ms of life are %s of code', (life, minutes) => {
    expect(bodyOf({ channel_expires_at_ms: NOW_MS + life })['qr_code_timeout_express']).toBe(minutes);
  });

  test.each([
    [1, '0.01'],
    [10, '0.10'],
    [100, '1.00'],
    [1990, '19.90'],
    [10_000_000_000, '100000000.00'],
  ])('%i fen are %s yuan', (amount, text) => {
    expect(bodyOf({ amount_fen: fen(amount) })['total_amount']).toBe(text);
  });

  test('any subject becomes one Alipay takes', () => {
    expect(subjectText('A/B=C&D')).toBe('A／B＝C＆D');
    expect(subjectText('a\nb\u0000c')).toBe('a b c');
    expect(subjectText('😀'.repeat(200))).toBe('😀'.repeat(128));
    expect(subjectText('a\ud800b')).toBe('a\ufffdb');
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 600 }), (subject) => {
        const text = subjectText(subject);
        expect(text.length).toBeLessThanOrEqual(256);
        expect(text).not.toMatch(/[/=&]/);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });

  test.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('a host in %s writes and reads Beijing time', (TZ) => {
    const script = `
      const { prepayBody } = await import('./pay.ts');
      const { instant } = await import('./evidence.ts');
      const input = ${JSON.stringify(INPUT)};
      console.log(JSON.parse(prepayBody({ seller_id: '1' }, input)).time_expire, instant('2025-01-01 00:10:00') === input.channel_expires_at_ms, new Date(0).getTimezoneOffset());`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    const offset = { UTC: 0, 'America/New_York': 300, 'Asia/Kolkata': -330 }[TZ];
    expect(ran.stdout.trim()).toBe('2025-01-01 00:10:00 true ' + offset);
  });
});

describe('the answer', () => {
  const OK = { code: '10000', msg: 'Success', out_trade_no: NUMBER, qr_code: 'https://qr.alipay.com/bavh4wjlxf12tper3a' };
  const ask = (fields: object) => says(fields).channel.prepay(NUMBER, prepayBody(config, INPUT));

  test('is a code to show, and the stored bytes were sent', async () => {
    const { channel, calls } = says(OK);
    const body = prepayBody(config, INPUT);
    expect(await channel.prepay(NUMBER, body)).toEqual({ kind: 'ready', asked_at_ms: NOW_MS + 1, qr_text: OK.qr_code });
    expect(await channel.prepay(NUMBER, body)).toMatchObject({ kind: 'ready' });
    expect(calls.map((call) => call.params['biz_content'])).toEqual([body, body]);
    expect(calls[0]?.method).toBe('alipay.trade.precreate');
    expect(calls[0]?.params['notify_url']).toBe(config.notify_url);
  });

  test('a broken surrogate in the reason or subject cannot spoil the signature', async () => {
    const { channel } = says(OK);
    expect(await channel.prepay(NUMBER, channel.prepayBody({ ...INPUT, subject: 'a\ud800b' }))).toMatchObject({ kind: 'ready' });
  });

  test.each<[string, object, object]>([
    ['without a code', { ...OK, qr_code: undefined }, { kind: 'silent', why: 'no-code' }],
    ['about another number', { ...OK, out_trade_no: 'other' }, { kind: 'silent', why: 'not-our-trade' }],
    ['without a number', { ...OK, out_trade_no: undefined }, { kind: 'silent', why: 'not-our-trade' }],
    ['a refusal of another number', { ...failure('ACQ.TRADE_HAS_CLOSE'), out_trade_no: 'other' }, { kind: 'silent' }],
    ['paid already', failure('ACQ.TRADE_HAS_SUCCESS'), { kind: 'pending' }],
    ['number in use', failure('ACQ.CONTEXT_INCONSISTENT'), { kind: 'pending' }],
    ['closed already', failure('ACQ.TRADE_HAS_CLOSE'), { kind: 'shut' }],
    ['bad parameter', failure('ACQ.INVALID_PARAMETER'), { kind: 'refused', reason: 'channel', code: 'INVALID_PARAMETER' }],
    ['missing parameter', failure('isv.missing-signature', '40001'), { kind: 'refused', reason: 'channel', code: 'isv.missing-signature' }],
    ['invalid parameter', failure('isv.invalid-signature', '40002'), { kind: 'refused', reason: 'channel', code: 'isv.invalid-signature' }],
    [
      'no permission',
      failure('isv.insufficient-isv-permissions', '40006'),
      { kind: 'refused', reason: 'channel', code: 'isv.insufficient-isv-permissions' },
    ],
    ['authorisation', failure('aop.invalid-auth-token', '20001'), { kind: 'refused', reason: 'channel', code: 'aop.invalid-auth-token' }],
    ['no sub code', { code: '40004' }, { kind: 'refused', reason: 'channel', code: '40004' }],
    ['system unknown', failure('isp.unknow-error', '20000'), { kind: 'silent', why: 'unknown-isp.unknow-error' }],
    ['system error', failure('ACQ.SYSTEM_ERROR'), { kind: 'silent', why: 'unknown-SYSTEM_ERROR' }],
    ['system error by another prefix', failure('aop.ACQ.SYSTEM_ERROR'), { kind: 'silent' }],
    ['gateway unknown', failure('aop.unknow-error'), { kind: 'silent', why: 'unknown-aop.unknow-error' }],
    ['provider', failure('isp.whatever'), { kind: 'silent' }],
    ['too often', failure('isv.app-call-limited', '40005'), { kind: 'silent', why: 'busy' }],
    ['a code unknown here', failure('', '10003'), { kind: 'silent', why: 'unknown-code-10003' }],
  ])('%s', async (_name, fields, expected) => {
    expect(await ask(fields)).toMatchObject({ source: 'answer', asked_at_ms: NOW_MS + 1, ...expected });
  });

  test('an unsigned refusal is no refusal', async () => {
    const { channel } = kit(() => JSON.stringify({ alipay_trade_precreate_response: failure('ACQ.INVALID_PARAMETER') }));
    expect(await channel.prepay(NUMBER, '{}')).toMatchObject({ kind: 'silent', why: 'unsigned' });
  });
});
