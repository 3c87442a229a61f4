/** Times by which a fixture is made and opened. Names are those of the program the fixture is made by. */
const MIN = 60_000;

/** From the start of making to the moment at which every test opens the fixture. */
export const OPENED_AFTER_MS = 20 * MIN;
/** Nothing that is left to be done by the making program is due before it is killed; all of it is when the fixture is opened. */
const LATER_MS = 15 * MIN;
/** What making may take, so that this holds. */
export const MAKING_MAX_MS = OPENED_AFTER_MS - LATER_MS - 10_000;

const LADDERS = ['wechat', 'alipay', 'unionpay'];
const each = (waits: number[]): { [channel: string]: number[] } => Object.fromEntries(LADDERS.map((channel) => [channel, waits]));

/** Limits are tried elsewhere: many cards here share a phone. */
const LIMITS = Object.fromEntries(
  ['sms', 'guess'].flatMap((what) => ['card', 'phone', 'viewer', 'box'].map((by) => [what + '_' + by, 100])),
);

const COMMON = { log_level: 'info', cards: { limits: LIMITS }, attempts_hour_max: 30 };

/** Codes and texts outlive the pause. */
const LIFE = { attempt_life_ms: 50 * MIN };

export const MAKING = {
  ...COMMON,
  orphan_ms: 2_000,
  times: {
    ...LIFE,
    prepay_again_ms: [LATER_MS],
    prepay_not_after_ms: 50 * MIN,
    query_shown_ms: [LATER_MS],
    close_ms: each([LATER_MS]),
    // WeChat tells of a stuck refund only when it is asked.
    refund_query_ms: { ...each([LATER_MS]), wechat: [600, LATER_MS] },
    refund_waiting_ms: [LATER_MS],
    refund_gap_ms: LATER_MS,
    refund_again_ms: [LATER_MS],
    notice_ms: [0, LATER_MS],
    sent_query_ms: [LATER_MS],
    sms_again_ms: 1_000,
  },
};

/** As an operator in a hurry would have it: the settings that stand in the fixture. */
export const OPENING = {
  ...COMMON,
  times: {
    ...LIFE,
    prepay_again_ms: [200, 500],
    query_shown_ms: [500],
    close_ms: each([300]),
    lapse_ms: 1_000,
    refund_query_ms: each([300]),
    refund_waiting_ms: [500],
    refund_gap_ms: 500,
    refund_again_ms: [300],
    notice_ms: [0, 200],
    lease_ms: 6_000,
    sent_query_ms: [300, 1_000, 2_000],
    sent_query_every_ms: 2_000,
    lost_ms: 8_000,
    refund_lost_ms: 8_000,
    sms_again_ms: 1_000,
  },
};

export const BANKS_MAKING = {
  wechat: { notify_retry_ms: [] as number[] },
  alipay: { notify_retry_ms: [] as number[] },
  unionpay: { notify_retry_ms: [] as number[], sms_life_ms: 2 * 60 * MIN },
};

/** A notification that comes back at the moment of opening. */
export const RETRY_LATER_MS = [LATER_MS];
export const RETRY_SOON_MS = [3_000];
/** A refund that is under way at the bank until then. */
export const REFUND_LATER_MS = LATER_MS;

/** The simulators start first, and a busy machine takes its time with the other program. */
const RETRIES = Array<number>(120).fill(500);

export const BANKS_OPENING = {
  wechat: { notify_first_ms: 50, notify_retry_ms: RETRIES, refund_ms: 100, refund_gap_ms: 100 },
  alipay: { notify_first_ms: 50, notify_retry_ms: RETRIES },
  unionpay: { notify_first_ms: 50, notify_retry_ms: RETRIES, settle_ms: 100, refund_ms: 100 },
};
