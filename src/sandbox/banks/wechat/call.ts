/** What a WeChat call is, to the server. */
import type { Context } from './context.ts';
import type { WechatAnswer } from './answer.ts';

export interface WechatRequest {
  /** The {names} of the path, decoded. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** Where this listener stands, as the caller named it. */
  origin: string;
  /** Parsed JSON, undefined when there was none. */
  body: unknown;
}

export interface WechatCall {
  /** For knobs and the record. */
  name: string;
  method: 'GET' | 'POST';
  /** With {names}. */
  path: string;
  /** Runs inside one change of the db. */
  run(context: Context, request: WechatRequest): WechatAnswer;
}
