/** An operator's settings for WeChat Pay. Secrets come as text or, better, as a file only the BFF may read. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { COMMON } from '../shared/config.ts';

const Text = Type.String({ minLength: 1 });
const Base = Type.String({ pattern: '^https?://[^?#]*[^?#/]$' });

/** One of the keys WeChat signs with: its public key (serial PUB_KEY_ID_...) or a platform certificate. Several bridge a change. */
const PlatformKey = Type.Object(
  {
    /** May be left out for a certificate, which says its own. */
    serial: Type.Optional(Text),
    public_key: Type.Optional(Text),
    public_key_file: Type.Optional(Text),
  },
  { additionalProperties: false },
);

/** Paying inside WeChat's own browser. The account must be a verified service account; its pages lie below scan_url + "/s/". */
const Jsapi = Type.Object(
  {
    /** The service account's, where it is another than the one of the codes to scan. */
    appid: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{1,32}$' })),
    /** Of that account; trades a sign-in's code for the payer. */
    app_secret: Type.Optional(Text),
    app_secret_file: Type.Optional(Text),
    authorize_url: Type.String({ pattern: '^https?://[^?#]+$', default: 'https://open.weixin.qq.com/connect/oauth2/authorize' }),
    token_url: Type.String({ pattern: '^https?://[^?#]+$', default: 'https://api.weixin.qq.com/sns/oauth2/access_token' }),
  },
  { additionalProperties: false },
);

export const WechatConfig = Type.Object(
  {
    ...COMMON,
    base_url: Type.String({ ...Base, default: 'https://api.mch.weixin.qq.com' }),
    /** The other site; asked when the first cannot be reached. */
    backup_url: Type.Optional(Base),
    mchid: Type.String({ pattern: '^[0-9]{1,32}$' }),
    appid: Type.String({ pattern: '^[0-9A-Za-z]{1,32}$' }),
    /** Serial of our API certificate, hex; taken from merchant_cert where that is given. */
    merchant_serial: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f: ]{1,128}$' })),
    /** apiclient_cert.pem: checked against merchant_key and merchant_serial, and looked at for its end. */
    merchant_cert: Type.Optional(Text),
    merchant_cert_file: Type.Optional(Text),
    /** PKCS8 or PKCS1 PEM. */
    merchant_key: Type.Optional(Text),
    merchant_key_file: Type.Optional(Text),
    /** 32 ASCII characters. */
    api_v3_key: Type.Optional(Text),
    api_v3_key_file: Type.Optional(Text),
    platform_keys: Type.Array(PlatformKey, { default: [] }),
    /** Certificate mode: fetches platform certificates itself, and again when an unknown serial is seen. */
    fetch_certificates: Type.Boolean({ default: false }),
    /** An unknown serial leads to at most one fetch in this time. */
    certificates_again_ms: Type.Integer({ minimum: 0, default: 60_000 }),
    /** Where WeChat posts its callbacks: no query string. */
    notify_url: Type.String({ pattern: '^https?://[^?#]+$', maxLength: 255 }),
    /** Absent: phones cannot pay by WeChat with the order's one code. */
    jsapi: Type.Optional(Jsapi),
    /** Silent after this; shorter than a call's lease. */
    timeout_ms: Type.Integer({ minimum: 10, default: 10_000 }),
  },
  { additionalProperties: false },
);

export type WechatConfig = Static<typeof WechatConfig>;

/** The service account that payers are known to. */
export function jsapiAppid({ appid, jsapi }: Pick<WechatConfig, 'appid' | 'jsapi'>): string {
  return jsapi?.appid ?? appid;
}
