/** What the knobs do to one call. */
import type { Channel } from '../channel.ts';
import type { Context } from './context.ts';
import { fraction } from './random.ts';

/**
 * `whole`: as it should be. `error`, `system-error`, `rate-limited`, `unsigned-error`, `lost-before`: nothing is done.
 * `system-error-after`, `lost-after`, `bad-signature`: it is done, the answer is spoilt.
 */
export type Fate =
  | 'whole'
  | 'error'
  | 'system-error'
  | 'rate-limited'
  | 'unsigned-error'
  | 'lost-before'
  | 'system-error-after'
  | 'lost-after'
  | 'bad-signature';

const KNOBS = [
  ['lose_before_effect', 'lost-before'],
  ['http_500', 'error'],
  ['system_error', 'system-error'],
  ['rate_limited', 'rate-limited'],
  ['unsigned_error', 'unsigned-error'],
  ['system_error_after_effect', 'system-error-after'],
  ['lose_after_effect', 'lost-after'],
  ['bad_signature', 'bad-signature'],
] as const;

/** Takes at most one knob. */
export function fateOf(context: Context, channel: Channel, call: string): Fate {
  for (const [knob, fate] of KNOBS) if (context.faults.takeCall(channel, knob, call)) return fate;
  const { fail_rate } = context.faults.of(channel).answer;
  if (fail_rate > 0 && fraction(context.world.random) < fail_rate)
    return fraction(context.world.random) < 0.5 ? 'lost-before' : 'lost-after';
  return 'whole';
}

export function sleep(context: Context, delay_ms: number): Promise<void> | undefined {
  return delay_ms > 0 ? new Promise((resolve) => void context.world.after(delay_ms, resolve)) : undefined;
}
