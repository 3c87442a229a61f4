/** Names of due work within one payment: one job of each at a time, so calls under one channel number never overlap. */

export const CLOCK_JOB = 'clock';
export const NOTICE_JOB = 'notice';
export const CLOCK_LANE = 'clock';

const ATTEMPT = 'attempt:';
const REFUND = 'refund:';

export function attemptJob(n: number): string {
  return ATTEMPT + n;
}

export function refundJob(refund_id: string): string {
  return REFUND + refund_id;
}

/** Notices of one merchant wait for one another, and for nobody else. */
export function noticeLane(merchant_id: string): string {
  return 'notice:' + merchant_id;
}

/** A bank hears of it, under one channel number. */
export function isBankCall(key: string): boolean {
  return key.startsWith(ATTEMPT) || key.startsWith(REFUND);
}

/** Whose work it is. Throws for a key that none of these made. */
export function readJobKey(key: string): { of: 'clock' } | { of: 'notice' } | { of: 'attempt'; n: number } | { of: 'refund'; id: string } {
  if (key === CLOCK_JOB) return { of: 'clock' };
  if (key === NOTICE_JOB) return { of: 'notice' };
  if (key.startsWith(ATTEMPT)) return { of: 'attempt', n: Number(key.slice(ATTEMPT.length)) };
  if (key.startsWith(REFUND)) return { of: 'refund', id: key.slice(REFUND.length) };
  throw new Error('no such job: ' + key);
}
