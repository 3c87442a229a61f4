import { createVerify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawCallback } from '../port.ts';
import type { IcbcConfig } from './config.ts';
import {
  callback,
  callbackFields,
  callbackText,
  form,
  kit,
  merchant_public,
  NOW_MS,
  NUMBER,
  ORDER_ID,
  signed,
  stranger,
} from './gateway.fixture.ts';
import { CALLBACK, REPLY } from './vectors.fixture.ts';

const never = (): never => {
  throw new Error('a callback asks nobody');
};
const read = (body: Uint8Array, over: Partial<IcbcConfig> = {}) => kit(never, over).channel.readCallback({ headers: {}, body });

const PAID = {
  source: 'callback',
  asked_at_ms: NOW_MS,
  kind: 'paid',
  txn: ORDER_ID,
  amount_fen: 1990,
  currency: 'CNY',
  paid_at_ms: Date.UTC(2024, 11, 31, 16, 2, 59),
};
const READ = { kind: 'payment', channel_no: NUMBER, callback_id: ORDER_ID + '.0', evidence: PAID };

describe('genuine', () => {
  test('the vector', async () => {
    const parts = CALLBACK.text.slice('/callbacks/icbc?'.length).split(/&(?=[a-z_]+=)/);
    const fields = Object.fromEntries(parts.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    expect(await read(form({ ...fields, sign: CALLBACK.sign }))).toEqual(READ);
  });
  test('SHA-256 where that is set', async () => {
    expect(await read(callback(callbackFields(), 'RSA-SHA256'), { callback_sign: 'RSA2' })).toEqual(READ);
  });
  test('an empty field is not signed', async () => {
    expect(await read(callback({ ...callbackFields(), encrypt_type: '' }))).toEqual(READ);
  });
  test('a repeat is the same callback, whatever its msg_id and time', async () => {
    expect(await read(callback(callbackFields({ msg_id: 'another' }, { timestamp: '2025-01-01 00:06:00' })))).toEqual(READ);
  });
  test.each<[string, object, object]>([
    ['codes as numbers', { return_code: 0, returnCode: 0 }, READ],
    ['total_amt counts, not the payer’s share', { payment_amt: '1' }, READ],
    ['another amount is only told', { total_amt: '1' }, { ...READ, evidence: { ...PAID, amount_fen: 1 } }],
    ['an amount in yuan', { total_amt: '19.90' }, { evidence: { kind: 'silent', why: 'paid-but-unreadable' } }],
    ['no order_id', { order_id: '' }, { evidence: { kind: 'silent', why: 'paid-but-unreadable' } }],
    ['failed', { return_code: '1', returnCode: '1' }, { kind: 'nothing', callback_id: ORDER_ID + '.1', why: 'not a payment' }],
    ['codes that disagree', { returnCode: '1' }, { kind: 'nothing', why: 'not a payment' }],
    ['no number', { out_trade_no: '' }, { kind: 'nothing', why: 'not about an order of ours' }],
    ['another merchant', { mer_id: '020000000002' }, { kind: 'rejected', why: 'foreign mer_id', alert: true }],
  ])('%s', async (_name, content, expected) => {
    expect(await read(callback(callbackFields(content)))).toMatchObject(expected);
  });
});

describe('not genuine', () => {
  test.each<[string, Uint8Array, string, boolean]>([
    ['another key', callback(callbackFields(), 'RSA-SHA1', stranger), 'bad signature', true],
    ['SHA-256 where SHA-1 is set', callback(callbackFields(), 'RSA-SHA256'), 'bad signature', true],
    ['another app', callback(callbackFields({}, { app_id: '10000000000000000002' })), 'foreign app_id', true],
    ['another app, badly signed', callback(callbackFields({}, { app_id: '1' }), 'RSA-SHA1', stranger), 'bad signature', false],
    [
      'signed for another path',
      form({ ...callbackFields(), sign: signed(callbackText(callbackFields()).replace('icbc', 'x')) }),
      'bad signature',
      true,
    ],
    ['a field more', form({ ...callbackFields(), more: '1', sign: signed(callbackText(callbackFields())) }), 'bad signature', true],
    ['"&" in another value', callback(callbackFields({}, { api: '/x&app_id=1' })), 'not a callback', false],
    ['content that is no object', callback(callbackFields({}, { biz_content: '[]' })), 'not a callback', false],
    ['no content', callback(callbackFields({}, { biz_content: '' })), 'not a callback', false],
    ['no sign', form(callbackFields()), 'not a signed form', false],
    ['nothing', new Uint8Array(), 'not a signed form', false],
    ['JSON', new TextEncoder().encode('{"sign":"x"}'), 'not a signed form', false],
    ['a broken escape', new TextEncoder().encode('sign=%zz'), 'not a signed form', false],
    ['not UTF-8', Uint8Array.from([0x73, 0x3d, 0xd6, 0xd0]), 'not a signed form', false],
    ['a name twice', new Uint8Array([...callback(), ...new TextEncoder().encode('&app_id=1')]), 'not a signed form', false],
  ])('%s: rejected', async (_name, body, why, alert) => {
    expect(await read(body)).toEqual({ kind: 'rejected', why, alert });
  });

  test('any byte changed: rejected, or the same callback written otherwise', async () => {
    const bytes = callback();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ mask;
        const reading = await read(changed);
        if (reading.kind !== 'rejected') expect(reading).toEqual(READ);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the reply', () => {
  const raw: RawCallback = { headers: {}, body: callback() };
  const reply = (over: Partial<IcbcConfig> = {}, of: RawCallback | undefined = raw) => kit(never, over).channel.reply(true, of);

  test('is the vector, to the byte', () => {
    expect(reply()).toEqual({ status: 200, content_type: 'application/json', body: `{${REPLY.text},"sign":"${REPLY.sign}"}` });
  });
  test('a new msg_id each time', () => {
    const { channel } = kit(never);
    expect(channel.reply(true, raw).body).not.toBe(channel.reply(true, raw).body);
  });
  test('or the one that came, signed along', () => {
    const { body } = reply({ callback_msg_id: 'same' });
    const signed_part = body.slice(1, body.lastIndexOf(',"sign"'));
    const { response_biz_content, sign } = JSON.parse(body) as { response_biz_content: object; sign: string };
    expect(response_biz_content).toEqual({ return_code: 0, return_msg: 'success', returnCode: '0', msg_id: 'their-msg-id' });
    expect(createVerify('RSA-SHA256').update(signed_part).verify(merchant_public, sign, 'base64')).toBe(true);
  });
  test('a new one where none came', () => {
    const without = { headers: {}, body: callback(callbackFields({ msg_id: '' })) };
    expect(reply({ callback_msg_id: 'same' }, without)).toEqual(reply());
    expect(reply({ callback_msg_id: 'same' }, { headers: {}, body: new Uint8Array() })).toEqual(reply());
  });
  test('or a failure', () => {
    expect(kit(never).channel.reply(false, raw)).toEqual({ status: 500, content_type: 'text/plain', body: 'again' });
  });
});
