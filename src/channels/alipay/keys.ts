/** Keys, parsed once at the start. A bad one is an operator's error and throws, without its content. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateEnd } from '../port.ts';
import { endOf, refuseEnded, refuseOwnKey } from '../shared/certificates.ts';
import { verifyRsaSha256 } from '../shared/rsa.ts';
import { alipayLeaves, appCertificate, certSn, rootCertSn } from './certificates.ts';
import type { AlipayConfig } from './config.ts';

export interface AlipayKeys {
  sign_with: KeyObject;
  /** By certificate number; '' in key mode. */
  verify_with: ReadonlyMap<string, KeyObject>;
  /** Certificate mode: what every request names. */
  cert_params: { readonly [name: string]: string };
  certificates: readonly CertificateEnd[];
  warnings: readonly string[];
}

const CERTIFICATES = ['app_cert', 'alipay_cert', 'alipay_root_cert'] as const;

type Secret = 'app_private_key' | 'alipay_public_key' | 'app_cert' | 'alipay_cert' | 'alipay_root_cert';

function given(config: AlipayConfig, name: Secret): string | undefined {
  const file = config[`${name}_file`];
  return config[name] ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
}

/** The value or the file it names; throws when neither is set. */
function needed(config: AlipayConfig, name: Secret): string {
  const text = given(config, name);
  if (!text?.trim()) throw new Error(`alipay: ${name} or ${name}_file is needed`);
  return text;
}

function firstOf<T>(what: string, ways: readonly (() => T)[]): T {
  for (const way of ways) {
    try {
      return way();
    } catch {
      // The parser's own message may quote the key: the next way, or one plain error.
    }
  }
  throw new Error(`alipay: ${what} cannot be read`);
}

function rsaKey(key: KeyObject, what: string): KeyObject {
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`alipay: ${what} is not an RSA key`);
  return key;
}

const bare = (text: string): Buffer => Buffer.from(text.replace(/\s+/g, ''), 'base64');

/** PEM or bare base64, PKCS8 or PKCS1. */
export function privateKey(text: string): KeyObject {
  const der = bare(text);
  const key = firstOf('app_private_key', [
    () => createPrivateKey(text),
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }),
  ]);
  return rsaKey(key, 'app_private_key');
}

/** PEM or bare base64, SPKI or PKCS1. */
export function publicKey(text: string): KeyObject {
  const der = bare(text);
  const key = firstOf('alipay_public_key', [
    () => createPublicKey(text),
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  ]);
  return rsaKey(key, 'alipay_public_key');
}

/** Key mode when a public key is given, else certificate mode. */
export function readKeys(config: AlipayConfig, now_ms: number): AlipayKeys {
  const sign_with = privateKey(needed(config, 'app_private_key'));
  const alipay = given(config, 'alipay_public_key');
  if (alipay === undefined && CERTIFICATES.every((name) => given(config, name) === undefined))
    throw new Error(
      "alipay: Alipay's signatures cannot be verified: give alipay_public_key_file (key mode), or " +
        CERTIFICATES.map((name) => name + '_file').join(', ') +
        ' (certificate mode)',
    );
  if (alipay === undefined) return readCertificates(config, sign_with, now_ms);
  const key = publicKey(alipay);
  refuseOwnKey('alipay', 'alipay_public_key', key, sign_with);
  return { sign_with, verify_with: new Map([['', key]]), cert_params: {}, certificates: [], warnings: [] };
}

function readCertificates(config: AlipayConfig, sign_with: KeyObject, now_ms: number): AlipayKeys {
  const roots = needed(config, 'alipay_root_cert');
  const alipay_root_cert_sn = rootCertSn(roots);
  if (!alipay_root_cert_sn) throw new Error('alipay: alipay_root_cert holds no RSA certificate');
  const { leaves, warnings } = alipayLeaves(needed(config, 'alipay_cert'), roots);
  for (const leaf of leaves) refuseOwnKey('alipay', 'alipay_cert', leaf.publicKey, sign_with);
  const app = appCertificate(needed(config, 'app_cert'), sign_with);
  const certificates = [
    endOf('app_cert', 'own', app),
    ...leaves.map((leaf) => endOf(`alipay_cert (serial ${leaf.serialNumber})`, 'bank', leaf)),
  ];
  refuseEnded('alipay', certificates, now_ms);
  return {
    sign_with,
    verify_with: new Map(leaves.map((leaf) => [certSn(leaf), leaf.publicKey])),
    cert_params: { app_cert_sn: certSn(app), alipay_root_cert_sn },
    certificates,
    warnings,
  };
}

/** Who may have signed: in certificate mode the certificate named, or any of ours when none is. */
export function keysNamed(keys: AlipayKeys, cert_sn: string): KeyObject[] {
  if (!cert_sn || keys.verify_with.has('')) return [...keys.verify_with.values()];
  const named = keys.verify_with.get(cert_sn.trim().toLowerCase());
  return named ? [named] : [];
}

/** For the log, when nobody is named by that number. */
export function certificatesFor(keys: AlipayKeys, cert_sn: string): { came: string; known: string } {
  return { came: cert_sn.replace(/[^0-9A-Za-z]/g, '').slice(0, 64), known: [...keys.verify_with.keys()].join(' ') };
}

export async function verifiedBy(able: readonly KeyObject[], signed: Uint8Array, sign: string): Promise<boolean> {
  for (const key of able) if (await verifyRsaSha256(key, signed, sign)) return true;
  return false;
}
