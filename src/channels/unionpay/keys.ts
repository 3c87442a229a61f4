/** Keys and certificates, parsed once at the start. A bad one is an operator's error and throws, without its content. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateEnd } from '../port.ts';
import { endOf, refuseEnded, refuseOwnKey } from '../shared/certificates.ts';
import { decimalSerial, issuedBy } from './certificates.ts';
import type { UnionpayConfig } from './config.ts';

export interface EncryptKey {
  /** Decimal serial. */
  cert_id: string;
  key: KeyObject;
  end: CertificateEnd;
}

export interface UnionpayKeys {
  sign_with: KeyObject;
  cert_id: string;
  /** Replaced when UnionPay names a newer one. */
  encrypt: EncryptKey;
  root: X509Certificate;
  middle: X509Certificate;
  /** Beside the encrypt certificate's. */
  ends: readonly CertificateEnd[];
}

export function encryptKeyOf(certificate: X509Certificate): EncryptKey {
  const cert_id = decimalSerial(certificate);
  return { cert_id, key: certificate.publicKey, end: endOf(`encrypt certificate (serial ${cert_id})`, 'bank', certificate) };
}

function read<T>(file: string, what: string, parse: (pem: Buffer) => T): T {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Error(`unionpay: ${what} cannot be read: check the path and its permissions`);
  }
  try {
    return parse(bytes);
  } catch {
    // The parser's own message may quote the key.
    throw new Error(`unionpay: ${what} is not a PEM key or certificate`);
  }
}

export function readKeys(config: UnionpayConfig, now_ms: number): UnionpayKeys {
  const certificate = (file: string, what: string): X509Certificate => read(file, what, (pem) => new X509Certificate(pem));
  const signer = certificate(config.sign_cert_file, 'sign_cert_file');
  const root = certificate(config.root_cert_file, 'root_cert_file');
  const middle = certificate(config.middle_cert_file, 'middle_cert_file');
  // Else every answer would be silence, and nobody would know why.
  if (!issuedBy(middle, root)) throw new Error('unionpay: middle_cert_file is not issued by root_cert_file');
  const encrypt = certificate(config.encrypt_cert_file, 'encrypt_cert_file');
  for (const [what, one] of Object.entries({ sign_cert_file: signer, encrypt_cert_file: encrypt }))
    if (one.publicKey.asymmetricKeyType !== 'rsa') throw new Error(`unionpay: ${what} is not RSA`);
  const sign_with = read(config.sign_key_file, 'sign_key_file', (pem) => createPrivateKey(pem));
  if (!signer.checkPrivateKey(sign_with)) throw new Error('unionpay: sign_key_file does not belong to sign_cert_file');
  for (const [what, one] of Object.entries({ encrypt_cert_file: encrypt, middle_cert_file: middle, root_cert_file: root }))
    refuseOwnKey('unionpay', what, one.publicKey, sign_with);
  const ends = [endOf('sign_cert_file', 'own', signer), endOf('middle_cert_file', 'bank', middle), endOf('root_cert_file', 'bank', root)];
  refuseEnded('unionpay', ends, now_ms);
  return {
    sign_with,
    ends,
    cert_id: decimalSerial(signer),
    encrypt: encryptKeyOf(encrypt),
    root,
    middle,
  };
}
