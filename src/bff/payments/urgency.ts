/** Who waits for due work: decided by what the viewer sees, stored with the job. */
import type { Job, Payment } from './payment.ts';
import { readJobKey } from './job-keys.ts';

/** Of a job without a mark: nobody waits for it. */
export const BACKGROUND = 2 as const;

/** 0: a viewer waits for the answer; 1: it is about what a viewer sees. */
export type Urgency = NonNullable<Job['urgency']> | typeof BACKGROUND;

export function urgencyOf({ order, dialogue, attempts }: Payment, job: Job): Urgency {
  if (order.state !== 'open') return BACKGROUND;
  if (job.call === 'prepay') return 0;
  const owner = readJobKey(job.key);
  if (job.call !== 'query' || owner.of !== 'attempt') return BACKGROUND;
  // A phone waits for its own attempt as the TV does for the one on its screen.
  const phone = attempts[owner.n - 1];
  if (phone && phone.by !== 'tv' && phone.state === 'ready') return 1;
  if (owner.n !== dialogue.attempt) return BACKGROUND;
  return dialogue.asking ? 0 : 1;
}

/** The same job with its mark. */
export function marked(payment: Payment, { urgency: _was, ...job }: Job): Job {
  const urgency = urgencyOf(payment, job);
  return urgency === BACKGROUND ? job : { ...job, urgency };
}
