/** WeChat's part of manifest.json, and a BFF's settings made of it. */
import { join } from 'node:path';
import type { ManifestPlaces } from '../port.ts';
import { APP_SECRET_FILE, readKeys } from './keys.ts';

export interface WechatManifest {
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
  /** JSAPI: the service account, and where browsers and servers sign payers in. */
  service_appid: string;
  app_secret_file: string;
  authorize_url: string;
  token_url: string;
  platform_serial: string;
  platform_certificate_file: string;
}

export function manifest({ url, keys_dir }: ManifestPlaces): WechatManifest {
  const keys = readKeys(keys_dir);
  const file = (name: string): string => join(keys_dir, name);
  return {
    base_url: url,
    mchid: keys.mchid,
    appid: keys.appid,
    merchant_serial: keys.merchant_serial,
    merchant_private_key_file: file('wechat_merchant_private.pem'),
    merchant_certificate_file: file('wechat_merchant_certificate.pem'),
    api_v3_key_file: file('wechat_api_v3_key.txt'),
    public_key_id: keys.public_key_id,
    public_key_file: file('wechat_pay_key_public.pem'),
    service_appid: keys.service_appid,
    app_secret_file: file(APP_SECRET_FILE),
    authorize_url: url + '/connect/oauth2/authorize',
    token_url: url + '/sns/oauth2/access_token',
    platform_serial: keys.platform_serial,
    platform_certificate_file: file('wechat_platform_certificate.pem'),
  };
}

export function clientSettings(w: WechatManifest): object {
  return {
    base_url: w.base_url,
    mchid: w.mchid,
    appid: w.appid,
    merchant_serial: w.merchant_serial,
    merchant_key_file: w.merchant_private_key_file,
    api_v3_key_file: w.api_v3_key_file,
    jsapi: { appid: w.service_appid, app_secret_file: w.app_secret_file, authorize_url: w.authorize_url, token_url: w.token_url },
    platform_keys: [{ serial: w.public_key_id, public_key_file: w.public_key_file }],
  };
}
