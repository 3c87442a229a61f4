/** Refusals of the merchants' interface as problem+json (RFC 9457). `error` is what answers had before, and stays. */
import type { RefusalBody, RefusalCode } from '../../../protocol/refusal.ts';
import type { Refusal } from '../../../protocol/refusal.ts';
import { FIELD_LIMITS } from '../../merchants/field-limits.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem extends RefusalBody {
  type: 'about:blank';
  title: string;
  status: number;
  /** Stable: programs decide by it. */
  code: RefusalCode;
  /** For developers, in English. */
  message: string;
  /** Names the offending field, never its value. */
  field?: string;
  /** The limit that was broken. */
  limit?: string;
  /** Names the request in the cashier's log. */
  trace_id: string;
  /** For a viewer's eyes, in the order's language. */
  viewer_text: string;
}

/** What a developer does about it. Other codes are not met by programs. */
const SAYS: { readonly [code in RefusalCode]?: string } = {
  FIELD_BAD: 'A field is missing, unknown, or not of its form.',
  BODY_BAD: 'The request cannot be read: send a flat JSON object of texts as application/json.',
  AMOUNT_BAD: 'Amounts are whole fen as digits, from 1 to 10000000000; lines add up to amount_fen.',
  MERCHANT_UNKNOWN: 'No merchant has this merchant_id.',
  SIGNATURE_BAD: 'The signature does not fit: compare your canonical text with docs/paysign.md 1.',
  TIMESTAMP_STALE: 'timestamp is more than five minutes off: check your clock, and sign each try anew.',
  MERCHANT_DISABLED: 'This merchant is switched off.',
  MERCHANT_ON_HOLD: 'This merchant takes no new orders now; everything else goes on.',
  RETURN_URL_NOT_ALLOWED: 'The address is not on your list of return addresses.',
  NOTIFY_URL_NOT_ALLOWED: 'The address is not on your list of notice addresses.',
  ORDER_NOT_FOUND: 'There is no such order.',
  REFUND_NOT_FOUND: 'This order has no such refund.',
  NOTICE_NOT_FOUND: 'There is no such notice of yours.',
  REQUEST_NOT_FOUND: 'There is no such refund request of yours.',
  REQUEST_ENDED: 'The refund request was answered before.',
  NOTICE_NOT_TAKEN: 'Your server did not take the notice: it must answer 200 with the body SUCCESS within five seconds.',
  NOTICE_WAITS: 'An earlier notice of this order was not taken yet: notices of one order come in their sequence.',
  PAGE_NOT_FOUND: 'There is nothing at this address.',
  ORDER_CONFLICT: 'The order_no belongs to an order with other contents.',
  ORDER_ENDED: 'The order is over.',
  ORDER_NOT_PAID: 'The order is not paid.',
  REFUND_TOO_MUCH: 'More than is left of the order.',
  REFUND_CONFLICT: 'The refund_no belongs to another refund.',
  EXPIRES_BAD: 'expires_at lies too near, or more than 240 hours ahead.',
  CURSOR_STALE: 'The cursor is of before a restore of the database: begin again without it.',
  BODY_TOO_LARGE: 'The body is larger than 16 KB.',
  RATE_LIMITED: 'Too many requests: wait a second and try again.',
  INTERNAL: 'A fault of the cashier: the same request again is safe.',
  STORE_DOWN: 'Nothing can be stored now: the same request again is safe.',
};

export function problemOf(refusal: Refusal, trace_id: string, { title, text }: { title: string; text: string }): Problem {
  const { code, field, status } = refusal;
  const message = (SAYS[code] ?? code) + (field ? ' (' + field + ')' : '');
  // The name comes from outside: "__proto__" has no limit.
  const limit = field !== undefined && Object.hasOwn(FIELD_LIMITS, field) ? FIELD_LIMITS[field] : undefined;
  const where = field ? { field } : {};
  const viewer_text = title + ' ' + text;
  return {
    type: 'about:blank',
    title: code,
    status,
    code,
    message,
    ...where,
    ...(limit ? { limit } : {}),
    trace_id,
    viewer_text,
    error: { code, message: viewer_text, ...where },
  };
}
