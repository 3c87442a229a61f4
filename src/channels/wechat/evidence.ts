/** A transaction as WeChat tells it, in a query or a callback, as evidence. */
import type { Evidence } from '../port.ts';
import { asFen } from '../../protocol/money.ts';
import type { Fen } from '../../protocol/money.ts';
import { text } from './wire.ts';
import type { Fields } from './wire.ts';

type Origin = Pick<Evidence, 'source' | 'asked_at_ms'>;

/** The part of it that is not ours, if any: then it is no evidence about our number at all. */
export function foreignPart({ mchid, appids }: Ours, fields: Fields): string | undefined {
  if (text(fields, 'mchid') !== mchid) return 'mchid';
  return appids.includes(text(fields, 'appid')) ? undefined : 'appid';
}

/** `appids`: the attempt's own where it is known, else every one that the account pays under. */
export interface Ours {
  mchid: string;
  appids: readonly string[];
}

/** Paid, but amount or transaction cannot be read. */
export const UNREADABLE = 'unreadable-money';

/** A REFUND state tells that money went back, not how much: at least one fen. */
const SOME = 1 as Fen;

export function tradeEvidence(origin: Origin, fields: Fields): Evidence {
  const state = text(fields, 'trade_state');
  switch (state) {
    case 'SUCCESS':
      return money(origin, fields);
    case 'REFUND':
      return money(origin, fields, SOME);
    // NOTPAY stands also after time_expire; the others belong to payment codes and end in one of these.
    case 'NOTPAY':
    case 'USERPAYING':
    case 'PAYERROR':
      return { ...origin, kind: 'unpaid' };
    case 'CLOSED':
      return { ...origin, kind: 'shut' };
    default:
      return { ...origin, kind: 'silent', why: 'unknown-state' };
  }
}

/** `amount.total` is the order's amount; payer_total is less where coupons were used. */
function money(origin: Origin, fields: Fields, returned_fen?: Fen): Evidence {
  const amount = (typeof fields['amount'] === 'object' && fields['amount'] !== null ? fields['amount'] : {}) as Fields;
  const amount_fen = asFen(amount['total']);
  const txn = text(fields, 'transaction_id');
  if (!amount_fen || !txn) return { ...origin, kind: 'silent', why: UNREADABLE };
  const paid_at_ms = Date.parse(text(fields, 'success_time'));
  return {
    ...origin,
    kind: 'paid',
    txn,
    amount_fen,
    currency: text(amount, 'currency') || 'CNY',
    ...(returned_fen ? { returned_fen } : {}),
    ...(isNaN(paid_at_ms) ? {} : { paid_at_ms }),
  };
}
