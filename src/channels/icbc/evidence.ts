/** An order's money as ICBC tells it, in a query or a callback. Each endpoint has its own table of states; none stands here. */
import { fenFromDigits } from '../../protocol/money.ts';
import { fromBeijing } from '../../protocol/world.ts';
import type { Evidence } from '../port.ts';
import { text } from './answer-text.ts';
import type { Fields } from './answer-text.ts';
import type { IcbcConfig } from './config.ts';

export type Origin = Pick<Evidence, 'source' | 'asked_at_ms'>;

/** The part that is not ours, if any. What is left out is not foreign. */
export function foreignPart(config: IcbcConfig, fields: Fields): string | undefined {
  if (!['', config.mer_id].includes(text(fields, 'mer_id'))) return 'mer_id';
  if (!['', config.app_id].includes(text(fields, 'icbc_appid'))) return 'icbc_appid';
  return ['', config.app_id].includes(text(fields, 'app_id')) ? undefined : 'app_id';
}

/** total_amt is the order's amount; payment_amt, the payer's share, is less after a discount. third_trade_no, the wallet's, is no txn. */
export function moneyIn(origin: Origin, fields: Fields): Evidence {
  const txn = text(fields, 'order_id');
  const amount_fen = fenFromDigits(text(fields, 'total_amt'));
  if (!txn || amount_fen === undefined) return { ...origin, kind: 'silent', why: 'paid-but-unreadable' };
  const paid_at_ms = instant(text(fields, 'pay_time'));
  const cur_type = text(fields, 'cur_type');
  return {
    ...origin,
    kind: 'paid',
    txn,
    amount_fen,
    currency: cur_type === '' || cur_type === '001' ? 'CNY' : cur_type,
    ...(paid_at_ms === undefined ? {} : { paid_at_ms }),
  };
}

/** "20250101120000", Beijing; undefined for anything else. */
export function instant(value: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  return parts ? fromBeijing(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`) : undefined;
}
