/** Rules of biz_content: every member is a text. */

/** The members of biz_content. */
export type Biz = Record<string, string>;

export interface Rule {
  required?: true;
  pattern?: RegExp;
  /** In characters. */
  max?: number;
  /** In bytes of UTF-8, the charset of the request. */
  max_bytes?: number;
}
export type Rules = { readonly [name: string]: Rule };

/** Undefined when it is no flat JSON object of texts. */
export function readBiz(text: string): Biz | undefined {
  try {
    const biz = JSON.parse(text) as unknown;
    if (typeof biz !== 'object' || biz === null || Array.isArray(biz)) return undefined;
    return Object.values(biz).every((value) => typeof value === 'string') ? (biz as Biz) : undefined;
  } catch {
    return undefined;
  }
}

function isBad(value: string, { pattern, max, max_bytes }: Rule): boolean {
  if (pattern && !pattern.test(value)) return true;
  if (max !== undefined && [...value].length > max) return true;
  return max_bytes !== undefined && Buffer.byteLength(value) > max_bytes;
}

/** The name of the first member that breaks its rule; empty members count as absent. */
export function badField(biz: Biz, rules: Rules): string | undefined {
  const unknown = Object.keys(biz).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) return unknown;
  return Object.entries(rules).find(([name, rule]) => {
    const value = biz[name] ?? '';
    return value === '' ? rule.required === true : isBad(value, rule);
  })?.[0];
}

/** No limit is published; 32 letters and digits is the narrowest that other banks take. */
const NUMBER = /^[0-9A-Za-z]{1,32}$/;

export const OUT_TRADE_NO: Rule = { pattern: NUMBER };
export const ORDER_ID: Rule = { pattern: /^\d{1,40}$/ };
export const OUTTRX_SERIAL_NO: Rule = { pattern: NUMBER, required: true };
/** Fen. */
export const AMOUNT: Rule = { pattern: /^[1-9]\d{0,11}$/, required: true };
/** 001: renminbi. */
export const CURRENCY: Rule = { pattern: /^001$/, required: true };

/** RSA-OAEP under a key of 2048 bits. */
export const SECRET_DATA: Rule = { required: true, pattern: /^[0-9A-Za-z+/]{342}==$/ };

/** The merchant's ids. Their values are compared by the request check. */
export const MERCHANT: Rules = {
  mer_id: { required: true, pattern: /^\d{12}$/ },
  icbc_appid: { required: true },
  mer_prtcl_no: { required: true },
};
