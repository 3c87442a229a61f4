/** Keys, parsed once at the start and checked against one another. A bad one is an operator's error and throws, without its content. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateEnd } from '../port.ts';
import { certificatesIn, endOf, hexSerial, refuseEnded, refuseOwnKey } from '../shared/certificates.ts';
import type { WechatConfig } from './config.ts';
import { keyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';
import { serialName } from './serial.ts';

export interface WechatKeys {
  sign_with: KeyObject;
  /** Of our API certificate, hex. */
  merchant_serial: string;
  api_v3_key: Buffer;
  /** Keys WeChat may have signed with; grows when certificates are fetched. */
  verify_with: KeyRing;
  own_certificates: readonly CertificateEnd[];
  /** Of the service account, for signing payers in. */
  app_secret?: string;
}

function given(text: string | undefined, file: string | undefined): string | undefined {
  const value = text ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
  return value?.trim() ? value : undefined;
}

function needed(text: string | undefined, file: string | undefined, what: string): string {
  const value = given(text, file);
  if (value === undefined) throw new Error(`wechat: ${what} or ${what}_file is needed`);
  return value;
}

function parsed(parse: () => KeyObject, what: string): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // The parser's own message may quote the key.
    throw new Error(`wechat: ${what} cannot be read`);
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`wechat: ${what} is not an RSA key`);
  return key;
}

export function readKeys(config: WechatConfig, now_ms: number): WechatKeys {
  const api_v3_key = Buffer.from(needed(config.api_v3_key, config.api_v3_key_file, 'api_v3_key').trim());
  if (api_v3_key.length !== 32) throw new Error('wechat: api_v3_key must be 32 characters');
  const pem = needed(config.merchant_key, config.merchant_key_file, 'merchant_key');
  if (config.platform_keys.length === 0 && !config.fetch_certificates)
    throw new Error('wechat: platform_keys is empty; name one, or set fetch_certificates');
  const sign_with = parsed(() => createPrivateKey(pem), 'merchant_key');
  const verify_with = keyRing();
  for (const one of config.platform_keys) addPlatformKey(verify_with, one, sign_with);
  const certificate = merchantCertificate(config, sign_with);
  const own_certificates = certificate ? [endOf('merchant_cert', 'own', certificate)] : [];
  refuseEnded('wechat', own_certificates, now_ms);
  const { jsapi } = config;
  const app_secret = jsapi ? { app_secret: needed(jsapi.app_secret, jsapi.app_secret_file, 'jsapi/app_secret').trim() } : {};
  return { sign_with, merchant_serial: merchantSerial(config, certificate), api_v3_key, verify_with, own_certificates, ...app_secret };
}

function merchantCertificate(config: WechatConfig, sign_with: KeyObject): X509Certificate | undefined {
  const text = given(config.merchant_cert, config.merchant_cert_file);
  if (text === undefined) return undefined;
  const all = certificatesIn(text);
  if (all.length === 0) throw new Error('wechat: merchant_cert cannot be read');
  const fits = all.find((one) => one.checkPrivateKey(sign_with));
  if (!fits) throw new Error('wechat: merchant_key does not belong to merchant_cert: both come from one download of the console');
  return fits;
}

function merchantSerial(config: WechatConfig, certificate: X509Certificate | undefined): string {
  const told = config.merchant_serial?.replace(/[\s:]/g, '').toUpperCase();
  if (!certificate) {
    if (!told) throw new Error('wechat: merchant_serial or merchant_cert is needed');
    return told;
  }
  if (told && hexSerial(told) !== hexSerial(certificate.serialNumber))
    throw new Error(`wechat: merchant_serial ${told} is not that of merchant_cert, which is ${certificate.serialNumber}`);
  return certificate.serialNumber;
}

/** A certificate's serial is its own; a bare key's is the one that the console shows beside it. */
function addPlatformKey(ring: KeyRing, one: WechatConfig['platform_keys'][number], sign_with: KeyObject): void {
  const pem = needed(one.public_key, one.public_key_file, 'public_key');
  const [certificate] = certificatesIn(pem);
  const told = one.serial === undefined ? undefined : serialName(one.serial);
  if (one.serial !== undefined && told === undefined)
    throw new Error(`wechat: the platform key's serial "${one.serial}" is neither PUB_KEY_ID_... nor a hex number`);
  const key = certificate?.publicKey ?? parsed(() => createPublicKey(pem), 'platform key');
  if (key.asymmetricKeyType !== 'rsa') throw new Error('wechat: platform key is not an RSA key');
  const serial = certificate ? serialName(certificate.serialNumber) : told;
  if (serial === undefined) throw new Error('wechat: a platform key that is no certificate needs its serial, PUB_KEY_ID_...');
  if (certificate && told !== undefined && told !== serial)
    throw new Error(`wechat: the platform key's serial "${one.serial}" is not that of its certificate, which is ${serial}`);
  refuseOwnKey('wechat', `the platform key ${serial}`, key, sign_with);
  ring.add(serial, key, certificate);
}
