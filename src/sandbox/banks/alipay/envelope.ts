/** The bytes of a synchronous answer. */
import type { Context } from './context.ts';
import type { AlipayAnswer } from './answer.ts';
import { signRsa2 } from './sign.ts';

/** `/` is escaped on purpose, as the real gateway does: whoever re-serialises before verifying fails. */
function compact(value: object): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

export function responseName(method: string): string {
  return `${method.replaceAll('.', '_')}_response`;
}

/** The answer's value is signed exactly as it stands in the text. */
export function signedEnvelope(context: Context, name: string, answer: AlipayAnswer, certificate_mode: boolean, spoilt = false): string {
  const { keys } = context;
  const value = compact(answer.body);
  const sign = signRsa2(spoilt ? `${value} ` : value, certificate_mode ? keys.certificate_private : keys.key_private);
  const serial = certificate_mode ? `"alipay_cert_sn":"${keys.alipay_cert_sn}",` : '';
  return `{"${name}":${value},${serial}"sign":"${sign}"}`;
}

export function unsignedError(answer: AlipayAnswer): string {
  return `{"error_response":${compact(answer.body)}}`;
}
