/** An operator's settings for ICBC's open platform. Keys come as files only the BFF may read, as ICBC hands them out: bare base64, or PEM. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { COMMON } from '../shared/config.ts';

export const File = Type.String({ minLength: 1 });

/** RSA is SHA-1, RSA2 is SHA-256: ICBC signs with the former though it is sent the latter. Source: docs/channels.md 4.2, 4.8. */
const SignType = Type.Union([Type.Literal('RSA'), Type.Literal('RSA2')], { default: 'RSA' });

/** Settings of every channel at this gateway. */
export const GATEWAY = {
  ...COMMON,
  /** The gateway, without a path. */
  base_url: Type.String({ pattern: '^https?://[^/?#]+$', default: 'https://gw.open.icbc.com.cn' }),
  /** Also sent as icbc_appid. */
  app_id: Type.String({ pattern: '^[0-9]{20}$' }),
  mer_id: Type.String({ pattern: '^[0-9]{12}$' }),
  /** The agreement; mer_id and 0201 in all published samples. */
  mer_prtcl_no: Type.String({ pattern: '^[0-9]{1,20}$' }),
  /** Ours: PKCS8. */
  private_key_file: File,
  /** The gateway's: SPKI. */
  gateway_public_key_file: File,
  answer_sign: SignType,
  callback_sign: SignType,
  /** The msg_id of our answer to a callback: a new one, or the one that came. Unsettled. Source: docs/channels.md 4.8. */
  callback_msg_id: Type.Union([Type.Literal('new'), Type.Literal('same')], { default: 'new' }),
  /** Where ICBC posts its callbacks; ICBC takes only ports 80 and 443. */
  notify_url: Type.String({ pattern: '^https?://[^?#]+$', maxLength: 256 }),
  /** Silent after this; shorter than a call's lease. */
  timeout_ms: Type.Integer({ minimum: 10, default: 10_000 }),
} as const;

export const IcbcConfig = Type.Object(
  {
    ...GATEWAY,
    /** The apps that the contract lets pay by a code, as ICBC answers them: named on the tile and beside the code. Absent: ICBC's alone. */
    support_app_type: Type.Optional(Type.String({ pattern: '^1[01]{3}$' })),
  },
  { additionalProperties: false },
);

export type IcbcConfig = Static<typeof IcbcConfig>;
