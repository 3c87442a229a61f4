/** The answer to a WeChat call, before it is signed; error codes. */
export interface WechatAnswer {
  status: number;
  body?: object;
  /** A bill's bytes; such an answer is not signed. */
  file?: Buffer;
  /** Numeric code behind the dash of Request-ID. */
  detail: number;
  /** For the record of calls. */
  about: { number?: string; refund_no?: string; amount_fen?: number };
}

/** code -> HTTP status. Source: docs/channels.md 1.9. */
const STATUS = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  SIGN_ERROR: 401,
  APPID_MCHID_NOT_MATCH: 400,
  ORDERPAID: 400,
  ORDER_PAID: 400,
  ORDER_CLOSED: 400,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  NOT_ENOUGH: 403,
  NO_STATEMENT_EXIST: 400,
  STATEMENT_CREATING: 400,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
} as const;
export type WechatCode = keyof typeof STATUS;

/** Suffixes seen in the wild; 0 where none is known. */
const DETAIL: Partial<Record<WechatCode, number>> = {
  PARAM_ERROR: 268435461,
  SIGN_ERROR: 268443699,
  APPID_MCHID_NOT_MATCH: 268445527,
  ORDERPAID: 268449538,
  ORDER_PAID: 268498689,
  ORDER_CLOSED: 268447914,
  ORDER_NOT_EXIST: 268512771,
  FREQUENCY_LIMITED: 268447840,
};

export function succeed(body: object, about: WechatAnswer['about'] = {}): WechatAnswer {
  return { status: 200, body, detail: 0, about };
}

export function fail(
  code: WechatCode,
  message: string,
  about: WechatAnswer['about'] = {},
  more: { detail?: object; number?: number } = {},
): WechatAnswer {
  const body = { code, message, ...(more.detail ? { detail: more.detail } : {}) };
  return { status: STATUS[code], body, detail: more.number ?? DETAIL[code] ?? 0, about };
}
