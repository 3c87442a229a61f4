/** Evidence about an attempt, from whatever source. */
import type { Evidence } from '../../../channels/port.ts';
import { answers, flag } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { attemptOf } from './attempts.ts';
import { kindOf } from './kinds/index.ts';

export function absorb(d: Draft, event: Extract<Event, { type: 'evidence' }>): void {
  const attempt = attemptOf(d, event.attempt);
  kindOf(attempt).absorb(d, attempt, own(d, event), answers(d, event.call));
}

/** A transaction that is another's money already says nothing about this attempt; a person must look. */
function own(d: Draft, { evidence, txn_of }: Extract<Event, { type: 'evidence' }>): Evidence {
  if (txn_of === undefined || txn_of === d.id || !('txn' in evidence)) return evidence;
  flag(d, 'txn-of-another', evidence.txn + ' ' + txn_of);
  return { source: evidence.source, asked_at_ms: evidence.asked_at_ms, kind: 'silent', why: 'txn-of-another' };
}
