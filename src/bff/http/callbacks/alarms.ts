/** Refused callbacks in the log: the first at once, then one line a minute with their number, so that a flood neither fills the log nor hides. */
type Facts = { [name: string]: string | number | boolean };
type Log = (level: 'info' | 'warn' | 'error', event: string, facts: Facts) => void;

const EVERY_MS = 60_000;

/** `key`: what is summed together; a handful of channels and reasons, never what a caller may choose. */
export type Alarm = (level: 'warn' | 'error', key: string, facts: Facts) => void;

export function alarms(log: Log, now: () => number): Alarm {
  const told = new Map<string, { at_ms: number; more: number }>();
  return (level, key, facts) => {
    const at_ms = now();
    const last = told.get(key);
    // A clock set back must not keep it quiet.
    if (last && at_ms >= last.at_ms && at_ms - last.at_ms < EVERY_MS) return void (last.more += 1);
    told.set(key, { at_ms, more: 0 });
    log(level, 'callback.rejected', { ...facts, ...(last?.more ? { since_last: last.more } : {}) });
  };
}
