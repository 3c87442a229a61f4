/** The core's times are those of docs/money.md 3, 5 and 10, written out. */
import { expect, it } from 'vitest';
import { rung, shorter, TIMES } from './schedules.ts';

const S = 1_000;
const MIN = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

it('are those of the specification', () => {
  expect(TIMES).toEqual({
    order_life_ms: 900_000,
    attempt_life_ms: 600_000,
    order_margin_ms: 30_000,
    new_box_ms: 86_400_000,
    new_code_ms: 150_000,
    prepay_again_ms: [1_000, 3_000, 8_000],
    prepay_not_after_ms: MIN,
    ask_paid_ms: 3_000,
    lapse_ms: 120_000,
    refund_waiting_ms: [600_000, HOUR, 21_600_000, DAY],
    refund_fund_ms: [15_000, 60_000, 60_000, 300_000, 300_000, 600_000],
    refund_gap_ms: 61_000,
    refund_again_ms: [5_000, 30_000, 300_000, 1_800_000, 7_200_000],
    notice_ms: [0, 15_000, 30_000, MIN, 300_000, 900_000, 1_800_000, HOUR, 21_600_000, 54_000_000, DAY],
    notice_give_up_ms: 2_592_000_000,
    notice_probe_ms: 300_000,
    sent_flag_ms: 259_200_000,
    look_end_ms: 2_592_000_000,
    claim_flag_ms: DAY,
    refund_flag_ms: 172_800_000,
    refund_refusals_max: 10,
    daily_ms: DAY,
    lease_ms: MIN,
    sent_query_every_ms: 21_600_000,
    lost_ms: 360_000,
    lost_again_ms: MIN,
    claim_alone_ms: 600_000,
    refund_lost_ms: 600_000,
    sms_again_ms: MIN,
    card_late_ms: 15_000,
    escrow_flag_ms: 2_592_000_000,
    code_ms: 120_000,
    keypad_ms: 300_000,
    pass_ms: 600_000,
  });
});

it('the last rung of a ladder repeats', () => {
  expect([0, 1, 2, 9].map((n) => rung([5, 7, 11], n))).toEqual([5, 7, 11, 11]);
});

it('are divided whole, upwards, ladders too', () => {
  expect(shorter({ one: 3 * S, odd: 7, ladder: [10, 11], inner: { a: 1 } }, 2)).toEqual({
    one: 1_500,
    odd: 4,
    ladder: [5, 6],
    inner: { a: 1 },
  });
});
