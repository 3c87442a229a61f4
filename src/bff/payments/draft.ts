/** The copy of a payment that one event works on, and the small tools every part of decide uses. */
import type { ScanSchedules } from '../../channels/module.ts';
import { beijing } from '../../protocol/world.ts';
import type { ChannelRules, Event, Rules } from './events.ts';
import type { Entry, Job, Payment } from './payment.ts';

export interface Draft {
  readonly p: Payment;
  readonly now_ms: number;
  readonly rules: Rules;
  readonly entries: Entry[];
  /** The next `length` characters of the event's random text. */
  take(length: number): string;
}

export function draftOf(payment: Payment, event: { now_ms: number; fresh: string }, rules: Rules): Draft {
  let used = 0;
  return {
    p: JSON.parse(JSON.stringify(payment)) as Payment,
    now_ms: event.now_ms,
    rules,
    entries: [],
    take(length) {
      const text = event.fresh.slice(used, used + length);
      used += length;
      if (text.length < length) throw new Error('an event brought too little random text');
      return text;
    },
  };
}

/** Writes down lines that must sum to zero; + debit, - credit. */
export function book(d: Draft, cause: string, lines: readonly (readonly [account: string, amount_fen: number])[]): void {
  const sum = lines.reduce((total, line) => total + line[1], 0);
  if (sum !== 0) throw new Error('entries of ' + cause + ' do not sum to zero');
  for (const [account, amount_fen] of lines) {
    d.entries.push({ order_id: d.p.order.id, version: d.p.version + 1, line: d.entries.length + 1, account, amount_fen, cause });
  }
}

/** A mark for a person; the same mark once. */
export function flag(d: Draft, code: string, detail: string): void {
  if (!d.p.flags.some((f) => f.code === code && f.detail === detail)) d.p.flags.push({ code, at_ms: d.now_ms, detail });
}

export function jobOf(d: Draft, key: string): Job | undefined {
  return d.p.jobs.find((job) => job.key === key);
}

/** Replaces the one job under this key. Its new serial makes answers to the former call move no ladder. */
export function schedule(d: Draft, job: Omit<Job, 'serial'>): void {
  unschedule(d, job.key);
  d.p.serial += 1;
  d.p.jobs.push({ ...job, serial: d.p.serial });
}

export function unschedule(d: Draft, key: string): void {
  d.p.jobs = d.p.jobs.filter((job) => job.key !== key);
}

/** Is this the answer to the call that is due now? */
export function answers(d: Draft, event: Event & { call?: { key: string; serial: number } }): Job | undefined {
  const job = event.call && jobOf(d, event.call.key);
  return job && job.serial === event.call?.serial ? job : undefined;
}

/** prefix 3, Beijing day 6, random 19: 28 letters and digits, good for every channel. */
export function newNumber(d: Draft): string {
  return d.rules.prefix + beijing(d.now_ms).slice(2, 10).replace(/-/g, '') + d.take(19);
}

/** Settings without a channel that has unsettled payments are refused at the start: a missing one is a programmer's error. */
export function rulesOf(d: Draft, channel: string): ChannelRules {
  const rules = d.rules.channels[channel];
  if (!rules) throw new Error('the channel is not configured: ' + channel);
  return rules;
}

export function scanSchedules(d: Draft, channel: string): ScanSchedules {
  const rules = rulesOf(d, channel);
  if (rules.kind !== 'scan') throw new Error('a channel without codes: ' + channel);
  return rules.schedules;
}
