/** One signed call. An answer counts, for good or bad, only when its exact bytes are signed by WeChat. */
import type { KeyObject } from 'node:crypto';
import type { ChannelWorld, Incoming } from '../port.ts';
import { randomText } from '../../protocol/world.ts';
import { byteText, decoded } from '../shared/byte-text.ts';
import { readObject } from '../shared/json.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import type { WechatConfig } from './config.ts';
import type { WechatKeys } from './keys.ts';
import { certificateFetch } from './platform-certificates.ts';
import { serialForLog } from './serial.ts';
import { authorization, requestText } from './signed-text.ts';
import { verified } from './verify.ts';
import type { SignedHeaders, Verdict } from './verify.ts';

export type Fields = { readonly [name: string]: unknown };

/** `code` is WeChat's error code, '' when there is none. `busy`: we ask too often. */
export type Answer =
  | { kind: 'signed'; asked_at_ms: number; status: number; code: string; fields: Fields }
  | { kind: 'silent'; asked_at_ms: number; why: string; busy: boolean };

export interface Wire {
  /** Never rejects. `target` is path and query as signed; `body` is sent byte for byte. */
  call(method: 'GET' | 'POST', target: string, body?: string): Promise<Answer>;
  /** The key WeChat signed with; in certificate mode an unknown serial is looked up once. */
  keyOf(serial: string): Promise<KeyObject | undefined>;
}

/** A text member; '' for a missing one and for anything that is not text. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function makeWire(config: WechatConfig, keys: WechatKeys, world: ChannelWorld): Wire {
  const fetchCertificates = certificateFetch(config, keys, world, () => sendAnywhere('GET', '/v3/certificates', ''));

  async function send(base: string, method: 'GET' | 'POST', target: string, body: string): Promise<Incoming> {
    const timestamp_s = Math.floor(world.now() / 1000);
    const nonce = randomText(world.random, 32);
    const path = new URL(base).pathname.replace(/\/$/, '') + target;
    const signature = await signRsaSha256(keys.sign_with, requestText(method, path, timestamp_s, nonce, body));
    const serial = keys.verify_with.serials().find((one) => one.startsWith('PUB_KEY_ID_'));
    return world.send({
      method,
      url: base + target,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'lezhong-pay',
        authorization: authorization({ mchid: config.mchid, serial: keys.merchant_serial, timestamp_s, nonce, signature }),
        ...(serial ? { 'wechatpay-serial': serial } : {}),
      },
      ...(method === 'POST' ? { body } : {}),
      timeout_ms: config.timeout_ms,
    });
  }

  /** Every call of ours may be repeated, so the other site may be asked when the first is out of reach. */
  async function sendAnywhere(method: 'GET' | 'POST', target: string, body: string): Promise<Incoming> {
    try {
      return await send(config.base_url, method, target, body);
    } catch (error) {
      if (!config.backup_url) throw error;
      world.log('warn', 'wechat-backup', { target: route(target) });
      return send(config.backup_url, method, target, body);
    }
  }

  async function call(method: 'GET' | 'POST', target: string, body = ''): Promise<Answer> {
    const asked_at_ms = world.now();
    const silent = (why: string, busy = false, more: { [name: string]: string } = {}): Answer => {
      world.log('warn', 'wechat-silent', { target: route(target), why, ...more });
      return { kind: 'silent', asked_at_ms, why, busy };
    };
    try {
      const incoming = await sendAnywhere(method, target, body);
      const verdict = await verified(incoming.headers, incoming.body, keyOf, world.now());
      if (verdict !== 'good')
        return silent(
          incoming.status >= 300 ? verdict + '-' + incoming.status : verdict,
          false,
          serialsFor(verdict, incoming.headers, keys),
        );
      const fields = incoming.body.length === 0 ? {} : readObject(decoded(byteText(incoming.body)));
      if (!fields) return silent('unreadable');
      const code = incoming.status >= 300 ? text(fields, 'code') : '';
      if (incoming.status === 429) return silent('busy', true);
      if (incoming.status >= 500) return silent('status-' + incoming.status);
      if (code) world.log('info', 'wechat-answer', { target: route(target), status: incoming.status, code });
      return { kind: 'signed', asked_at_ms, status: incoming.status, code, fields };
    } catch (error) {
      return silent(error instanceof Error ? error.name : 'network');
    }
  }

  async function keyOf(serial: string): Promise<KeyObject | undefined> {
    const known = keys.verify_with.get(serial);
    if (known || !config.fetch_certificates) return known;
    await fetchCertificates();
    return keys.verify_with.get(serial);
  }

  return { call, keyOf };
}

/** What an operator needs to see why a signature's key is not known. */
export function serialsFor(
  verdict: Verdict,
  headers: SignedHeaders,
  keys: WechatKeys,
): { came: string; known: string } | Record<never, string> {
  if (verdict !== 'unknown-serial') return {};
  return { came: serialForLog(headers['wechatpay-serial'] ?? ''), known: keys.verify_with.serials().join(' ') || 'none' };
}

/** The address without our numbers, for the log. */
function route(target: string): string {
  return (target.split('?')[0] ?? '').replace(/[0-9A-Za-z]{20,}/g, '*');
}
