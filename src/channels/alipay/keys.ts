/** Keys and certificates, parsed once at the start. A bad one is an operator's error and throws, without its content. */
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AlipayConfig } from './config.ts';

export interface AlipayKeys {
  sign_with: KeyObject;
  /** By certificate number; '' in key mode. */
  verify_with: ReadonlyMap<string, KeyObject>;
  /** Certificate mode: what every request names. */
  cert_params: { readonly [name: string]: string };
}

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

function rsa(key: KeyObject, what: string): KeyObject {
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
  return rsa(key, 'app_private_key');
}

/** PEM or bare base64, SPKI or PKCS1. */
export function publicKey(text: string): KeyObject {
  const der = bare(text);
  const key = firstOf('alipay_public_key', [
    () => createPublicKey(text),
    () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
    () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
  ]);
  return rsa(key, 'alipay_public_key');
}

/** Every certificate of a PEM bundle, in order; what cannot be parsed is passed over. */
function certificates(bundle: string): X509Certificate[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

/** md5 of issuer (last attribute first) and decimal serial, no separator. Source: channel facts 2.9. */
export function certSn(cert: X509Certificate): string {
  const issuer = cert.issuer.split('\n').reverse().join(',');
  return createHash('md5').update(issuer + BigInt('0x' + cert.serialNumber)).digest('hex');
}

/** RSA signature algorithms, 1.2.840.113549.1.1.x; the root bundle also holds SM2 ones that do not count. */
const RSA_OID = '1.2.840.113549.1.1';

export function rootCertSn(bundle: string): string {
  return certificates(bundle).filter((cert) => cert.signatureAlgorithmOid?.startsWith(RSA_OID)).map(certSn).join('_');
}

function appCertSn(pem: string, key: KeyObject): string {
  const [cert] = certificates(pem);
  if (!cert) throw new Error('alipay: app_cert cannot be read');
  if (!cert.checkPrivateKey(key)) throw new Error('alipay: app_cert does not belong to app_private_key');
  return certSn(cert);
}

function issued(by: X509Certificate, cert: X509Certificate): boolean {
  return cert.checkIssued(by) && cert.verify(by.publicKey);
}

/** Follows the issuers up to one of the roots; a chain longer than five is none. */
function chains(cert: X509Certificate, between: readonly X509Certificate[], roots: readonly X509Certificate[], left = 5): boolean {
  if (roots.some((root) => root.raw.equals(cert.raw) || issued(root, cert))) return true;
  return left > 0 && between.some((ca) => ca.ca && !ca.raw.equals(cert.raw) && issued(ca, cert) && chains(ca, between, roots, left - 1));
}

/** The leaves of Alipay's file by number; each must come from the root bundle. */
function alipayCerts(bundle: string, roots_pem: string): Map<string, KeyObject> {
  const all = certificates(bundle);
  const roots = certificates(roots_pem);
  const leaves = all.filter((cert) => !cert.ca);
  if (leaves.length === 0) throw new Error('alipay: alipay_cert cannot be read');
  for (const leaf of leaves) {
    if (!chains(leaf, all, roots)) throw new Error('alipay: alipay_cert does not come from alipay_root_cert');
  }
  return new Map(leaves.map((leaf) => [certSn(leaf), rsa(leaf.publicKey, 'alipay_cert')]));
}

/** Key mode when a public key is given, else certificate mode. */
export function readKeys(config: AlipayConfig): AlipayKeys {
  const sign_with = privateKey(needed(config, 'app_private_key'));
  const alipay = given(config, 'alipay_public_key');
  if (alipay !== undefined) return { sign_with, verify_with: new Map([['', publicKey(alipay)]]), cert_params: {} };
  const roots = needed(config, 'alipay_root_cert');
  const alipay_root_cert_sn = rootCertSn(roots);
  if (!alipay_root_cert_sn) throw new Error('alipay: alipay_root_cert holds no RSA certificate');
  return {
    sign_with,
    verify_with: alipayCerts(needed(config, 'alipay_cert'), roots),
    cert_params: { app_cert_sn: appCertSn(needed(config, 'app_cert'), sign_with), alipay_root_cert_sn },
  };
}
