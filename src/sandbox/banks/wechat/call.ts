/** A WeChat call, to the server. */
import type { Context } from './context.ts';
import type { WechatAnswer } from './answer.ts';

export interface WechatRequest {
  /** The {names} of the path, decoded. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** This listener's address, as the caller named it. */
  origin: string;
  /** Parsed JSON, undefined when there was none. */
  body: unknown;
}

export interface WechatCall {
  /** For faults and the record of calls. */
  name: string;
  method: 'GET' | 'POST';
  /** With {names}. */
  path: string;
  /** Runs inside one change of the db. */
  run(context: Context, request: WechatRequest): WechatAnswer;
}
