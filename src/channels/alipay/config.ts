/** An operator's settings for Alipay. Secrets come as text or, better, as a file only the BFF may read. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { COMMON } from '../shared/config.ts';

const Text = Type.String({ minLength: 1 });

/** Key mode: Alipay's public key as its console shows it, bare base64 or PEM. */
const KeyMode = {
  alipay_public_key: Type.Optional(Text),
  alipay_public_key_file: Type.Optional(Text),
};

/** Certificate mode: the three files the console gives, PEM; a bundle of two Alipay certificates bridges a renewal. */
const CertificateMode = {
  app_cert: Type.Optional(Text),
  app_cert_file: Type.Optional(Text),
  alipay_cert: Type.Optional(Text),
  alipay_cert_file: Type.Optional(Text),
  alipay_root_cert: Type.Optional(Text),
  alipay_root_cert_file: Type.Optional(Text),
};

export const AlipayConfig = Type.Object(
  {
    ...COMMON,
    gateway_url: Type.String({ pattern: '^https?://[^?#]+$', default: 'https://openapi.alipay.com/gateway.do' }),
    app_id: Type.String({ pattern: '^[0-9A-Za-z]{1,32}$' }),
    /** The partner id money goes to (2088...). */
    seller_id: Type.String({ pattern: '^[0-9]{1,28}$' }),
    /** PKCS8 or PKCS1, PEM or bare base64. */
    app_private_key: Type.Optional(Text),
    app_private_key_file: Type.Optional(Text),
    ...KeyMode,
    ...CertificateMode,
    /** Where Alipay posts its callbacks; reachable from its side. */
    notify_url: Type.String({ pattern: '^https?://', maxLength: 256 }),
    /** The product 手机网站支付 is signed up for: a phone's other browsers go to Alipay's page; else they open the app by its code. */
    wap: Type.Boolean({ default: false }),
    /** Silent after this; shorter than a call's lease. */
    timeout_ms: Type.Integer({ minimum: 10, default: 10_000 }),
    /** Refunds may take the gateway longer. */
    refund_timeout_ms: Type.Integer({ minimum: 10, default: 30_000 }),
  },
  { additionalProperties: false },
);

export type AlipayConfig = Static<typeof AlipayConfig>;
