/** Phones that pay by the order's one code: attempts of their own, which the TV's answers never touch. Source: docs/money.md 14. */
import { attemptJob } from '../job-keys.ts';
import { jobOf, schedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { PhoneEvent, Rules } from '../events.ts';
import { newScanAttempt } from '../money/kinds/scan.ts';
import { isLocked } from '../money/guard.ts';
import { isOverOnePayment, overLimit } from '../money/hold.ts';
import type { Guard } from '../guarding.ts';
import { dayOf } from '../spending.ts';
import type { Attempt, Payment, ScanAttempt } from '../payment.ts';
import { isInDoubt, isLive } from './question.ts';

type Pays = Extract<PhoneEvent, { type: 'phone-pays' }>;

/** over: the order is not open any more. checking: money may have moved. gone: no TV shows the code. limit: the viewer may not spend so much. */
export type PhoneObstacle = 'over' | 'checking' | 'limit' | 'locked' | 'gone' | 'too-late' | 'too-many';

/** Why no phone may begin to pay now, if so; whatever the way. */
export function phoneObstacle(
  p: Payment,
  rules: Rules,
  now_ms: number,
  shown_ms: number | undefined,
  guard?: Guard,
): PhoneObstacle | undefined {
  if (p.order.state !== 'open') return 'over';
  if (isInDoubt(p)) return 'checking';
  if (isOverOnePayment(p.order, rules, guard) || p.over_limit?.day === dayOf(now_ms)) return 'limit';
  if (rules.hidesCode(p.order) || isLocked(p.order, guard)) return 'locked';
  if (shown_ms === undefined || now_ms - shown_ms > rules.times.code_ms) return 'gone';
  if (p.order.late || now_ms >= p.order.expires_ms - rules.times.new_code_ms) return 'too-late';
  return p.attempts.filter((one) => one.by !== 'tv').length >= rules.phone_attempts_max ? 'too-many' : undefined;
}

export function isOf(attempt: Attempt, visit: string): attempt is ScanAttempt {
  return attempt.kind === 'scan' && attempt.by !== 'tv' && attempt.by.visit === visit;
}

/** The visit's attempt of this product that may still be paid. */
export function liveOf(p: Payment, visit: string, channel: string, product: string): ScanAttempt | undefined {
  const mine = p.attempts.filter((one) => isOf(one, visit)).filter((one) => one.channel === channel && one.product === product);
  return mine.findLast(isLive);
}

/** Pressing again finds the same attempt: one live a visit and product. */
export function phonePays(d: Draft, { visit, channel, product, payer, return_url, shown_ms }: Pays): void {
  if (liveOf(d.p, visit, channel, product)) return;
  const rules = Object.hasOwn(d.rules.channels, channel) ? d.rules.channels[channel] : undefined;
  if (rules?.kind !== 'scan' || !rules.offered || !rules.phone_products.includes(product)) return;
  delete d.p.over_limit;
  if (phoneObstacle(d.p, d.rules, d.now_ms, shown_ms, d.guard)) return;
  const code = overLimit(d);
  if (code) {
    d.p.over_limit = { code, day: dayOf(d.now_ms) };
    return;
  }
  newScanAttempt(d, channel, { product, by: { visit }, payer, return_url });
}

/** The wallet's word to its page proves nothing; the channel's does. */
export function phoneAsks(d: Draft, visit: string): void {
  for (const attempt of d.p.attempts.filter((one) => isOf(one, visit))) {
    const job = jobOf(d, attemptJob(attempt.n));
    const asked = attempt.asked_ms !== undefined && d.now_ms - attempt.asked_ms < d.rules.times.ask_paid_ms;
    if (attempt.state !== 'ready' || job?.call !== 'query' || asked) continue;
    attempt.asked_ms = d.now_ms;
    schedule(d, { ...job, due_ms: d.now_ms });
  }
}
