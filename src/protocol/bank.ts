/** What a viewer with an account at a bank proves himself with, free of secrets. Source: docs/channels.md 4.3. */
export const BANK_METHODS = ['static', 'coordinates', 'token', 'sms'] as const;
/** A payment password; a card of coordinates; a device that computes; a code by SMS. */
export type BankMethod = (typeof BANK_METHODS)[number];

/** A way to prove himself that this card has. `off`: not for this amount. */
export interface MethodOffer {
  method: BankMethod;
  /** The bank's limits, in fen. */
  limit_fen?: number;
  day_limit_fen?: number;
}

/** What the bank wants to see for this one payment. */
export type BankChallenge =
  | { method: 'static' }
  /** Read in this order, each three digits. */
  | { method: 'coordinates'; cells: string[] }
  /** Typed on the device as it stands here, the decimal point too. */
  | { method: 'token'; digits: string }
  | { method: 'sms'; phone_tail: string };

/** Characters of a static password. Source: docs/channels.md 4.3. */
export const STATIC_PASSWORD = { min: 6, max: 30 } as const;

/** Digits of every other password. */
export const ONE_TIME_DIGITS = 6;

/** Letters over the columns and the number of rows of a coordinate card. */
export const COORDINATE_CARD = { columns: 'ABCDEFGHIJ', rows: 8, digits: 3 } as const;

/** May this be a password of that kind? Only the bank knows whether it is right. */
export function isPassword(method: BankMethod, text: unknown): text is string {
  if (typeof text !== 'string') return false;
  if (method !== 'static') return /^\d{6}$/.test(text);
  return /^[0-9A-Za-z]+$/.test(text) && text.length >= STATIC_PASSWORD.min && text.length <= STATIC_PASSWORD.max;
}
