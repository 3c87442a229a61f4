/** An operator's settings for UnionPay. Keys come as files only the BFF may read. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { COMMON } from '../shared/config.ts';

const Text = Type.String({ minLength: 1 });

export const UnionpayConfig = Type.Object(
  {
    ...COMMON,
    /** backTransReq.do, queryTrans.do stand below it; the test environment is gateway.test.95516.com. */
    base_url: Type.String({ pattern: '^https?://[^?#]+[^?#/]$', default: 'https://gateway.95516.com/gateway/api' }),
    mer_id: Type.String({ pattern: '^[0-9A-Za-z]{15}$' }),
    /**
     * PEM; Node cannot read UnionPay's .pfx by itself. Take it apart once, -legacy for its old ciphers:
     *   openssl pkcs12 -legacy -in acp_prod_sign.pfx -nocerts -nodes -out sign.key
     *   openssl pkcs12 -legacy -in acp_prod_sign.pfx -nokeys -clcerts -out sign.cer
     */
    sign_key_file: Text,
    sign_cert_file: Text,
    /** acp_prod_enc.cer: card data is encrypted to it until UnionPay names a newer one. */
    encrypt_cert_file: Text,
    /** acp_prod_root.cer and acp_prod_middle.cer. */
    root_cert_file: Text,
    middle_cert_file: Text,
    /** The third part of the signer's common name; "00040000:SIGN" in the test environment. */
    signer_name: Type.String({ minLength: 1, default: '中国银联股份有限公司' }),
    /** Without UnionPay's permission for encryption the members go in clear inside TLS. */
    encrypt: Type.Boolean({ default: true }),
    /** Token mode: remembered cards are tokens of this requester. */
    tr_id: Type.Optional(Type.String({ pattern: '^[0-9]{11}$' })),
    /** false: the contract lets a token pay without the bank's SMS, by the viewer's payment password alone. */
    token_sms: Type.Boolean({ default: true }),
    notify_url: Type.String({ pattern: '^https?://', maxLength: 256 }),
    /** Silent after this; shorter than a call's lease. UnionPay's own client waits 30 s. */
    timeout_ms: Type.Integer({ minimum: 10, default: 30_000 }),
    /** Between questions for the encrypt certificate; a 24th of it after silence. */
    rotation_ms: Type.Integer({ minimum: 1000, default: 86_400_000 }),
  },
  { additionalProperties: false },
);

export type UnionpayConfig = Static<typeof UnionpayConfig>;
