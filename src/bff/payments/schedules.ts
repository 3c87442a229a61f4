/** Every time the core knows that is no channel's own, in milliseconds. All are settings; the defaults are those of docs/money.md 10. */
import type { Ladder } from '../../channels/shared/times.ts';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;
const DAY = 24 * H;

export interface Times {
  order_life_ms: number;
  attempt_life_ms: number;
  /** The channel's expiry stays this far before the order's end. */
  order_margin_ms: number;
  /** A new code only while so much of the order is left. */
  new_code_ms: number;
  /** Prepay again after silence; after the last one the attempt is given up. */
  prepay_again_ms: Ladder;
  /** A prepay older than this is not sent any more. */
  prepay_not_after_ms: number;
  /** 已完成支付 asks at most so often. */
  ask_paid_ms: number;
  /** The order's one code starts payments so long after a TV last showed it. */
  code_ms: number;
  /** A phone is the keypad of a secret entry for so long. */
  keypad_ms: number;
  /** A payment password is good for so long, for one attempt. */
  pass_ms: number;
  /** A box that its viewer has had for less pays no card by the password alone. */
  new_box_ms: number;
  /** After this past the channel's expiry an `unpaid` or `absent` is final. */
  lapse_ms: number;
  /** Channel balance short: same number again. */
  refund_waiting_ms: Ladder;
  /** When a refund that waits for its merchant's payable money is looked at again. */
  refund_fund_ms: Ladder;
  /** Between refunds of one receipt. */
  refund_gap_ms: number;
  /** After `refused` or silence, before the same number is asked again. */
  refund_again_ms: Ladder;
  notice_ms: Ladder;
  notice_give_up_ms: number;
  /** A merchant's server that takes nothing is tried so often. */
  notice_probe_ms: number;
  /** An attempt `sent` this long after its order began to close, or `closing` this long after its channel's expiry, is flagged and let go. */
  sent_flag_ms: number;
  /** A consumption that is still unknown this long after its sending is asked about no more; it was flagged at sent_flag_ms. */
  look_end_ms: number;
  /** A signed claim that no query has confirmed for so long is flagged, and asked about once a day. */
  claim_flag_ms: number;
  /** A refund that is not over so long after it was made is flagged, and its channel asked once a day. */
  refund_flag_ms: number;
  /** The same after so many refusals of one number. */
  refund_refusals_max: number;
  /** Waits of work that is flagged and goes on. */
  daily_ms: number;
  /** An SMS or a consumption not sent this long after its commit is not sent any more; longer than any call's timeout. */
  lease_ms: number;
  /** After the channel's own queries of a sent consumption: one each so long. */
  sent_query_every_ms: number;
  /** "No such transaction" counts as the truth this long after the call, when it was heard twice. */
  lost_ms: number;
  /** An account's "not paid" counts when it is said again so long after the first. */
  lost_again_ms: number;
  /** A signed success notification alone counts after so much silence of the query. */
  claim_alone_ms: number;
  /** The same for a refund of the once class: then its number is dead. */
  refund_lost_ms: number;
  /** Another SMS to the same phone. */
  sms_again_ms: number;
  /** SMS and consumption only while so much of the order is left. */
  card_late_ms: number;
  /** A bill's money that is in escrow so long without a word of its merchant is flagged. */
  escrow_flag_ms: number;
}

export const TIMES: Times = {
  order_life_ms: 15 * MIN,
  attempt_life_ms: 10 * MIN,
  order_margin_ms: 30 * S,
  // The bank can still be asked for a life of two minutes: order_margin_ms and 120 s. Source: docs/channels.md 1.3, docs/money.md 10.
  new_code_ms: 150 * S,
  prepay_again_ms: [1 * S, 3 * S, 8 * S],
  prepay_not_after_ms: 60 * S,
  ask_paid_ms: 3 * S,
  code_ms: 2 * MIN,
  keypad_ms: 5 * MIN,
  pass_ms: 10 * MIN,
  new_box_ms: DAY,
  lapse_ms: 2 * MIN,
  refund_waiting_ms: [10 * MIN, H, 6 * H, DAY],
  refund_fund_ms: [15_000, MIN, MIN, 5 * MIN, 5 * MIN, 10 * MIN],
  refund_gap_ms: 61 * S,
  refund_again_ms: [5 * S, 30 * S, 5 * MIN, 30 * MIN, 2 * H],
  notice_ms: [0, 15 * S, 30 * S, MIN, 5 * MIN, 15 * MIN, 30 * MIN, H, 6 * H, 15 * H, DAY],
  notice_give_up_ms: 30 * DAY,
  notice_probe_ms: 5 * MIN,
  sent_flag_ms: 72 * H,
  look_end_ms: 30 * DAY,
  claim_flag_ms: DAY,
  refund_flag_ms: 2 * DAY,
  refund_refusals_max: 10,
  daily_ms: DAY,
  lease_ms: 60 * S,
  sent_query_every_ms: 6 * H,
  lost_ms: 6 * MIN,
  lost_again_ms: MIN,
  claim_alone_ms: 10 * MIN,
  refund_lost_ms: 10 * MIN,
  sms_again_ms: 60 * S,
  card_late_ms: 15 * S,
  escrow_flag_ms: 30 * DAY,
};

/** The n-th wait of a ladder whose last rung repeats. */
export function rung(ladder: Ladder, n: number): number {
  return ladder[Math.min(n, ladder.length - 1)] ?? ladder[0];
}

/** Every time divided by `by`; for tests and chaos, which run about a hundred times shorter. */
export function shorter<T extends object>(times: T, by: number): T {
  const cut = (value: unknown): unknown =>
    typeof value === 'number'
      ? Math.ceil(value / by)
      : Array.isArray(value)
        ? value.map(cut)
        : Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, cut(v)]));
  return cut(times) as T;
}
