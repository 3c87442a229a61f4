/** What every signed request of a merchant's server goes through: signature, freshness, rate. */
import Type from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../../protocol/paysign-v2.ts';
import { Refusal } from '../../../protocol/refusal.ts';
import type { Merchant, Merchants } from '../../merchants/merchant.ts';
import { checkSignature } from '../../merchants/verify.ts';

/** Flat strings only: they are what is signed. */
export const Flat = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 1_024 }), { maxProperties: 40 });
export type Flat = { [name: string]: string };

export interface AskedDeps {
  merchants: Merchants;
  now: () => number;
  /** Throws when the merchant asks too fast; only after its signature was good. */
  admit: (merchant_id: string) => void;
}

/** The path as it was sent: it is what the merchant signed. */
export function pathOf(request: FastifyRequest): string {
  return request.raw.url?.split('?')[0] ?? '';
}

export function askedBy(deps: AskedDeps, request: FastifyRequest, fields: Fields): Merchant {
  const { merchant, stale } = checkSignature(deps.merchants, request.method, pathOf(request), fields, deps.now());
  if (stale) throw new Refusal('TIMESTAMP_STALE');
  deps.admit(merchant.id);
  return merchant;
}
