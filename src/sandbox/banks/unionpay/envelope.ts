/** What every message of UnionPay carries beside its own fields. */
import type { Context } from '../../server/context.ts';
import type { Fields } from './fields.ts';
import { signFields } from './sign.ts';

/** Signed by UnionPay; the certificate is one of the fields signed. */
export function seal(context: Context, fields: Fields, by: 'unionpay' | 'impostor' = 'unionpay'): Fields {
  const { unionpay } = context.keys;
  const whole: Fields = {
    ...fields,
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: '01',
    signPubKeyCert: by === 'unionpay' ? unionpay.sign_certificate : unionpay.impostor_certificate,
  };
  return { ...whole, signature: signFields(whole, by === 'unionpay' ? unionpay.sign_private : unionpay.impostor_private) };
}
