/** The bytes of an answer: the value of response_biz_content is signed exactly as it stands in the text. */
import type { IcbcAnswer } from './answer.ts';
import type { Context } from './context.ts';
import { signText } from './sign.ts';

/** `/` is escaped, as JSON allows, so that a client that writes the value anew before it verifies is found out. */
function compact(value: object): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

function bizContent({ return_code, return_msg, fields }: IcbcAnswer, msg_id: string): string {
  return compact({ return_code, return_msg, returnCode: String(return_code), msg_id, ...fields });
}

export function signedAnswer(context: Context, answer: IcbcAnswer, msg_id: string, spoilt = false): string {
  const value = bizContent(answer, msg_id);
  const sign = signText(spoilt ? `${value} ` : value, context.keys.gateway_private, context.settings().answer_sign);
  return `{"response_biz_content":${value},"sign":"${sign}"}`;
}

export function unsignedAnswer(answer: IcbcAnswer, msg_id: string): string {
  return `{"response_biz_content":${bizContent(answer, msg_id)}}`;
}
