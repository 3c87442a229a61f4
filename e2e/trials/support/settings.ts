/** Settings of the trials: every time divided by `by`, no rate or card limits. All are checked against the programs' own types. */
import { shorter, TIMES } from '../../../src/bff/payments/schedules.ts';
import type { SandboxManifest } from '../../../src/sandbox/manifest.ts';
import { clientSettings } from '../../../src/sandbox/manifest.ts';
import { alipay } from '../../../src/channels/alipay/index.ts';
import { wechat } from '../../../src/channels/wechat/index.ts';
import type { CommonFaults } from '../../../src/sandbox/server/faults.ts';
import type { Settings as SandboxSettings } from '../../../src/sandbox/settings.ts';
import type { BffSettings, Part } from '../../support/bff-settings.ts';

const OFF = { per_s: 0, burst: 1 };
const MANY = 1_000_000;

/** At rest is minutes away, not a day. */
function channels(by: number) {
  const watch = { watch_ms: [1_000, 5_000, 20_000] } as const;
  return {
    wechat: { timeout_ms: 2_500, schedules: { ...shorter(wechat.schedules, by), ...watch, refund_query_ms: [500, 2_000, 4_000] } },
    alipay: {
      timeout_ms: 2_500,
      refund_timeout_ms: 2_500,
      schedules: { ...shorter(alipay.schedules, by), ...watch, refund_query_ms: [200, 1_000, 4_000] },
    },
    unionpay: {
      timeout_ms: 2_500,
      schedules: {
        watch_ms: [1_000, 20_000],
        query_ms: [100, 300, 1_000, 2_000, 4_000, 8_100, 9_000, 12_000],
        refund_query_ms: [200, 1_000, 4_000],
      },
    },
  } as const;
}

/** Codes and accounts of the fourth bank, at rest as soon as the others. */
export function icbcChannels(banks: SandboxManifest) {
  const watch = { timeout_ms: 2_500, schedules: { watch_ms: [1_000, 5_000, 20_000], refund_query_ms: [200, 1_000, 4_000] } };
  const settings = clientSettings(banks, ['icbc', 'icbc-direct']);
  return {
    icbc: { ...settings['icbc'], ...watch, schedules: { ...watch.schedules, close_ms: [100, 500, 2_000], query_ms: [300, 1_000] } },
    'icbc-direct': {
      ...settings['icbc-direct'],
      ...watch,
      schedules: { ...watch.schedules, close_ms: [100, 500, 2_000], query_ms: [100, 300, 1_000, 2_000, 4_000, 8_100, 9_000, 12_000] },
    },
  };
}

/** `by`: a hundred, or less on slow machines. */
export function bffSettings(by: number) {
  const times = shorter(TIMES, by);
  return {
    log_level: 'silent',
    times: {
      ...times,
      // Calls take as long as they take on a busy machine: what must outlast a call is not cut as far.
      lease_ms: 6_000,
      lost_ms: 8_000,
      prepay_not_after_ms: 3_000,
      // As in the real ones, no code is asked for so late that its prepay could still be on its way when it ends.
      new_code_ms: 4_000,
      // Long beside the seconds in which a killed BFF comes back on a busy machine: most viewers find the time to pay.
      order_life_ms: 45_000,
      attempt_life_ms: 10_000,
      sent_query_every_ms: 4_000,
      refund_waiting_ms: [2_000, 4_000],
      refund_again_ms: [50, 300, 3_000, 6_000],
      notice_ms: [0, 150, 300, 600, 1_500, 3_000],
      refund_lost_ms: 8_000,
      claim_alone_ms: 6_000,
    },
    orphan_ms: 6_000,
    answer_wait_ms: 300,
    hold_ms: 1_000,
    attempts_max: 1_000,
    attempts_hour_max: 1_000,
    rates: { address: OFF, order: OFF, merchant: OFF, callback: OFF },
    // Ladders are a hundred times shorter.
    workers: { calls_per_s: 5_000, number_calls_per_s: 100 },
    // Faults of a quarter of all calls are meant; a channel marked down would only slow the trial.
    health: { calls_min: MANY },
    cards: {
      limits: {
        sms_card: MANY,
        sms_phone: MANY,
        sms_viewer: MANY,
        sms_box: MANY,
        guess_card: MANY,
        guess_phone: MANY,
        guess_viewer: MANY,
        guess_box: MANY,
        // Orders of a trial name no viewer, and all come from one address.
        sms_address: MANY,
        sms_merchant: MANY,
        guess_address: MANY,
        guess_merchant: MANY,
        number_address: MANY,
        number_merchant: MANY,
      },
    },
    channels: channels(by),
  } satisfies BffSettings;
}

export const SANDBOX_SETTINGS = {
  wechat: {
    notify_first_ms: 10,
    notify_timeout_ms: 2_000,
    notify_retry_ms: [150, 150, 300, 1_800, 3_000, 6_000],
    refund_ms: 100,
    refund_gap_ms: 100,
  },
  alipay: { notify_first_ms: 10, notify_timeout_ms: 2_000, notify_retry_ms: [400, 1_000, 1_000, 6_000], refund_ms: 100 },
  unionpay: {
    notify_first_ms: 10,
    notify_timeout_ms: 2_000,
    notify_retry_ms: [0, 600, 1_200, 2_400],
    settle_ms: 50,
    late_ms: 1_000,
    hidden_ms: 2_000,
    refund_ms: 100,
  },
  icbc: {
    notify_first_ms: 10,
    notify_timeout_ms: 2_000,
    notify_retry_ms: [400, 2_000],
    refund_ms: 100,
    unknown_ms: 1_000,
    slow_ms: 3_000,
    challenge_ms: 12_000,
  },
} satisfies Part<SandboxSettings>;

/** Random faults of all banks, for one second. */
export function faultsOf(chance: () => number): { [bank: string]: Part<CommonFaults> } {
  const channel = () => ({
    notify: { drop_rate: 0.3, duplicate: chance() < 0.3 ? 1 : 0, delay_ms: Math.floor(chance() * 300) },
    // Half of these break after the effect: of all charges a quarter succeed with the answer lost where the answer matters.
    answer: { fail_rate: 0.2, delay_ms: Math.floor(chance() * 60) },
  });
  return {
    wechat: channel(),
    alipay: channel(),
    unionpay: { ...channel(), answer: { fail_rate: 0.3, delay_ms: Math.floor(chance() * 60) } },
    icbc: channel(),
  };
}
