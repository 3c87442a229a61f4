import type { SigningKey } from '../protocol/paysign-v2.ts';
import { verifyReturn } from '../protocol/return-url.ts';
import type { ReturnState } from '../protocol/return-url.ts';
import { hmac } from './crypto.ts';

/**
 * `ok`: the cashier sent this viewer back just now. `stale`: genuine, but more than five minutes old, as from a bookmark
 * or a reload. `forged`: not from the cashier, or for another merchant, or changed on the way.
 */
export type ReturnCheck =
  | { ok: true; order_no: string; state: ReturnState; fields: { readonly [name: string]: string } }
  | { ok: false; why: 'stale'; order_no: string; state: ReturnState; fields: { readonly [name: string]: string } }
  | { ok: false; why: 'forged' };

const STATES: readonly ReturnState[] = ['paid', 'closed', 'left'];

export function checkReturn(keys: readonly SigningKey[], merchant_id: string, url: string, now_ms: number): ReturnCheck {
  const { verdict, fields } = verifyReturn(hmac, keys, url, now_ms);
  const { order_no } = fields;
  const state = STATES.find((one) => one === fields['state']);
  if (verdict === 'bad' || fields['merchant_id'] !== merchant_id || !order_no || !state) return { ok: false, why: 'forged' };
  return verdict === 'good' ? { ok: true, order_no, state, fields } : { ok: false, why: 'stale', order_no, state, fields };
}
