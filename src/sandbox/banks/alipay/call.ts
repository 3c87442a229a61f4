/** An Alipay call, to the gateway. */
import type { Context } from './context.ts';
import type { AlipayAnswer } from './answer.ts';

export interface AlipayRequest {
  biz: Record<string, unknown>;
  notify_url: string | undefined;
  certificate_mode: boolean;
  /** This gateway's address, as the caller named it. */
  origin: string;
}

export interface AlipayCall {
  /** For faults and the record of calls. */
  name: string;
  method: string;
  /** Runs inside one change of the db. */
  run(context: Context, request: AlipayRequest): AlipayAnswer;
}

/** A text field of biz_content; undefined when absent or empty. Numbers are taken as their text, as the gateway does. */
export function text(biz: Record<string, unknown>, name: string): string | undefined {
  const value = biz[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
