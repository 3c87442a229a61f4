/** What a merchant's server is told, and how it is signed: the Standard Webhooks headers over `id.timestamp.body`. */
import { noticeKey } from './notice-key.ts';
import { sameText } from './paysign-v2.ts';
import type { RefundReason } from './refund-request.ts';

export const NOTICE_TYPES = ['order.paid', 'order.closed', 'refund.done', 'refund.failed', 'refund.requested'] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];
/** Tries a server; it is about no order, has the number 0, and is answered like any other. */
export const NOTICE_TEST = 'test';

/** The JSON body. Fixed when the notice is created; `n` counts from 1 without gaps within one order. */
export interface NoticeBody {
  id: string;
  n: number;
  type: NoticeType | typeof NOTICE_TEST;
  created_at_ms: number;
  merchant_id: string;
  order_no: string;
  amount_fen: number;
  channel?: string;
  channel_transaction?: string;
  refund_no?: string;
  refund_fen?: number;
  /** Of refund.requested: answered by a refund that names it, or declined. */
  request_id?: string;
  reason?: RefundReason;
  refundable_fen?: number;
}

export const NOTICE_HEADERS = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' } as const;

/** Base64 HMAC-SHA256 of UTF-8 text under bytes, or a UTF-8 text. */
export type Hmac64 = (key: string | Uint8Array, text: string) => string;

/** The three headers; one `v1,` signature for each live secret, so that a rotation loses nothing. timestamp_s is Unix seconds. */
export function noticeHeaders(
  hmac64: Hmac64,
  secrets: readonly string[],
  id: string,
  timestamp_s: number,
  body: string,
): Record<string, string> {
  const text = id + '.' + timestamp_s + '.' + body;
  return {
    [NOTICE_HEADERS.id]: id,
    [NOTICE_HEADERS.timestamp]: String(timestamp_s),
    [NOTICE_HEADERS.signature]: secrets.map((secret) => 'v1,' + hmac64(noticeKey(secret), text)).join(' '),
  };
}

/** A notice older or newer than this is refused by the receiver. Source: Standard Webhooks, 5 minutes. */
export const NOTICE_FRESH_S = 300;

/** The notice, or undefined when no signature fits or it is not fresh. `header` looks a header up by its lowercase name. */
export function readNotice(
  hmac64: Hmac64,
  secrets: readonly string[],
  header: (name: string) => string | undefined,
  body: string,
  now_ms: number,
): NoticeBody | undefined {
  const id = header(NOTICE_HEADERS.id) ?? '';
  const stamp = header(NOTICE_HEADERS.timestamp) ?? '';
  if (!/^[0-9]{1,12}$/.test(stamp) || Math.abs(now_ms / 1000 - Number(stamp)) > NOTICE_FRESH_S) return undefined;
  const given = (header(NOTICE_HEADERS.signature) ?? '').split(' ');
  const text = id + '.' + stamp + '.' + body;
  const good = secrets.some((secret) => given.some((one) => sameText('v1,' + hmac64(noticeKey(secret), text), one)));
  if (!good) return undefined;
  const notice = parse(body);
  return notice?.id === id ? notice : undefined;
}

function parse(body: string): NoticeBody | undefined {
  try {
    return (JSON.parse(body) as NoticeBody | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What the merchant's server must answer, with status 200, within five seconds. */
export const NOTICE_ACK = 'SUCCESS';
