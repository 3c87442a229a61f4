/** Keys and names shared by the BFF's WeChat channel, the fake bank and the bare caller of `bench jobs`; and the bare caller. */
import { createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { BffSettings } from '../support/bff-settings.ts';

export const APPID = 'wxbench0000000001';
export const MCHID = '1900000001';
export const PLATFORM_SERIAL = 'PUB_KEY_ID_BENCH';
const MERCHANT_SERIAL = 'ABCDEF0123456789';

export interface WechatKeys {
  readonly merchant: KeyObject;
  readonly platform_public: KeyObject;
  readonly platform_file: string;
  readonly merchant_file: string;
  readonly public_file: string;
  readonly api_file: string;
}

/** Makes the keys and writes them into `folder`. */
export function makeKeys(folder: string): WechatKeys {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const platform = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const platform_public = createPublicKey(platform);
  const write = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  return {
    merchant,
    platform_public,
    merchant_file: write('merchant.pem', merchant.export({ type: 'pkcs8', format: 'pem' })),
    platform_file: write('platform.pem', platform.export({ type: 'pkcs8', format: 'pem' })),
    public_file: write('platform-public.pem', platform_public.export({ type: 'spki', format: 'pem' })),
    api_file: write('api-v3-key', 'bench'.padEnd(32, '0')),
  };
}

export function wechatSettings(keys: WechatKeys, base_url: string): NonNullable<NonNullable<BffSettings['channels']>['wechat']> {
  return {
    base_url,
    mchid: MCHID,
    appid: APPID,
    merchant_serial: MERCHANT_SERIAL,
    merchant_key_file: keys.merchant_file,
    api_v3_key_file: keys.api_file,
    platform_keys: [{ serial: PLATFORM_SERIAL, public_key_file: keys.public_file }],
  };
}

/** As many as a BFF keeps under way of one kind at a time. */
const CALLERS = 16;

/** Bare queries a second: signed, sent, verified, and nothing kept. */
export async function bareRate(keys: WechatKeys, base_url: string, for_ms: number): Promise<number> {
  const agent = new Agent({ connections: CALLERS, pipelining: 1 });
  const started = performance.now();
  let made = 0;
  async function caller(): Promise<void> {
    while (performance.now() - started < for_ms) {
      const target = '/v3/pay/transactions/out-trade-no/BARE' + (made += 1) + '?mchid=' + MCHID;
      const [timestamp, nonce] = [Math.floor(Date.now() / 1000), 'n' + made];
      const signature = createSign('RSA-SHA256').update(`GET\n${target}\n${timestamp}\n${nonce}\n\n`).sign(keys.merchant, 'base64');
      const facts = `mchid="${MCHID}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${MERCHANT_SERIAL}",signature="${signature}"`;
      const headers = { accept: 'application/json', authorization: 'WECHATPAY2-SHA256-RSA2048 ' + facts };
      const answer = await request(base_url + target, { headers, dispatcher: agent });
      const body = await answer.body.text();
      const of = (name: string): string => String(answer.headers['wechatpay-' + name]);
      const text = `${of('timestamp')}\n${of('nonce')}\n${body}\n`;
      if (!createVerify('RSA-SHA256').update(text).verify(keys.platform_public, of('signature'), 'base64'))
        throw new Error('the fake bank signs badly');
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const rate = made / ((performance.now() - started) / 1000);
  await agent.destroy();
  return rate;
}
