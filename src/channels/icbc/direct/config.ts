/** An operator's settings for accounts at ICBC: the gateway's, and the key that passwords are encrypted to. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { File, GATEWAY } from '../config.ts';

export const IcbcDirectConfig = Type.Object(
  {
    ...GATEWAY,
    /** The bank's: SPKI. Card numbers and passwords are encrypted to it. Source: docs/channels.md 4.4. */
    secret_public_key_file: File,
  },
  { additionalProperties: false },
);

export type IcbcDirectConfig = Static<typeof IcbcDirectConfig>;
