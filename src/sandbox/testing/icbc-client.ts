/** A plain client of ICBC's open platform for tests, written apart from the server. It verifies the exact substring. */
import { createPrivateKey, createPublicKey, createSign, createVerify, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { World } from '../../protocol/world.ts';
import { beijing } from '../../protocol/world.ts';
import type { Bench } from './bench.ts';

export const QRCODE = '/api/cardbusiness/qrcode/consumption/V1';
export const ORDERQRY = '/api/cardbusiness/aggregatepay/b2c/online/orderqry/V1';
export const MERREFUND = '/api/cardbusiness/aggregatepay/b2c/online/merrefund/V1';
export const REFUNDQRY = '/api/cardbusiness/aggregatepay/b2c/online/refundqry/V1';

export interface Answered {
  raw: string;
  biz: Record<string, unknown>;
  /** The algorithm whose signature over the raw value is right. */
  signed: 'RSA-SHA1' | 'RSA-SHA256' | undefined;
}

export interface Spoil {
  /** Before the request is signed. */
  params?: (params: Record<string, string>) => void;
  /** After. */
  body?: (body: string) => string;
  hash?: 'RSA-SHA1' | 'RSA-SHA256';
}

export interface IcbcClient {
  send(path: string, biz: Record<string, unknown>, spoil?: Spoil): Promise<Answered>;
  /** The members of biz_content that every request has. */
  ids: { mer_id: string; mer_prtcl_no: string; icbc_appid: string };
  /** Whole biz_content of a prepay. */
  order(number: string, more?: Record<string, unknown>): Record<string, unknown>;
  /** Parameters of a callback, and whether its signature is right. */
  readCallback(url: string, body: string): { params: Record<string, string>; biz: Record<string, string>; verified: boolean };
  /** The merchant's signed answer to a callback. */
  acknowledge(biz: Record<string, unknown>, hash?: 'RSA-SHA1' | 'RSA-SHA256'): string;
}

function textOf(path: string, params: Record<string, string>): string {
  const names = Object.keys(params).filter((name) => name !== 'sign' && params[name]);
  return (
    path +
    '?' +
    names
      .sort()
      .map((name) => name + '=' + params[name])
      .join('&')
  );
}

export function icbcClient(bench: Bench<World>): IcbcClient {
  const { icbc } = bench.manifest;
  const bare = (file: string): Buffer => Buffer.from(bench.file(file), 'base64');
  const key: KeyObject = createPrivateKey({ key: bare(icbc.private_key_file), format: 'der', type: 'pkcs8' });
  const gateway: KeyObject = createPublicKey({ key: bare(icbc.gateway_public_key_file), format: 'der', type: 'spki' });
  const ids = { mer_id: icbc.mer_id, mer_prtcl_no: icbc.mer_prtcl_no, icbc_appid: icbc.app_id };
  return {
    ids,
    order: (number, more = {}) => ({
      ...ids,
      out_trade_no: number,
      access_type: '6',
      cur_type: '001',
      amount: '1990',
      mer_url: 'http://merchant.test/callbacks/icbc',
      expire_time: '900',
      notify_type: 'HS',
      result_type: '1',
      order_date: beijing(bench.world.now()).replace('T', ' '),
      goods_name: '综艺会员 3 个月',
      attach: 'http://a/"b"',
      ...more,
    }),
    async send(path, biz, spoil = {}) {
      const params: Record<string, string> = {
        app_id: icbc.app_id,
        msg_id: randomUUID().replaceAll('-', ''),
        format: 'json',
        charset: 'UTF-8',
        sign_type: 'RSA2',
        timestamp: beijing(bench.world.now()).replace('T', ' '),
        biz_content: JSON.stringify(biz),
      };
      spoil.params?.(params);
      params['sign'] ??= createSign(spoil.hash ?? 'RSA-SHA256')
        .update(textOf(path, params))
        .sign(key, 'base64');
      const body = new URLSearchParams(params).toString();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await fetch(icbc.base_url + path, { method: 'POST', headers, body: spoil.body?.(body) ?? body });
      const raw = await answer.text();
      const [, value = '{}', sign = ''] = /^\{"response_biz_content":(\{.*\}),"sign":"([^"]*)"\}$/s.exec(raw) ?? [];
      const signed = (['RSA-SHA1', 'RSA-SHA256'] as const).find((hash) => createVerify(hash).update(value).verify(gateway, sign, 'base64'));
      return { raw, biz: JSON.parse(value) as Record<string, unknown>, signed };
    },
    readCallback(url, body) {
      const params = Object.fromEntries(new URLSearchParams(body));
      const text = textOf(new URL(url).pathname, params);
      const verified = createVerify('RSA-SHA1')
        .update(text)
        .verify(gateway, params['sign'] ?? '', 'base64');
      return { params, biz: JSON.parse(params['biz_content'] ?? '{}') as Record<string, string>, verified };
    },
    acknowledge(biz, hash = 'RSA-SHA256') {
      const text = `"response_biz_content":${JSON.stringify(biz)},"sign_type":"RSA2"`;
      return `{${text},"sign":"${createSign(hash).update(text).sign(key, 'base64')}"}`;
    },
  };
}
