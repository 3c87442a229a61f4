/** The copy of a payment that one event works on, and the small tools every part of decide uses. */
import { beijing } from '../../protocol/world.ts';
import type { CallRef, Rules } from './events.ts';
import type { Guard } from './guarding.ts';
import type { Spent } from './spending.ts';
import type { Entry, Holder, Job, Payment } from './payment.ts';

export interface Draft<P extends Holder = Payment> {
  /** The order's or the orphan's id. */
  readonly id: string;
  readonly p: P;
  readonly now_ms: number;
  readonly rules: Rules;
  readonly entries: Entry[];
  /** Of the order's viewer, where limits count it and an attempt may begin. */
  readonly spent?: Spent;
  /** Of the order's viewer, where an attempt may begin. */
  readonly guard?: Guard;
  /** Since when the order's viewer has its box, where an attempt may begin. */
  readonly box_since_ms?: number;
  /** The next `length` characters of the event's random text. */
  take(length: number): string;
}

interface Happened {
  now_ms: number;
  fresh: string;
  spent?: Spent;
  guard?: Guard;
  box_since_ms?: number;
}

/** Works on a copy: the payment before stays as it was. */
export function draftOf<P extends Holder>(id: string, holder: P, event: Happened, rules: Rules): Draft<P> {
  return draftOn(id, JSON.parse(JSON.stringify(holder)) as P, event, rules);
}

/** Works on the object itself, which nobody else has: a new one. */
export function draftOn<P extends Holder>(id: string, holder: P, event: Happened, rules: Rules): Draft<P> {
  let used = 0;
  return {
    id,
    p: holder,
    now_ms: event.now_ms,
    rules,
    entries: [],
    ...(event.spent ? { spent: event.spent } : {}),
    ...(event.guard ? { guard: event.guard } : {}),
    ...(event.box_since_ms === undefined ? {} : { box_since_ms: event.box_since_ms }),
    take(length) {
      const text = event.fresh.slice(used, used + length);
      used += length;
      if (text.length < length) throw new Error('an event brought too little random text');
      return text;
    },
  };
}

/** A mark for a person; the same mark once. */
export function flag(d: Draft<Holder>, code: string, detail: string): void {
  if (!d.p.flags.some((f) => f.code === code && f.detail === detail)) d.p.flags.push({ code, at_ms: d.now_ms, detail });
}

export function jobOf(d: Draft<Holder>, key: string): Job | undefined {
  return d.p.jobs.find((job) => job.key === key);
}

/** Replaces the one job under this key. Its new serial makes answers to the former call move no ladder. */
export function schedule(d: Draft<Holder>, job: Omit<Job, 'serial'>): void {
  unschedule(d, job.key);
  d.p.serial += 1;
  d.p.jobs.push({ ...job, serial: d.p.serial });
}

export function unschedule(d: Draft<Holder>, key: string): void {
  d.p.jobs = d.p.jobs.filter((job) => job.key !== key);
}

/** The job that this call answers; undefined when another has taken its place. */
export function answers(d: Draft<Holder>, call: CallRef | undefined): Job | undefined {
  const job = call && jobOf(d, call.key);
  return job && job.serial === call.serial ? job : undefined;
}

/** prefix 3, Beijing day 6, random 19: 28 letters and digits, good for every channel. */
export function newNumber(d: Draft): string {
  return d.rules.prefix + beijing(d.now_ms).slice(2, 10).replace(/-/g, '') + d.take(19);
}

/** The same call is still due: nothing replaced it since. */
export function stillDue(d: Draft<Holder>, job: Job | undefined): job is Job {
  return job !== undefined && jobOf(d, job.key)?.serial === job.serial;
}
