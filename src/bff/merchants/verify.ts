/** Checks a signed request: who, signature, freshness, then each field. Throws Refusals; says which field, never its value. */
import { createHmac } from 'node:crypto';
import { asFen, fenFromDigits } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { readLines, sumOf } from '../../protocol/lines.ts';
import { LANGS, modesIn } from '../../protocol/order.ts';
import type { Lang, OrderFields } from '../../protocol/order.ts';
import { verify } from '../../protocol/paysign-v2.ts';
import type { Fields } from '../../protocol/paysign-v2.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { repeatsName } from '../../protocol/return-url.ts';
import { isAllowed } from './merchant.ts';
import type { Merchant, Merchants } from './merchant.ts';

export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
export const hmac64 = (key: string | Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('base64');

export interface Checked {
  merchant: Merchant;
  /** Genuine, but its timestamp is off: good only for finding an order again. */
  stale: boolean;
}

/** The merchant behind a request whose signature is good. */
export function checkSignature(merchants: Merchants, method: string, path: string, fields: Fields, now_ms: number): Checked {
  const merchant = merchants.get(fields['merchant_id'] ?? '');
  if (!merchant) throw new Refusal('MERCHANT_UNKNOWN');
  const verdict = verify(hmac, merchant.keys, method, path, fields, now_ms);
  if (verdict === 'bad' || !fields['nonce']) throw new Refusal('SIGNATURE_BAD');
  if (!merchant.enabled) throw new Refusal('MERCHANT_DISABLED');
  return { merchant, stale: verdict === 'stale' };
}

/** Whether these fields are what some merchant signed, fresh or not. */
export function isSigned(merchants: Merchants, method: string, path: string, fields: Fields, now_ms: number): boolean {
  const keys = merchants.get(fields['merchant_id'] ?? '')?.keys ?? [];
  return verify(hmac, keys, method, path, fields, now_ms) !== 'bad';
}

/** Fields a request may carry beside the order's own. */
const SIGNING = new Set(['timestamp', 'nonce', 'key_id', 'signature']);

export const PATTERNS: { [name in keyof OrderFields]-?: RegExp } = {
  merchant_id: /^[0-9A-Za-z_-]{1,64}$/,
  order_no: /^[0-9A-Za-z_-]{1,64}$/,
  amount_fen: /^[0-9]{1,20}$/,
  subject: /^[^\p{Cc}]{1,60}$/u,
  detail: /^[^\p{Cc}]{1,120}$/u,
  return_url: /^.{1,512}$/,
  notify_url: /^.{1,512}$/,
  expires_at: /^[0-9]{13}$/,
  viewer_id: /^[0-9A-Za-z_-]{1,64}$/,
  box_id: /^[0-9A-Za-z:_-]{1,32}$/,
  lang: /^(zh-CN|zh-TW|en)$/,
  mode: /^[a-z, ]{1,60}$/,
  // Read as a whole in checkSaid; here only no control character.
  lines: /^[^\p{Cc}]{2,1000}$/u,
  period_text: /^[^\p{Cc}\p{Cs}]{1,60}$/u,
  goods_code: /^[0-9A-Za-z_.:-]{1,64}$/,
  invoice_url: /^.{1,512}$/,
  starts_at: /^[0-9]{13}$/,
  ends_at: /^[0-9]{13}$/,
  provider: /^[^\p{Cc}\p{Cs}]{1,40}$/u,
  renews: /^(true|false)$/,
};
const REQUIRED = ['merchant_id', 'order_no', 'amount_fen', 'subject', 'return_url', 'notify_url'] as const;

/** What a signed request may carry, by name, and each value's form. */
export interface Forms {
  readonly [name: string]: RegExp | undefined;
}

export const isFieldOf =
  (forms: Forms) =>
  (name: string): boolean =>
    SIGNING.has(name) || Object.hasOwn(forms, name);
export const isOrderField = isFieldOf(PATTERNS);

/** The fields given, without those of the signature and empty ones. Throws for a name that is none of `forms`, and for another form. */
export function fieldsIn(given: Fields, forms: Forms): { [name: string]: string } {
  const fields: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(given)) {
    if (SIGNING.has(name) || value === undefined || value === '') continue;
    const form = forms[name];
    if (!Object.hasOwn(forms, name) || !form) throw new Refusal('FIELD_BAD', name.slice(0, 40));
    if (!form.test(value)) throw new Refusal(name === 'amount_fen' ? 'AMOUNT_BAD' : 'FIELD_BAD', name);
    fields[name] = value;
  }
  return fields;
}

/** v1 bills live up to 240 hours; nothing lives longer. */
const LIFE_MAX_MS = 240 * 3_600_000;

/** The order's fields, each looked at. `known` is true when this order is there already: its expiry may lie behind. */
export function checkOrder(
  merchant: Merchant,
  given: Fields,
  now_ms: number,
  min_life_ms: number,
  known: boolean,
): { fields: OrderFields; amount_fen: Fen } {
  const fields = fieldsIn(given, PATTERNS);
  for (const name of REQUIRED) if (!fields[name]) throw new Refusal('FIELD_BAD', name);
  const amount_fen = fenFromDigits(fields['amount_fen'] ?? '');
  if (!amount_fen || !asFen(amount_fen)) throw new Refusal('AMOUNT_BAD', 'amount_fen');
  if (!isAllowed(fields['return_url'] ?? '', merchant.return_allow)) throw new Refusal('RETURN_URL_NOT_ALLOWED');
  if (!isAllowed(fields['notify_url'] ?? '', merchant.notify_allow)) throw new Refusal('NOTIFY_URL_NOT_ALLOWED');
  // Signed on the way back, only one of the two would be left.
  if (repeatsName(fields['return_url'] ?? '')) throw new Refusal('FIELD_BAD', 'return_url');
  checkSaid(merchant, fields, amount_fen);
  const expires_ms = fields['expires_at'] ? Number(fields['expires_at']) : undefined;
  if (!known && expires_ms !== undefined && (expires_ms < now_ms + min_life_ms || expires_ms > now_ms + LIFE_MAX_MS))
    throw new Refusal('EXPIRES_BAD', 'expires_at');
  return { fields: fields as unknown as OrderFields, amount_fen };
}

/** What the order says beyond its subject. */
function checkSaid(merchant: Merchant, fields: Fields, amount_fen: Fen): void {
  const { mode, lines, invoice_url, starts_at, ends_at } = fields;
  if (mode && !modesIn(mode)) throw new Refusal('FIELD_BAD', 'mode');
  if (lines) {
    const read = readLines(lines);
    if (!read) throw new Refusal('FIELD_BAD', 'lines');
    if (sumOf(read) !== amount_fen) throw new Refusal('AMOUNT_BAD', 'lines');
  }
  if (invoice_url && !isAllowed(invoice_url, merchant.return_allow)) throw new Refusal('RETURN_URL_NOT_ALLOWED', 'invoice_url');
  if (starts_at && ends_at && Number(starts_at) >= Number(ends_at)) throw new Refusal('FIELD_BAD', 'ends_at');
}

export function asLang(text: string | undefined): Lang | undefined {
  return LANGS.find((lang) => lang === text);
}
