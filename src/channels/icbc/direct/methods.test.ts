import { expect, test } from 'vitest';
import { Secret } from '../../../protocol/secret.ts';
import { DONE, failure } from '../gateway.fixture.ts';
import { config, opened, says } from './gateway.fixture.ts';

const PAN = '6222081234567890123';
const list = (methods: unknown): object => ({ ...DONE, methods });

test('the number goes out encrypted to the bank and stands nowhere else', async () => {
  const { channel, calls, logs } = says(list([]));
  await channel.methods({ pan: new Secret(PAN) });
  expect(calls[0]?.path).toBe('/api/cardbusiness/tvpay/direct/methods/V1');
  const { secret_data, ...rest } = calls[0]?.biz ?? {};
  expect(opened(secret_data)).toEqual({ card_no: PAN });
  expect(rest).toEqual({ mer_id: config.mer_id, icbc_appid: config.app_id, mer_prtcl_no: config.mer_prtcl_no });
  expect(JSON.stringify([calls, logs])).not.toContain(PAN);
});

test.each<[string, object, object]>([
  [
    'in the bank’s order, with limits in fen',
    list([{ method: 'SMS', limit_per_txn: '500000', limit_per_day: '1000000' }, { method: 'E_TOKEN' }]),
    { kind: 'methods', methods: [{ method: 'sms', limit_fen: 500_000, day_limit_fen: 1_000_000 }, { method: 'token' }] },
  ],
  [
    'what a television cannot serve is left out',
    list([{ method: 'USB_KEY' }, { method: 'STATIC' }, null, 3]),
    { methods: [{ method: 'static' }] },
  ],
  ['a limit that cannot be read is none', list([{ method: 'STATIC', limit_per_txn: '3.00' }]), { methods: [{ method: 'static' }] }],
  ['none', list([]), { kind: 'methods', methods: [] }],
  ['no list', DONE, { kind: 'silent' }],
  ['no such card', failure(93009), { kind: 'refused', reason: 'pan-wrong', code: '93009' }],
  ['not enrolled', failure('93008'), { kind: 'refused', reason: 'not-open' }],
  ['a code of another call', failure(93003), { kind: 'silent', why: 'code-93003' }],
  ['below 0', failure(-1), { kind: 'silent', why: 'unknown-1' }],
])('%s', async (_name, fields, expected) => {
  expect(await says(fields).channel.methods({ pan: new Secret(PAN) })).toMatchObject(expected);
});
