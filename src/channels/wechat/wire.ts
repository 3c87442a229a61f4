/** One signed call. An answer counts, for good or bad, only when its exact bytes are signed by WeChat. */
import type { KeyObject } from 'node:crypto';
import type { ChannelWorld, Incoming } from '../port.ts';
import { randomText } from '../../protocol/world.ts';
import { byteText, decoded } from '../shared/byte-text.ts';
import { readObject } from '../shared/json.ts';
import { signRsaSha256 } from '../shared/rsa.ts';
import { openAead } from './aead.ts';
import type { Sealed } from './aead.ts';
import type { WechatConfig } from './config.ts';
import { publicKey } from './keys.ts';
import type { WechatKeys } from './keys.ts';
import { authorization, requestText } from './signed-text.ts';
import { verified } from './verify.ts';

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
  let fetched_ms = -Infinity;

  async function send(base: string, method: 'GET' | 'POST', target: string, body: string): Promise<Incoming> {
    const timestamp_s = Math.floor(world.now() / 1000);
    const nonce = randomText(world.random, 32);
    const path = new URL(base).pathname.replace(/\/$/, '') + target;
    const signature = await signRsaSha256(keys.sign_with, requestText(method, path, timestamp_s, nonce, body));
    const serial = [...keys.verify_with.keys()].find((one) => one.startsWith('PUB_KEY_ID_'));
    return world.send({
      method,
      url: base + target,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'lezhong-pay',
        authorization: authorization({ mchid: config.mchid, serial: config.merchant_serial.toUpperCase(), timestamp_s, nonce, signature }),
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
    const silent = (why: string, busy = false): Answer => {
      world.log('warn', 'wechat-silent', { target: route(target), why });
      return { kind: 'silent', asked_at_ms, why, busy };
    };
    try {
      const incoming = await sendAnywhere(method, target, body);
      const verdict = await verified(incoming.headers, incoming.body, keyOf, world.now());
      if (verdict !== 'good') return silent(incoming.status >= 300 ? verdict + '-' + incoming.status : verdict);
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
    if (known || !config.fetch_certificates || world.now() - fetched_ms < config.certificates_again_ms) return known;
    fetched_ms = world.now();
    await fetchCertificates();
    return keys.verify_with.get(serial);
  }

  /** Trust comes from the APIv3 key, which only WeChat shares; the answer's own signature is then checked with what it brought. */
  async function fetchCertificates(): Promise<void> {
    try {
      const incoming = await sendAnywhere('GET', '/v3/certificates', '');
      const raw = Buffer.from(incoming.body).toString('utf8');
      const { data = [] } = JSON.parse(raw) as { data?: { serial_no: string; encrypt_certificate: Sealed }[] };
      const brought = new Map<string, KeyObject>();
      for (const one of data) {
        const pem = openAead(
          keys.api_v3_key,
          one.encrypt_certificate.nonce,
          one.encrypt_certificate.associated_data ?? '',
          one.encrypt_certificate.ciphertext,
        );
        if (pem) brought.set(one.serial_no, publicKey(Buffer.from(pem).toString('utf8')));
      }
      const verdict = await verified(incoming.headers, incoming.body, (serial) => Promise.resolve(brought.get(serial)), world.now());
      if (verdict !== 'good') return world.log('error', 'wechat-certificates', { why: verdict });
      for (const [serial, key] of brought) keys.verify_with.set(serial, key);
    } catch (error) {
      world.log('error', 'wechat-certificates', { why: error instanceof Error ? error.name : 'network' });
    }
  }

  return { call, keyOf };
}

/** The address without our numbers, for the log. */
function route(target: string): string {
  return (target.split('?')[0] ?? '').replace(/[0-9A-Za-z]{20,}/g, '*');
}
