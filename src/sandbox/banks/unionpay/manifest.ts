/** UnionPay's part of manifest.json, and a BFF's settings made of it. */
import { join } from 'node:path';
import type { ManifestPlaces } from '../port.ts';
import { PFX_FILE, PFX_PASSWORD, readKeys } from './keys.ts';

export interface UnionpayManifest {
  /** Stands for https://gateway.95516.com; /gateway/api/backTransReq.do and the others are under it. */
  base_url: string;
  /** Stands for https://filedownload.95516.com/. */
  file_url: string;
  /** 15 digits. */
  mer_id: string;
  /** The merchant's certificate, PEM, its decimal serial, and its key, PKCS#8 PEM. */
  sign_certificate_file: string;
  sign_cert_id: string;
  sign_key_file: string;
  /** The same two in one file, as UnionPay hands them out: PKCS#12 with SHA-1 and triple DES. */
  sign_pfx_file: string;
  sign_pfx_password: string;
  /** The chain above the certificate in signPubKeyCert. */
  root_certificate_file: string;
  middle_certificate_file: string;
  /** The third part of its subject's CN, split at "@", must equal this. */
  sign_subject: string;
  /** Card data are encrypted to it until the first rotation. */
  encrypt_certificate_file: string;
  encrypt_cert_id: string;
  tr_id: string;
  test_cards: string;
}

export function manifest({ url, phone_url, keys_dir }: ManifestPlaces): UnionpayManifest {
  const keys = readKeys(keys_dir);
  const file = (name: string): string => join(keys_dir, name);
  return {
    base_url: url,
    file_url: url + '/',
    mer_id: keys.mer_id,
    sign_certificate_file: file('merchant_certificate.pem'),
    sign_cert_id: keys.merchant_cert_id,
    sign_key_file: file('merchant_private.pem'),
    sign_pfx_file: file(PFX_FILE),
    sign_pfx_password: PFX_PASSWORD,
    root_certificate_file: file('root_certificate.pem'),
    middle_certificate_file: file('middle_certificate.pem'),
    sign_subject: keys.signer_name,
    encrypt_certificate_file: file('encrypt_1_certificate.pem'),
    encrypt_cert_id: keys.encrypt[0]?.cert_id ?? '',
    tr_id: keys.tr_id,
    test_cards: `${phone_url}/cards for people, ${phone_url}/control/unionpay/cards for tests; text messages under /messages`,
  };
}

export function clientSettings(u: UnionpayManifest): object {
  return {
    base_url: u.base_url + '/gateway/api',
    mer_id: u.mer_id,
    sign_key_file: u.sign_key_file,
    sign_cert_file: u.sign_certificate_file,
    encrypt_cert_file: u.encrypt_certificate_file,
    root_cert_file: u.root_certificate_file,
    middle_cert_file: u.middle_certificate_file,
    signer_name: u.sign_subject,
  };
}
