import { expect, it } from 'vitest';
import { inspect } from 'node:util';
import { Secret } from '../../protocol/secret.ts';
import { ASK, code, decrypted, gateway, NUMBER, opened, says } from './gateway.fixture.ts';
import type { Fields } from './gateway.fixture.ts';

const over = { tr_id: '62000000001' };
const ASK_TOKEN = { ...ASK, card: { token: new Secret('6235240000020757577') } };
const TOLD: Fields = { respCode: '00', tokenPayData: '{token=6235240000020757577&trId=62000000001&tokenLevel=40&tokenType=01}' };

it('is on when a requester id is set', () => {
  expect(gateway(says({}), over).channel.tokens).toBe(true);
  expect(gateway(says({})).channel.tokens).toBe(false);
});

it('opening: a code to the phone, then number, elements and code for a token', async () => {
  const { channel, requests } = gateway(says(TOLD), over);
  expect(await channel.openSms(ASK)).toMatchObject({ kind: 'sent' });
  const answer = await channel.openToken({ ...ASK, code });
  if (answer.kind !== 'token') throw new Error(answer.kind);
  expect(answer.token.reveal()).toBe('6235240000020757577');
  expect(inspect(answer) + JSON.stringify(answer)).not.toContain('6235240000020757577');
  const [text = {}, open = {}] = requests.map((one) => one.fields);
  const wish = { bizType: '000902', tokenPayData: '{trId=62000000001&tokenType=01}', orderId: NUMBER, txnTime: '20250102003000' };
  expect(text).toMatchObject({ ...wish, txnType: '77', txnSubType: '00' });
  expect(open).toMatchObject({ ...wish, txnType: '79', txnSubType: '00' });
  expect(text['txnAmt']).toBeUndefined();
  for (const one of [text, open]) expect(decrypted(one['accNo'] ?? '')).toBe('6221558812340000');
  expect(opened(text)).toEqual({ phoneNo: '13552535506' });
  expect(opened(open)).toMatchObject({ smsCode: '111111', phoneNo: '13552535506', cvn2: '123', expired: '2311' });
});

it.each<[Fields, object]>([
  [{ respCode: '71' }, { kind: 'refused', reason: 'code-wrong', code: '71' }],
  [{ respCode: '37' }, { kind: 'refused', reason: 'declined', code: '37' }],
  [{ respCode: '05' }, { kind: 'silent', why: 'code-05' }],
  [{ respCode: '00' }, { kind: 'silent', why: 'code-00' }],
  [
    { respCode: '00', tokenPayData: 'token=1' },
    { kind: 'silent', why: 'code-00' },
  ],
])('opening answered %o', async (said, expected) => {
  expect(await gateway(says(said), over).channel.openToken({ ...ASK, code })).toEqual(expected);
});

it('paying: the token stands for the number, the code alone is told', async () => {
  const { channel, requests } = gateway(says({ respCode: '00' }), over);
  await channel.sms(ASK_TOKEN);
  await channel.consume({ ...ASK_TOKEN, code });
  const [text = {}, pay = {}] = requests.map((one) => one.fields);
  for (const one of [text, pay]) {
    expect(one).toMatchObject({ bizType: '000902', tokenPayData: '{token=6235240000020757577&trId=62000000001}', txnAmt: '1990' });
    expect(one['accNo']).toBeUndefined();
  }
  expect(text['customerInfo']).toBeUndefined();
  expect(opened(pay)).toEqual({ smsCode: '111111' });
});

it('paying by the token alone: without a code and without customerInfo; a number is never paid so', async () => {
  const { channel, requests } = gateway(says({ respCode: '00' }), { ...over, token_sms: false });
  expect([channel.token_sms, gateway(says({}), over).channel.token_sms]).toEqual([false, true]);
  await channel.consume(ASK_TOKEN);
  expect(requests.map((one) => one.fields)).toMatchObject([
    { txnType: '01', txnSubType: '01', bizType: '000902', tokenPayData: '{token=6235240000020757577&trId=62000000001}', txnAmt: '1990' },
  ]);
  for (const name of ['customerInfo', 'accNo']) expect(requests[0]?.fields[name]).toBeUndefined();
  await expect(channel.consume(ASK)).rejects.toThrow('is not paid without its code');
  expect(requests).toHaveLength(1);
});

it('token_sms false without tokens stops the start with a sentence', () => {
  expect(() => gateway(says({}), { token_sms: false })).toThrow('without "tr_id" no card is kept as a token');
});

it('dropping', async () => {
  const { channel, requests } = gateway(says({ respCode: '89' }), over);
  expect(await channel.dropToken(ASK_TOKEN)).toBeUndefined();
  expect(requests[0]?.fields).toMatchObject({
    txnType: '74',
    txnSubType: '01',
    bizType: '000902',
    tokenPayData: '{token=6235240000020757577&trId=62000000001}',
  });
});
