/** UnionPay's result codes by what they say. Source: docs/channels.md 3.6, docs/money.md 2. What is not listed leaves doubt. */
import type { RefusalReason, RefusedBy } from '../port.ts';

const codes = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Money moved as agreed; A6 with a defect that does not concern us. */
export const PAID = codes('00 A6');

/** Money moved, but not as agreed: 42 after payTimeout, 74 and 75 with an unclear write-off. */
export const DEFECTS: { readonly [code: string]: 'late-debit' | 'unclear' | undefined } = {
  42: 'late-debit',
  74: 'unclear',
  75: 'unclear',
};

/** Taken and already given back or reversed. */
export const RETURNED = codes('45 46');

/** Accepted or unknown: ask again. 12: known already under this number; 83: the issuer still works on it. */
export const UNKNOWN = codes('03 04 05 12 83');

/** Asked too often: says nothing about the transaction. */
export const TOO_OFTEN = '37';

/** No such transaction. */
export const ABSENT = '34';

/** Surely refused: no money moved. 70 is not among them: somebody is still being waited for. */
export const REFUSED = codes(
  '01 02 06 10 11 13 30 31 32 33 35 36 38 39 40 60 61 62 63 64 65 66 67 68 69 71 72 73 76 77 78 79 80 81 82 87 89 90 91 98 99',
);

/**
 * respCode and origRespCode of a message about one transaction; most have the first alone. A query's own 00 says only that
 * the transaction was found.
 */
export function resultsAgree(fields: { readonly [name: string]: string }): boolean {
  const { respCode = '', origRespCode } = fields;
  return origRespCode === undefined || origRespCode === respCode || (PAID.has(respCode) && PAID.has(origRespCode));
}

/** Not enabled for this kind of payment: sign-up with the bank comes first. */
export const NOT_OPEN = codes('72 76 77');

/** Refunds that no new number can mend: 35 and 36 the original (gone, too old, less is left), 68 not for this business. */
export const REFUND_FINAL = codes('35 36 68');

/**
 * A refund is told that the money went back already. Whether by us, by a voucher or by a reversal is for a person to find
 * out: a new number could give it back twice, and "failed" could be untrue.
 */
export const REFUND_CHECK = RETURNED;

/** Our balance is short: refused under this number for ever, but good later under a new one. */
export const REFUND_SHORT = codes('64 90');

const REASONS: { readonly [reason in RefusalReason]?: ReadonlySet<string> } = {
  'pan-wrong': codes('61'),
  'check-wrong': codes('65'),
  'identity-wrong': codes('40 66 91'),
  'code-wrong': codes('71'),
  'no-sms': codes('69 79'),
  funds: codes('64 90'),
  limit: codes('33 78 81 87'),
  expired: codes('73'),
  'not-open': codes('72 76 77 80 89'),
  tries: codes('67'),
  unsupported: codes('62 68 82'),
  'card-state': codes('63'),
  risk: codes('38'),
  'issuer-down': codes('02 06 39'),
  channel: codes('10 11 13 31 32 35 36 70'),
};

/** A refusal with its reason; one without a reason of its own is a plain decline. */
export function refusedBy(code: string): RefusedBy {
  const found = Object.entries(REASONS).find(([, ones]) => ones.has(code));
  return { reason: (found?.[0] as RefusalReason | undefined) ?? 'declined', code };
}
