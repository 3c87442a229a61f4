/** Alipay's part of manifest.json, and a BFF's settings made of it. */
import { join } from 'node:path';
import type { ManifestPlaces } from '../port.ts';
import { readKeys } from './keys.ts';

export interface AlipayManifest {
  /** Stands for https://openapi.alipay.com/gateway.do. */
  gateway_url: string;
  app_id: string;
  seller_id: string;
  /** PKCS#8 PEM, and the same as bare base64. */
  app_private_key_file: string;
  app_private_key_base64_file: string;
  /** Key mode: Alipay's public key, SPKI PEM, and the same as bare base64. */
  alipay_public_key_file: string;
  alipay_public_key_base64_file: string;
  /** Certificate mode. */
  app_certificate_file: string;
  alipay_certificate_file: string;
  alipay_root_certificate_file: string;
  app_cert_sn: string;
  alipay_cert_sn: string;
  alipay_root_cert_sn: string;
}

export function manifest({ url, keys_dir }: ManifestPlaces): AlipayManifest {
  const keys = readKeys(keys_dir);
  const file = (name: string): string => join(keys_dir, name);
  return {
    gateway_url: url + '/gateway.do',
    app_id: keys.app_id,
    seller_id: keys.seller_id,
    app_private_key_file: file('alipay_app_private.pem'),
    app_private_key_base64_file: file('alipay_app_private.base64'),
    alipay_public_key_file: file('alipay_key_public.pem'),
    alipay_public_key_base64_file: file('alipay_key_public.base64'),
    app_certificate_file: file('alipay_app_certificate.pem'),
    alipay_certificate_file: file('alipay_certified_certificate.pem'),
    alipay_root_certificate_file: file('alipay_root_certificate.pem'),
    app_cert_sn: keys.app_cert_sn,
    alipay_cert_sn: keys.alipay_cert_sn,
    alipay_root_cert_sn: keys.root_cert_sn,
  };
}

export function clientSettings(a: AlipayManifest): object {
  return {
    gateway_url: a.gateway_url,
    app_id: a.app_id,
    seller_id: a.seller_id,
    app_private_key_file: a.app_private_key_file,
    alipay_public_key_file: a.alipay_public_key_file,
    wap: true,
  };
}
