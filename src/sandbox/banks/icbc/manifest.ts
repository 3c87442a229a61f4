/** ICBC's part of manifest.json, and a BFF's settings made of it. */
import { join } from 'node:path';
import type { ManifestPlaces } from '../port.ts';
import { readKeys } from './keys.ts';

export interface IcbcManifest {
  /** Stands for https://gw.open.icbc.com.cn; the paths under /api are the same. */
  base_url: string;
  /** Also icbc_appid in biz_content. */
  app_id: string;
  /** 12 digits. */
  mer_id: string;
  mer_prtcl_no: string;
  /** The merchant's key: bare base64 of PKCS#8, one line, no PEM armour. */
  private_key_file: string;
  /** The gateway's: bare base64 of SPKI. */
  gateway_public_key_file: string;
  /** The key that card numbers and passwords are encrypted to: bare base64 of SPKI. */
  secret_public_key_file: string;
}

export function manifest({ url, keys_dir }: ManifestPlaces): IcbcManifest {
  const { app_id, mer_id, mer_prtcl_no } = readKeys(keys_dir);
  return {
    base_url: url,
    app_id,
    mer_id,
    mer_prtcl_no,
    private_key_file: join(keys_dir, 'merchant.pri'),
    gateway_public_key_file: join(keys_dir, 'gateway.pub'),
    secret_public_key_file: join(keys_dir, 'secret.pub'),
  };
}

export function clientSettings({ secret_public_key_file: _direct, ...m }: IcbcManifest): object {
  return m;
}

/** Of the channel of accounts. */
export function directSettings(m: IcbcManifest): object {
  return { ...m };
}
