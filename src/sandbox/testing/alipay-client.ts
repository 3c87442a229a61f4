/** A plain gateway client for tests, written apart from the server. It verifies the exact substring. */
import { createSign, createVerify } from 'node:crypto';
import type { World } from '../../protocol/world.ts';
import { beijing } from '../../protocol/world.ts';
import type { Bench } from './bench.ts';

export interface Answered {
  raw: string;
  body: Record<string, string>;
  verified: boolean;
}

export function alipayClient(
  bench: Bench<World>,
): (method: string, biz: object, more?: Record<string, string>, how?: 'GET' | 'POST') => Promise<Answered> {
  const { alipay } = bench.manifest;
  return async (method, biz, more = {}, how = 'POST') => {
    const params: Record<string, string> = {
      app_id: alipay.app_id,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijing(bench.world.now()).replace('T', ' '),
      version: '1.0',
      notify_url: 'http://merchant.test/alipay',
      biz_content: JSON.stringify(biz),
      ...more,
    };
    const text = Object.entries(params)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map((pair) => pair.join('='))
      .join('&');
    params['sign'] ??= createSign('RSA-SHA256').update(text).sign(bench.file(alipay.app_private_key_file), 'base64');
    const form = new URLSearchParams(params);
    const answer =
      how === 'GET' ? await fetch(`${alipay.gateway_url}?${form}`) : await fetch(alipay.gateway_url, { method: 'POST', body: form });
    const raw = await answer.text();
    const named = /^\{"(\w+)":(\{.*?\})(?:,"alipay_cert_sn":"[^"]*")?(?:,"sign":"([^"]*)")?\}$/s.exec(raw);
    const key = bench.file(alipay.alipay_public_key_file);
    const verified =
      !!named?.[3] &&
      createVerify('RSA-SHA256')
        .update(named[2] ?? '')
        .verify(key, named[3], 'base64');
    return { raw, body: JSON.parse(named?.[2] ?? '{}') as Record<string, string>, verified };
  };
}
