/** The fields that every message of UnionPay carries beside its own, signature among them. */
import type { Context } from './context.ts';
import type { Fields } from './fields.ts';
import { signFields } from './sign.ts';

/** Signed by UnionPay; the certificate is one of the fields signed. */
export function signMessage(context: Context, fields: Fields, by: 'own' | 'impostor' = 'own'): Fields {
  const { keys } = context;
  const whole: Fields = {
    ...fields,
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: '01',
    signPubKeyCert: by === 'own' ? keys.sign_certificate(context.settings().signer_name) : keys.impostor_certificate,
  };
  return { ...whole, signature: signFields(whole, by === 'own' ? keys.sign_private : keys.impostor_private) };
}
