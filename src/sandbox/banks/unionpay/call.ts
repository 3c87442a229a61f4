/** A kind of request, to the gateway. */
import type { Context } from './context.ts';
import type { AcpAnswer } from './answer.ts';
import type { Fields } from './fields.ts';

export type Endpoint = 'back' | 'query' | 'file';

export interface AcpCall {
  /** For faults and the record of calls. */
  name: string;
  endpoint: Endpoint;
  /** "01/01": txnType/txnSubType. */
  types: readonly string[];
  biz_types: readonly string[];
  /** Fields it cannot do without, beside those of every request. */
  needs: readonly string[];
  /** txnTime is another transaction's, and may be old. */
  old_time?: boolean;
  /** Runs inside one change of the db. */
  run(context: Context, fields: Fields): AcpAnswer;
}

/** Without a token, and with one. */
export const PLAIN = '000301';
export const TOKEN = '000902';
