/**
 * How often SMS, codes and card numbers may be tried, by viewer, card, phone and box. All are settings. An order that
 * names neither viewer nor box is counted by address and merchant instead: many boxes may share one address, so these
 * are generous, and who has more boxes behind one address sends box_id or raises them.
 */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Limit } from '../store/port.ts';
import type { Order } from '../payments/payment.ts';
import type { CardKeys } from './keys.ts';

const Max = (value: number) => Type.Integer({ minimum: 1, default: value });

export const CardLimits = Type.Object(
  {
    window_ms: Type.Integer({ minimum: 1000, default: 3_600_000 }),
    /** Codes sent. */
    sms_card: Max(5),
    sms_phone: Max(5),
    sms_viewer: Max(10),
    sms_box: Max(10),
    sms_address: Max(1_000),
    sms_merchant: Max(10_000),
    /** Codes and card checks the bank has judged wrong, or has not judged yet. */
    guess_card: Max(5),
    guess_phone: Max(5),
    guess_viewer: Max(5),
    guess_box: Max(5),
    guess_address: Max(300),
    guess_merchant: Max(3_000),
    /** Card numbers asked about. */
    number_viewer: Max(20),
    number_box: Max(20),
    number_order: Max(20),
    number_address: Max(300),
    number_merchant: Max(3_000),
    /** Payment passwords that were wrong; of one account its own count is lower (docs/money.md 16). */
    password_merchant: Max(3_000),
    password_installation: Max(20_000),
  },
  { additionalProperties: false, default: {} },
);
export type CardLimits = Static<typeof CardLimits>;

export type Tried = 'sms' | 'guess' | 'number' | 'password';

interface Who {
  order: Order;
  /** Keyed hashes. */
  card?: string;
  phone?: string;
  /** The client's, where it is known. */
  address?: string;
}

export function limitsOf(keys: CardKeys, max: CardLimits, what: Tried, { order, card, phone, address }: Who): Limit[] {
  const limit = (by: string, who: string | undefined, count: number | undefined): Limit[] =>
    who === undefined || count === undefined ? [] : [{ scope: what + ' ' + by, who, max: count, window_ms: max.window_ms }];
  const of = (by: string): number | undefined => (max as { [name: string]: number | undefined })[what + '_' + by];
  if (what === 'password')
    return [...limit('merchant', order.merchant_id, of('merchant')), ...limit('installation', 'all', of('installation'))];
  return [
    ...limit('card', card, of('card')),
    ...limit('phone', phone, of('phone')),
    ...limit('viewer', keys.viewerOf(order), of('viewer')),
    ...limit('box', order.box_id && keys.hash('box', order.box_id), of('box')),
    ...limit('order', order.id, of('order')),
    ...(order.viewer_id === undefined && order.box_id === undefined
      ? [
          ...limit('address', address && keys.hash('address', address), of('address')),
          ...limit('merchant', order.merchant_id, of('merchant')),
        ]
      : []),
  ];
}
