/** The effect of the faults on one call. */
import type { World } from '../../protocol/world.ts';
import type { AnswerFaults, CommonFaults, Faults } from './faults.ts';
import { fraction } from './random.ts';

/**
 * `whole`: no fault. `error`, `system-error`, `rate-limited`, `unsigned-error`, `lost-before`: nothing is done.
 * `system-error-after`, `lost-after`, `bad-signature`: it is done, the answer is spoilt.
 */
export type FaultOutcome =
  | 'whole'
  | 'error'
  | 'system-error'
  | 'rate-limited'
  | 'unsigned-error'
  | 'lost-before'
  | 'system-error-after'
  | 'lost-after'
  | 'bad-signature';

const OUTCOMES = [
  ['lose_before_effect', 'lost-before'],
  ['http_500', 'error'],
  ['system_error', 'system-error'],
  ['rate_limited', 'rate-limited'],
  ['unsigned_error', 'unsigned-error'],
  ['system_error_after_effect', 'system-error-after'],
  ['lose_after_effect', 'lost-after'],
  ['bad_signature', 'bad-signature'],
] as const;

/** The faults and the randomness of a bank's context. */
interface Faulty {
  world: World;
  faults: Pick<Faults<CommonFaults>, 'takeCall'> & { now(): { answer: AnswerFaults } };
}

/** Takes at most one fault. */
export function faultOutcome({ world, faults }: Faulty, call: string): FaultOutcome {
  for (const [name, outcome] of OUTCOMES) if (faults.takeCall(name, call)) return outcome;
  const { fail_rate } = faults.now().answer;
  if (fail_rate > 0 && fraction(world.random) < fail_rate) return fraction(world.random) < 0.5 ? 'lost-before' : 'lost-after';
  return 'whole';
}

/** Waits for the fault `delay_ms`. */
export function answerDelay({ world, faults }: Faulty): Promise<void> | undefined {
  const { delay_ms } = faults.now().answer;
  return delay_ms > 0 ? new Promise((resolve) => void world.after(delay_ms, resolve)) : undefined;
}
