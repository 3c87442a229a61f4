/** A payment of a clock that was wrongly ahead by so much: what lies in the future comes back by it. */
import { flag } from '../draft.ts';
import type { Draft } from '../draft.ts';

/** What happened stays as it was recorded; a bank knows a number by its `created_ms` too. */
const RECORDS = new Set(['created_ms', 'taken_ms', 'ended_ms', 'delivered_ms', 'flags', 'notices']);

export function setBack(d: Draft, by_ms: number): void {
  const { expires_asked, expires_ms } = d.p.order;
  Object.assign(d.p, earlier(d.p, d.now_ms, by_ms));
  if (expires_asked) d.p.order.expires_ms = expires_ms;
  const over = new Set<string>(['closed', 'refused', 'paid', 'done', 'failed']);
  const moving = [...d.p.attempts, ...d.p.refunds].some((one) => !over.has(one.state));
  if (moving) flag(d, 'clock-set-back', 'by ' + Math.round(by_ms / 1000) + ' s');
}

/** Instants under names that end in _ms; durations are small numbers, and are not later than now. */
function earlier<T>(value: T, now_ms: number, by_ms: number): T {
  if (Array.isArray(value)) return value.map((one: unknown) => earlier(one, now_ms, by_ms)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const moved = Object.entries(value).map(([name, one]: [string, unknown]) => {
    if (RECORDS.has(name)) return [name, one];
    if (typeof one !== 'number') return [name, earlier(one, now_ms, by_ms)];
    return [name, name.endsWith('_ms') && one > now_ms ? Math.max(now_ms, one - by_ms) : one];
  });
  return Object.fromEntries(moved) as T;
}
