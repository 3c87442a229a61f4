/** DIR/manifest.json: what a client has to know to talk to this sandbox instead of the real banks. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keys } from './keys/keys.ts';
import { unionpayFiles } from './banks/unionpay/keys.ts';

/** Addresses, ids and the absolute paths of key files; never a key itself. */
export interface SandboxManifest {
  made_by: 'lezhong-pay-sandbox';
  pid: number;
  /** The phone page for people and, under /control, the interface for tests. */
  phone_url: string;
  wechat: {
    /** Stands for https://api.mch.weixin.qq.com. */
    base_url: string;
    mchid: string;
    appid: string;
    merchant_serial: string;
    /** PKCS#8 PEM. */
    merchant_private_key_file: string;
    merchant_certificate_file: string;
    /** 32 ASCII characters. */
    api_v3_key_file: string;
    public_key_id: string;
    /** SPKI PEM. */
    public_key_file: string;
    platform_serial: string;
    platform_certificate_file: string;
  };
  alipay: {
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
  };
  unionpay: {
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
    /** The chain above the certificate in signPubKeyCert. */
    root_certificate_file: string;
    middle_certificate_file: string;
    /** What the third part of its subject's CN, split at "@", must be. */
    sign_subject: string;
    /** Card data are encrypted to it until the first rotation. */
    encrypt_certificate_file: string;
    encrypt_cert_id: string;
    tr_id: string;
    test_cards: string;
  };
}

export interface Addresses {
  phone: string;
  wechat: string;
  alipay: string;
  unionpay: string;
}

export function describeSandbox(keys: Keys, keys_dir: string, at: Addresses, pid: number): SandboxManifest {
  const file = (name: string): string => join(keys_dir, name);
  return {
    made_by: 'lezhong-pay-sandbox',
    pid,
    phone_url: at.phone,
    wechat: {
      base_url: at.wechat,
      mchid: keys.ids.mchid,
      appid: keys.ids.appid,
      merchant_serial: keys.wechat.merchant_serial,
      merchant_private_key_file: file('wechat_merchant_private.pem'),
      merchant_certificate_file: file('wechat_merchant_certificate.pem'),
      api_v3_key_file: file('wechat_api_v3_key.txt'),
      public_key_id: keys.ids.public_key_id,
      public_key_file: file('wechat_pay_key_public.pem'),
      platform_serial: keys.wechat.platform_serial,
      platform_certificate_file: file('wechat_platform_certificate.pem'),
    },
    alipay: {
      gateway_url: at.alipay + '/gateway.do',
      app_id: keys.ids.app_id,
      seller_id: keys.ids.seller_id,
      app_private_key_file: file('alipay_app_private.pem'),
      app_private_key_base64_file: file('alipay_app_private.base64'),
      alipay_public_key_file: file('alipay_key_public.pem'),
      alipay_public_key_base64_file: file('alipay_key_public.base64'),
      app_certificate_file: file('alipay_app_certificate.pem'),
      alipay_certificate_file: file('alipay_certified_certificate.pem'),
      alipay_root_certificate_file: file('alipay_root_certificate.pem'),
      app_cert_sn: keys.alipay.app_cert_sn,
      alipay_cert_sn: keys.alipay.alipay_cert_sn,
      alipay_root_cert_sn: keys.alipay.root_cert_sn,
    },
    unionpay: unionpay(keys, keys_dir, at),
  };
}

function unionpay(keys: Keys, keys_dir: string, at: Addresses): SandboxManifest['unionpay'] {
  const files = unionpayFiles(keys_dir);
  return {
    base_url: at.unionpay,
    file_url: at.unionpay + '/',
    mer_id: keys.unionpay.mer_id,
    sign_certificate_file: files.sign_certificate,
    sign_cert_id: keys.unionpay.merchant_cert_id,
    sign_key_file: files.sign_key,
    root_certificate_file: files.root,
    middle_certificate_file: files.middle,
    sign_subject: '00040000:SIGN',
    encrypt_certificate_file: files.encrypt,
    encrypt_cert_id: keys.unionpay.encrypt[0]?.cert_id ?? '',
    tr_id: keys.unionpay.tr_id,
    test_cards: `${at.phone}/cards for people, ${at.phone}/control/unionpay/cards for tests; text messages under /messages`,
  };
}

/** Whole or not at all: whoever waits for the file never reads half of it. */
export function writeManifest(dir: string, manifest: SandboxManifest): string {
  const path = join(dir, 'manifest.json');
  writeFileSync(path + '.new', JSON.stringify(manifest, null, 2) + '\n');
  renameSync(path + '.new', path);
  return path;
}
