/** Answers of a channel by the clock of our schedules: adapters use the wall clock, which signatures need and which may be set. */
import type { Channel } from '../../channels/port.ts';

type Stamped = { asked_at_ms?: number; evidence?: { asked_at_ms: number } };

/** The same channel; `asked_at_ms` of what it answers or reads is the moment before the call. */
export function stamped<C extends Channel>(channel: C, now: () => number): C {
  const calls = channel as unknown as { [name: string]: (...args: unknown[]) => unknown };
  const made: { [name: string]: unknown } = { ...channel };
  for (const name of Object.keys(made)) {
    if (typeof made[name] !== 'function') continue;
    made[name] = (...args: unknown[]): unknown => {
      const asked_at_ms = now();
      const answer = calls[name]?.(...args);
      return answer instanceof Promise ? answer.then((one: unknown) => withTime(one, asked_at_ms)) : answer;
    };
  }
  return made as unknown as C;
}

function withTime(answer: unknown, asked_at_ms: number): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { asked_at_ms: own, evidence } = answer as Stamped;
  if (evidence) return { ...answer, evidence: { ...evidence, asked_at_ms } };
  return own === undefined ? answer : { ...answer, asked_at_ms };
}
