/** For tests only: a UnionPay of a few lines with its own chain, which checks our signature its own way and answers what it is told. */
import 'reflect-metadata';
import { constants, createHash, generateKeyPairSync, privateDecrypt, sign, verify, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterAll } from 'vitest';
import type { ChannelWorld, Incoming, Outgoing } from '../port.ts';
import { fen } from '../../protocol/money.ts';
import { Secret } from '../../protocol/secret.ts';
import type { UnionpayConfig } from './config.ts';
import { unionpay } from './index.ts';

export const NOW_MS = Date.UTC(2025, 0, 1, 16, 30, 0);
const DAY_MS = 86_400_000;

export interface Party {
  pem: string;
  key: KeyObject;
  certificate: x509.X509Certificate;
  private: CryptoKey;
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
let serials = 0x1000;

/** `hash`: of the issuer's signature; old authorities still use SHA-1. */
export async function party(
  cn: string,
  issuer?: Party,
  days: [number, number] = [-10, 10],
  ca = false,
  hash: 'SHA-256' | 'SHA-1' = 'SHA-256',
): Promise<Party> {
  const ALGORITHM = { ...RSA, hash };
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', pair.publicKey.export({ format: 'der', type: 'spki' }), ALGORITHM, true, ['verify']),
  };
  const common = {
    serialNumber: (serials++).toString(16),
    notBefore: new Date(NOW_MS + days[0] * DAY_MS),
    notAfter: new Date(NOW_MS + days[1] * DAY_MS),
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(ca, undefined, true)],
  };
  const certificate = issuer
    ? await x509.X509CertificateGenerator.create({
        ...common,
        subject: 'CN=' + cn,
        issuer: issuer.certificate.subject,
        publicKey: keys.publicKey,
        signingKey: issuer.private,
      })
    : await x509.X509CertificateGenerator.createSelfSigned({ ...common, name: 'CN=' + cn, keys });
  // UnionPay writes CRLF and no line end after the last line.
  const text = certificate.toString('pem').replaceAll('\r\n', '\n').trim().replaceAll('\n', '\r\n');
  return { pem: text, key: pair.privateKey, certificate, private: keys.privateKey };
}

export const SIGNER = '041@Z2025-1-1@00040000:SIGN@00000001';
export const root = await party('root', undefined, [-100, 100], true);
export const middle = await party('middle', root, [-100, 100], true);
export const signer = await party(SIGNER, middle);
export const expired = await party(SIGNER, middle, [-20, -1]);
export const misnamed = await party('041@Z2025-1-1@somebody@00000001', middle);
/** The right names all the way, but not UnionPay's keys. */
export const forger = await party(SIGNER, await party('middle', await party('root', undefined, [-100, 100], true), [-100, 100], true));
export const merchant = await party('merchant', middle);
export const encrypt = await party('encrypt', middle);
export const encryptNext = await party('encrypt next', middle);

export const MONEY = { queryId: '250102003000123456789', txnAmt: '1990', currencyCode: '156' };

export const serialOf = (one: Party): string => BigInt('0x' + new X509Certificate(one.pem).serialNumber).toString();

const made: string[] = [];
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** Files of its own, which a test may spoil. */
export function config(over: Partial<UnionpayConfig> = {}): UnionpayConfig {
  const dir = mkdtempSync(join(tmpdir(), 'unionpay-keys-'));
  made.push(dir);
  const file = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    base_url: 'https://gateway.test/gateway/api',
    mer_id: '777290058110097',
    sign_key_file: file('sign.key', merchant.key.export({ format: 'pem', type: 'pkcs8' }).toString()),
    sign_cert_file: file('sign.cer', merchant.pem),
    encrypt_cert_file: file('enc.cer', encrypt.pem),
    root_cert_file: file('root.cer', root.pem),
    enabled: true,
    middle_cert_file: file('middle.cer', middle.pem),
    signer_name: '00040000:SIGN',
    encrypt: true,
    token_sms: true,
    notify_url: 'https://pay.example.com/callbacks/unionpay?from=bank',
    timeout_ms: 1000,
    rotation_ms: DAY_MS,
    ...over,
  };
}

export type Fields = { [name: string]: string };

/** `as`: latin1 when the fields are bytes. */
export function signedFields(fields: Fields, by: Party = signer, as: 'utf8' | 'latin1' = 'utf8'): Fields {
  const whole: Fields = { ...fields, signPubKeyCert: by.pem };
  const text = Object.keys(whole)
    .sort()
    .map((name) => name + '=' + whole[name])
    .join('&');
  const hex = createHash('sha256').update(text, as).digest('hex');
  return { ...whole, signature: sign('RSA-SHA256', Buffer.from(hex), by.key).toString('base64') };
}

export const answerText = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => name + '=' + value)
    .join('&');

export const incoming = (body: string, status = 200): Incoming => ({ status, headers: {}, body: new TextEncoder().encode(body) });

/** Pulls the request apart and checks its signature from first principles. */
export function seen(out: Outgoing): Fields {
  const fields = Object.fromEntries(new URLSearchParams(out.body));
  const { signature = '', ...rest } = fields;
  if (Object.values(rest).some((value) => value === '')) throw new Error('a blank field was sent');
  const text = Object.keys(rest)
    .sort()
    .map((name) => name + '=' + rest[name])
    .join('&');
  const hex = createHash('sha256').update(text).digest('hex');
  const good = verify('RSA-SHA256', Buffer.from(hex), new X509Certificate(merchant.pem).publicKey, Buffer.from(signature, 'base64'));
  if (!good) throw new Error('our signature is wrong');
  if (rest['certId'] !== serialOf(merchant)) throw new Error('our certId is wrong');
  return rest;
}

export function decrypted(base64: string, by: Party = encrypt, as: BufferEncoding = 'utf8'): string {
  const padded = privateDecrypt({ key: by.key, padding: constants.RSA_NO_PADDING }, Buffer.from(base64, 'base64'));
  return padded.subarray(padded.indexOf(0, 2) + 1).toString(as);
}

export type Reply = (asked: Fields, out: Outgoing) => Incoming | Promise<Incoming>;

/** Echoes what was asked, with these on top, signed. */
export const says =
  (over: Fields, by: Party = signer): Reply =>
  (asked) => {
    const names = ['merId', 'orderId', 'txnTime', 'txnType', 'txnSubType', 'bizType', 'txnAmt', 'currencyCode'];
    const echo = Object.fromEntries(names.flatMap((name) => (asked[name] ? [[name, asked[name]]] : [])));
    return incoming(answerText(signedFields({ version: '5.1.0', encoding: 'UTF-8', signMethod: '01', ...echo, ...over }, by)));
  };

const shared = config();

export function gateway(reply: Reply, over: Partial<UnionpayConfig> = {}) {
  const requests: { path: string; fields: Fields; timeout_ms: number }[] = [];
  const log: string[] = [];
  const clock = { now_ms: NOW_MS };
  const world: ChannelWorld = {
    now: () => clock.now_ms,
    random: (length) => new Uint8Array(length).fill(7),
    log: (level, event, facts) => log.push(JSON.stringify([level, event, facts])),
    send: async (out) => {
      const fields = seen(out);
      // The daily look at the encrypt certificate is not what most tests are about.
      if (fields['txnType'] === '95' && !over.rotation_ms) return incoming('busy', 503);
      requests.push({ path: out.url.split('/').pop() ?? '', fields, timeout_ms: out.timeout_ms });
      return reply(fields, out);
    },
  };
  return { channel: unionpay.make({ ...shared, ...over }, world), requests, log, clock };
}

/** The members of a customerInfo, what is encrypted among them opened. */
export function opened(fields: Fields, by: Party = encrypt): Fields {
  const text = Buffer.from(fields['customerInfo'] ?? '', 'base64').toString('utf8');
  if (!text.startsWith('{') || !text.endsWith('}')) throw new Error('not a block');
  const pairs = (one: string): Fields =>
    Object.fromEntries(one.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const { encryptedInfo, ...open } = pairs(text.slice(1, -1));
  return { ...open, ...(encryptedInfo ? pairs(decrypted(encryptedInfo, by)) : {}) };
}

export const NUMBER = 'LZP250102abcdefghijklmnopqrs';
export const ASK = {
  channel_no: NUMBER,
  created_at_ms: NOW_MS,
  amount_fen: fen(1990),
  expires_at_ms: NOW_MS + 900_000,
  card: {
    pan: new Secret('6221558812340000'),
    phone: new Secret('13552535506'),
    cvn2: new Secret('123'),
    expiry: new Secret('1123'),
    id: new Secret('341126197709218366'),
  },
};

export const code = new Secret('111111');

export const REFUND = {
  channel_no: NUMBER,
  txn: MONEY.queryId,
  refund_channel_no: 'LZPrefund0000000000000000000001',
  created_at_ms: NOW_MS + 3_600_000,
  amount_fen: fen(500),
  total_fen: fen(1990),
  reason: 'not liked',
};
