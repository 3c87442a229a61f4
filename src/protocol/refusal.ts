/** The one error path: a code, an HTTP status, and a text in three languages (texts/). */
export const REFUSALS = {
  FIELD_BAD: 400,
  BODY_BAD: 400,
  AMOUNT_BAD: 400,
  MERCHANT_UNKNOWN: 401,
  SIGNATURE_BAD: 401,
  TIMESTAMP_STALE: 401,
  MERCHANT_DISABLED: 403,
  /** No new orders; what is under way goes on. */
  MERCHANT_ON_HOLD: 403,
  RETURN_URL_NOT_ALLOWED: 403,
  NOTIFY_URL_NOT_ALLOWED: 403,
  /** This merchant may not open its viewers' own page. */
  PORTAL_OFF: 403,
  /** The viewer's own page was left alone too long. */
  SESSION_OVER: 401,
  /** The viewer removed this box from his account. */
  BOX_REMOVED: 403,
  ORDER_NOT_FOUND: 404,
  REFUND_NOT_FOUND: 404,
  NOTICE_NOT_FOUND: 404,
  REQUEST_NOT_FOUND: 404,
  PAGE_NOT_FOUND: 404,
  ORDER_CONFLICT: 409,
  ORDER_ENDED: 409,
  ORDER_NOT_PAID: 409,
  REFUND_TOO_MUCH: 409,
  REFUND_CONFLICT: 409,
  /** The refund request was answered before. */
  REQUEST_ENDED: 409,
  NOTICE_WAITS: 409,
  NOTICE_NOT_TAKEN: 409,
  /** Of before a restore of the database. */
  CURSOR_STALE: 410,
  EXPIRES_BAD: 400,
  BODY_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  STOPPING: 503,
  /** Too many bank callbacks wait already. */
  BUSY: 503,
  /** The disk is full or broken: nothing new can be stored. */
  STORE_DOWN: 503,
  /** On screen only: this try at the channel came to nothing. */
  CHANNEL_REFUSED: 409,
  CHANNEL_SILENT: 409,
  CHANNEL_DOWN: 409,
  NO_CHANNEL: 409,
  TOO_LATE_FOR_CODE: 409,
  TOO_MANY_ATTEMPTS: 409,
  /** More than the viewer may spend in one payment, in a day, in a month. */
  LIMIT_PAYMENT: 409,
  LIMIT_DAY: 409,
  LIMIT_MONTH: 409,
  /** Cards: what a bank refused, in a viewer's words. */
  CARD_NUMBER_WRONG: 409,
  CARD_NOT_OPEN: 409,
  CARD_FUNDS: 409,
  CARD_LIMIT: 409,
  CARD_EXPIRED: 409,
  CARD_CHECK_WRONG: 409,
  CARD_IDENTITY_WRONG: 409,
  CARD_CODE_WRONG: 409,
  CARD_UNSUPPORTED: 409,
  CARD_STATE: 409,
  CARD_RISK: 409,
  CARD_TRIES: 409,
  CARD_ISSUER_DOWN: 409,
  CARD_DECLINED: 409,
  CARD_LOST: 409,
  CARD_LATE_DEBIT: 409,
  CARD_NO_SMS: 409,
  CARD_LOCKED: 429,
  CARD_FIELD_BAD: 400,
  CARD_TOO_LATE: 409,
  /** Accounts at a bank: no challenge came; its time or its tries are used up; the bank locked this way; none a television can serve. */
  BANK_SILENT: 409,
  BANK_CHALLENGE_OVER: 409,
  BANK_TRIES_USED: 409,
  BANK_METHOD_LOCKED: 409,
  BANK_NO_METHOD: 409,
  /** The viewer's own password was wrong too often. */
  PASSWORD_LOCKED: 429,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** What an API caller reads. `field` names the offending field, never its value. */
export interface RefusalBody {
  error: { code: RefusalCode; message: string; field?: string };
}

/** Thrown by handlers, rendered in one place. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;
  constructor(code: RefusalCode, field?: string) {
    super(code + (field ? ': ' + field : ''));
    this.code = code;
    this.field = field;
  }
  get status(): number {
    return REFUSALS[this.code];
  }
}
