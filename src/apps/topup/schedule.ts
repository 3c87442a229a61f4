/** Times of a top-up as settings give them. */
import { SCHEDULE } from './topups.ts';
import type { Schedule } from './topups.ts';

/** Ten minutes from the sending to a failure that counts is the carrier's rule; a shorter one is for tests alone. */
export function readSchedule(given: unknown, test_knobs: boolean, file: string): Schedule {
  const some = (given ?? {}) as { [name: string]: unknown };
  const unknown = Object.keys(some).find((name) => !(name in SCHEDULE));
  if (unknown) throw new Error(file + ': schedule.' + unknown + ' is not a setting');
  const positive = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value > 0;
  for (const [name, value] of Object.entries(some)) {
    const good = name === 'query_ms' ? Array.isArray(value) && value.length > 0 && value.every(positive) : positive(value);
    if (!good)
      throw new Error(
        file + ': schedule.' + name + ' must be ' + (name === 'query_ms' ? 'a list of milliseconds' : 'a whole number above 0'),
      );
  }
  const schedule = { ...SCHEDULE, ...some } as Schedule;
  if (schedule.confirm_ms < SCHEDULE.confirm_ms && !test_knobs)
    throw new Error(file + ': schedule.confirm_ms must be at least ' + SCHEDULE.confirm_ms + ' (ten minutes)');
  if (schedule.give_up_ms <= schedule.confirm_ms) throw new Error(file + ': schedule.give_up_ms must be more than schedule.confirm_ms');
  return schedule;
}
