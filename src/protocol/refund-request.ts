/** A viewer's wish to have money back. Source: docs/money.md 18. */
export const REFUND_REASONS = ['minor', 'not-wanted', 'not-delivered', 'paid-twice', 'not-mine', 'other'] as const;
/** minor: somebody under age paid. not-mine: the viewer does not know the payment. */
export type RefundReason = (typeof REFUND_REASONS)[number];

export const REQUEST_STATES = ['open', 'refunded', 'declined'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** As a merchant's server reads it. */
export interface RefundRequestJson {
  id: string;
  order_no: string;
  reason: RefundReason;
  state: RequestState;
  asked_at_ms: number;
  ended_at_ms?: number;
  /** The refund that answered it. */
  refund_no?: string;
  /** Why it was declined, for the viewer. */
  text?: string;
  /** So much of the order can still be given back. */
  refundable_fen: number;
}

/** For operators, who see all merchants' requests. */
export interface ListedRequest extends RefundRequestJson {
  merchant_id: string;
}
