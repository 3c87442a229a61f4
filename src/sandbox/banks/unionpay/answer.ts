/** The answer to a request, before it is signed. */
import { message } from './codes.ts';
import type { Code } from './codes.ts';
import type { Fields } from './fields.ts';

export interface AcpAnswer {
  code: Code;
  /** respMsg. */
  words: string;
  /** Beside what every answer repeats of its request. */
  fields: Fields;
  /** For the record of calls: the consumption's orderId, a refund's or void's own. */
  about: { number?: string; refund_no?: string; amount_fen?: number };
  /** The connection breaks instead. */
  silent?: boolean;
}

export function answer(code: Code, fields: Fields = {}, about: AcpAnswer['about'] = {}): AcpAnswer {
  return { code, words: message(code), fields, about };
}

/** `detail` names a field, never what stands in it. */
export function refuse(code: Code, detail = '', about: AcpAnswer['about'] = {}): AcpAnswer {
  return { code, words: message(code, detail), fields: {}, about };
}
