/** WeChat's keys and the merchant's. */
import { createHash, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../keys/certificate.ts';
import { keyFolder, sandboxName as name, TEN_YEARS_MS, writePair } from '../../keys/pair.ts';
import { digits, letters } from '../../server/random.ts';
import type { Random } from '../../server/random.ts';

/** APIv3 keys of the sandbox start with this. */
const SANDBOX_PREFIX = 'SANDBOX';

/** The service account that knows payers; another one than the app of Native. */
function serviceAccount(dir: string, { mchid }: { mchid: string }): { service_appid: string; app_secret: string } {
  const file = join(dir, APP_SECRET_FILE);
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  // Folders made before there was one get theirs now.
  if (!existsSync(file)) writeFileSync(file, hash(readFileSync(join(dir, 'wechat_api_v3_key.txt'), 'utf8')).slice(0, 32), { mode: 0o600 });
  return { service_appid: 'wx' + hash(mchid).slice(0, 16), app_secret: readFileSync(file, 'utf8').trim() };
}

export const APP_SECRET_FILE = 'wechat_app_secret.txt';

interface Ids {
  mchid: string;
  appid: string;
  public_key_id: string;
}

export interface WechatKeys extends Ids {
  service_appid: string;
  app_secret: string;
  merchant_public: KeyObject;
  merchant_serial: string;
  platform_private: KeyObject;
  platform_serial: string;
  platform_certificate: string;
  platform_from_ms: number;
  platform_until_ms: number;
  public_key_private: KeyObject;
  api_v3_key: string;
}

export function make(dir: string, random: Random, now_ms: number): void {
  const authority = writePair(dir, 'wechat_authority');
  const span = {
    from_ms: now_ms - 86_400_000,
    until_ms: now_ms + TEN_YEARS_MS,
    issuer: name('Tenpay', 'Sandbox Tenpay CA'),
  };
  for (const stem of ['wechat_merchant', 'wechat_platform']) {
    const pair = writePair(dir, stem);
    const serial = '5' + letters(random, 39, '0123456789ABCDEF');
    const spec = {
      ...span,
      serial,
      subject: name(stem, stem),
      public_key: pair.publicKey,
      signing_key: authority.privateKey,
      authority: false,
    };
    writeFileSync(join(dir, `${stem}_certificate.pem`), makeCertificate(spec));
  }
  writePair(dir, 'wechat_pay_key');
  writeFileSync(join(dir, 'wechat_api_v3_key.txt'), SANDBOX_PREFIX + letters(random, 25), { mode: 0o600 });
  const ids: Ids = {
    mchid: '1900' + digits(random, 6),
    appid: 'wx' + letters(random, 16, '0123456789abcdef'),
    public_key_id: 'PUB_KEY_ID_0' + digits(random, 33),
  };
  writeFileSync(join(dir, 'ids.json'), JSON.stringify(ids, null, 2));
}

export function readKeys(dir: string): WechatKeys {
  const { text, privateKey, publicKey } = keyFolder(dir);
  const platform = new X509Certificate(text('wechat_platform_certificate.pem'));
  const { mchid, appid, public_key_id } = JSON.parse(text('ids.json')) as Ids;
  return {
    mchid,
    appid,
    public_key_id,
    ...serviceAccount(dir, { mchid }),
    merchant_public: publicKey('wechat_merchant'),
    merchant_serial: new X509Certificate(text('wechat_merchant_certificate.pem')).serialNumber,
    platform_private: privateKey('wechat_platform'),
    platform_serial: platform.serialNumber,
    platform_certificate: text('wechat_platform_certificate.pem'),
    platform_from_ms: Date.parse(platform.validFrom),
    platform_until_ms: Date.parse(platform.validTo),
    public_key_private: privateKey('wechat_pay_key'),
    api_v3_key: text('wechat_api_v3_key.txt'),
  };
}
