/** Evidence about an attempt, from whatever source. */
import { answers } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { attemptOf } from './attempts.ts';
import { kindOf } from './kinds/index.ts';

export function absorb(d: Draft, event: Extract<Event, { type: 'evidence' }>): void {
  const attempt = attemptOf(d, event.attempt);
  kindOf(attempt).absorb(d, attempt, event.evidence, answers(d, event.call));
}
