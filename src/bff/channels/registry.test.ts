import { generateKeyPairSync } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import Value from 'typebox/value';
import type { CommonConfig } from '../../channels/shared/config.ts';
import { AlipayConfig } from '../../channels/alipay/config.ts';
import { WechatConfig } from '../../channels/wechat/config.ts';
import type { BffConfig, ChannelSettings } from '../config/schema.ts';
import { accountsOf } from './configured.ts';
import { makeChannels } from './registry.ts';
import type { Channels } from './registry.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const public_key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }) as string;
const notify_url = 'https://pay.example/callbacks';

const wechat = (mchid: string, over: object = {}) =>
  Value.Default(WechatConfig, {
    mchid,
    appid: 'wx1',
    merchant_serial: 'AB',
    merchant_key: pem,
    api_v3_key: 'x'.repeat(32),
    platform_keys: [{ serial: 'PUB_KEY_ID_1', public_key }],
    notify_url,
    ...over,
  }) as CommonConfig;
const alipay = Value.Default(AlipayConfig, {
  app_id: '2021000000000001',
  seller_id: '2088000000000001',
  app_private_key: pem,
  alipay_public_key: public_key,
  notify_url,
}) as CommonConfig;

const world = { now: () => 0, wall: () => 0, random: (length: number) => new Uint8Array(length), after: () => () => undefined };
const made: Channels[] = [];
function make(channels: { [id: string]: ChannelSettings }): Channels {
  const one = makeChannels({ channels } as unknown as BffConfig, world, pino({ level: 'silent' }));
  made.push(one);
  return one;
}
afterEach(async () => {
  for (const one of made.splice(0)) await one.stop();
});

describe('the registry', () => {
  it('makes every configured bank in the order of the list, offered or not', () => {
    const { channels } = make({ alipay: { ...alipay, enabled: false, older: [] }, wechat: { ...wechat('1'), older: [] } });
    expect(channels.map((one) => [one.id, one.kind, one.enabled])).toEqual([
      ['wechat', 'scan', true],
      ['alipay', 'scan', false],
    ]);
  });

  it('makes older accounts beside the one that takes new payments', () => {
    const { channels } = make({ wechat: { ...wechat('3'), older: [wechat('2'), wechat('1')] } });
    const accounts = accountsOf(channels);
    expect(channels[0]?.accounts.map((one) => one.acquirer_id)).toEqual(['3', '2', '1']);
    expect(accounts.current('wechat')?.acquirer_id).toBe('3');
    expect(accounts.one('wechat', '1')?.acquirer_id).toBe('1');
    expect([accounts.one('wechat', '9'), accounts.one('nobank', '1'), accounts.current('__proto__')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes ladders from the settings, the rest from the module', () => {
    const [one] = make({ wechat: { ...wechat('1', { schedules: { close_ms: [1, 2] } }), older: [] } }).channels;
    expect(one?.schedules).toMatchObject({ close_ms: [1, 2], watch_ms: [120_000, 1_800_000, 86_400_000] });
  });

  it('the same account twice stops the start with a sentence', () => {
    expect(() => make({ wechat: { ...wechat('1'), older: [wechat('2'), wechat('1')] } })).toThrow(
      'The channel "wechat" names the account 1 twice: keep it once, beside or under "older".',
    );
  });

  it("keys that cannot be read stop the start with a sentence, an older account's too", () => {
    const bad = wechat('1', { merchant_key: 'very secret' });
    expect(() => make({ wechat: { ...bad, older: [] } })).toThrow('The channel "wechat" cannot start: wechat: merchant_key cannot be read');
    expect(() => make({ wechat: { ...wechat('2'), older: [bad] } })).toThrow('The channel "wechat" cannot start');
  });
});
