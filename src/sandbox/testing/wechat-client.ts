/** A plain APIv3 client for tests, written apart from the server. It checks every answer's signature. */
import { createVerify, createSign, randomUUID } from 'node:crypto';
import type { World } from '../../protocol/world.ts';
import type { Bench } from './bench.ts';

export interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
  verified: boolean;
}

export interface Spoil {
  timestamp?: string;
  nonce?: string;
  serial?: string;
  signedBody?: string;
  authorization?: (pairs: string[]) => string;
  headers?: Record<string, string>;
}

export function wechatClient(
  bench: Bench<World>,
): (method: 'GET' | 'POST', target: string, body?: object, spoil?: Spoil) => Promise<Answered> {
  const { wechat } = bench.manifest;
  const key = bench.file(wechat.merchant_private_key_file);
  const publicKeys: Record<string, string> = {
    [wechat.public_key_id]: bench.file(wechat.public_key_file),
    [wechat.platform_serial]: bench.file(wechat.platform_certificate_file),
  };
  return async (method, target, body, spoil = {}) => {
    const raw = body ? JSON.stringify(body) : '';
    const timestamp = spoil.timestamp ?? String(Math.floor(bench.world.now() / 1000));
    const nonce = spoil.nonce ?? randomUUID().replaceAll('-', '');
    const text = [method, target, timestamp, nonce, spoil.signedBody ?? raw, ''].join('\n');
    const signature = createSign('RSA-SHA256').update(text).sign(key, 'base64');
    const serial = spoil.serial ?? wechat.merchant_serial;
    const pairs = [
      `serial_no="${serial}"`,
      `signature="${signature}"`,
      `mchid="${wechat.mchid}"`,
      `timestamp="${timestamp}"`,
      `nonce_str="${nonce}"`,
    ];
    const Authorization = spoil.authorization?.(pairs) ?? `WECHATPAY2-SHA256-RSA2048 ${pairs.join(',')}`;
    const answer = await fetch(wechat.base_url + target, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'test',
        Authorization,
        ...spoil.headers,
      },
      ...(raw ? { body: raw } : {}),
    });
    const got = await answer.text();
    const head = (name: string): string => answer.headers.get(name) ?? '';
    const signed = `${head('Wechatpay-Timestamp')}\n${head('Wechatpay-Nonce')}\n${got}\n`;
    const known = publicKeys[head('Wechatpay-Serial')];
    const verified = known !== undefined && createVerify('RSA-SHA256').update(signed).verify(known, head('Wechatpay-Signature'), 'base64');
    return {
      status: answer.status,
      body: got ? (JSON.parse(got) as Record<string, unknown>) : {},
      headers: answer.headers,
      verified,
    };
  };
}
