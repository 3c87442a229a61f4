import { readNotice } from '../protocol/notice.ts';
import type { NoticeBody } from '../protocol/notice.ts';
import { hmac64 } from './crypto.ts';
import { headerOf } from './headers.ts';
import type { HeaderBag } from './headers.ts';

/** The notice in these bytes, if this merchant's cashier signed exactly them within the last five minutes. */
export function checkNotice(
  secrets: readonly string[],
  merchant_id: string,
  headers: HeaderBag,
  raw_body: Uint8Array | string,
  now_ms: number,
): NoticeBody | undefined {
  const body = typeof raw_body === 'string' ? raw_body : textOf(raw_body);
  if (body === undefined) return undefined;
  const notice = readNotice(hmac64, secrets, (name) => headerOf(headers, name), body, now_ms);
  return notice?.merchant_id === merchant_id ? notice : undefined;
}

/** Strict: bytes that are no UTF-8, or a byte order mark, must not turn into a text that was signed. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
