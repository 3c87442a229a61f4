/** The sandbox's keys: made at the first start, read at every later one. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digits, letters } from '../server/random.ts';
import type { Random } from '../server/random.ts';
import { alipaySn, makeCertificate } from './certificate.ts';
import { sandboxName as name, writePair } from './pair.ts';
import type { Pair } from './pair.ts';
import { makeUnionpay, readUnionpay } from '../banks/unionpay/keys.ts';
import type { UnionpayKeys } from '../banks/unionpay/keys.ts';

/** APIv3 keys of the sandbox start with this. */
export const SANDBOX_PREFIX = 'SANDBOX';

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

export interface Ids {
  mchid: string;
  appid: string;
  public_key_id: string;
  app_id: string;
  seller_id: string;
}

export interface Keys {
  ids: Ids;
  wechat: {
    merchant_public: KeyObject;
    merchant_serial: string;
    platform_private: KeyObject;
    platform_serial: string;
    platform_certificate: string;
    platform_from_ms: number;
    platform_until_ms: number;
    public_key_private: KeyObject;
    api_v3_key: string;
  };
  alipay: {
    app_public: KeyObject;
    key_private: KeyObject;
    certificate_private: KeyObject;
    certificate: string;
    app_cert_sn: string;
    alipay_cert_sn: string;
    root_cert_sn: string;
  };
  unionpay: UnionpayKeys;
}

/** Without PEM armour, as Alipay's console hands keys out. */
function writeBare(dir: string, stem: string, pair: Pair): void {
  writeFileSync(join(dir, `${stem}_private.base64`), pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), {
    mode: 0o600,
  });
  writeFileSync(join(dir, `${stem}_public.base64`), pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
}

function makeWechat(dir: string, random: Random, now_ms: number): void {
  const authority = writePair(dir, 'wechat_authority');
  const span = {
    from_ms: now_ms - 86_400_000,
    until_ms: now_ms + TEN_YEARS_MS,
    issuer: name('Tenpay', 'Sandbox Tenpay CA'),
  };
  for (const stem of ['wechat_merchant', 'wechat_platform']) {
    const pair = writePair(dir, stem);
    const serial = '5' + letters(random, 39, '0123456789ABCDEF');
    const wish = {
      ...span,
      serial,
      subject: name(stem, stem),
      public_key: pair.publicKey,
      signing_key: authority.privateKey,
      authority: false,
    };
    writeFileSync(join(dir, `${stem}_certificate.pem`), makeCertificate(wish));
  }
  writePair(dir, 'wechat_pay_key');
  writeFileSync(join(dir, 'wechat_api_v3_key.txt'), SANDBOX_PREFIX + letters(random, 25), { mode: 0o600 });
}

function makeAlipay(dir: string, random: Random, now_ms: number): void {
  const issuer = name('Certification Authority', 'Sandbox Alipay Root CA');
  const span = { issuer, from_ms: now_ms - 86_400_000, until_ms: now_ms + TEN_YEARS_MS };
  const root = writePair(dir, 'alipay_root');
  const rootWish = {
    ...span,
    serial: '4' + digits(random, 15),
    subject: issuer,
    public_key: root.publicKey,
    signing_key: root.privateKey,
  };
  writeFileSync(join(dir, 'alipay_root_certificate.pem'), makeCertificate({ ...rootWish, authority: true }));
  for (const stem of ['alipay_app', 'alipay_certified']) {
    const pair = writePair(dir, stem);
    if (stem === 'alipay_app') writeBare(dir, stem, pair);
    const wish = {
      ...span,
      serial: '2' + digits(random, 31),
      subject: name(stem, stem),
      public_key: pair.publicKey,
      signing_key: root.privateKey,
    };
    writeFileSync(join(dir, `${stem}_certificate.pem`), makeCertificate({ ...wish, authority: false }));
  }
  writeBare(dir, 'alipay_key', writePair(dir, 'alipay_key'));
}

function makeIds(random: Random): Ids {
  return {
    mchid: '1900' + digits(random, 6),
    appid: 'wx' + letters(random, 16, '0123456789abcdef'),
    public_key_id: 'PUB_KEY_ID_0' + digits(random, 33),
    app_id: '2021' + digits(random, 12),
    seller_id: '2088' + digits(random, 12),
  };
}

/** What `make` writes appears all at once, so that a start killed half-way leaves none behind. */
function atOnce(dir: string, make: (making: string) => void): void {
  if (existsSync(dir)) return;
  const making = dir + '.making';
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  make(making);
  renameSync(making, dir);
}

/** Makes the keys that `dir` lacks; a folder made before there was UnionPay gets UnionPay's. */
export function makeKeys(dir: string, random: Random, now_ms: number): void {
  atOnce(dir, (making) => {
    makeWechat(making, random, now_ms);
    makeAlipay(making, random, now_ms);
    writeFileSync(join(making, 'ids.json'), JSON.stringify(makeIds(random), null, 2));
  });
  atOnce(join(dir, 'unionpay'), (making) => makeUnionpay(making, random, now_ms));
}

/** Reads what makeKeys wrote. */
export function readKeys(dir: string): Keys {
  const text = (file: string): string => readFileSync(join(dir, file), 'utf8');
  const privateKey = (stem: string): KeyObject => createPrivateKey(text(`${stem}_private.pem`));
  const platform = new X509Certificate(text('wechat_platform_certificate.pem'));
  return {
    ids: JSON.parse(text('ids.json')) as Ids,
    wechat: {
      merchant_public: createPublicKey(text('wechat_merchant_public.pem')),
      merchant_serial: new X509Certificate(text('wechat_merchant_certificate.pem')).serialNumber,
      platform_private: privateKey('wechat_platform'),
      platform_serial: platform.serialNumber,
      platform_certificate: text('wechat_platform_certificate.pem'),
      platform_from_ms: Date.parse(platform.validFrom),
      platform_until_ms: Date.parse(platform.validTo),
      public_key_private: privateKey('wechat_pay_key'),
      api_v3_key: text('wechat_api_v3_key.txt'),
    },
    alipay: {
      app_public: createPublicKey(text('alipay_app_public.pem')),
      key_private: privateKey('alipay_key'),
      certificate_private: privateKey('alipay_certified'),
      certificate: text('alipay_certified_certificate.pem'),
      app_cert_sn: alipaySn(text('alipay_app_certificate.pem')),
      alipay_cert_sn: alipaySn(text('alipay_certified_certificate.pem')),
      root_cert_sn: alipaySn(text('alipay_root_certificate.pem')),
    },
    unionpay: readUnionpay(join(dir, 'unionpay')),
  };
}
