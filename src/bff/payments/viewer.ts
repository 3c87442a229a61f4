/** What the viewer's key presses do. An answer to another version changes nothing. */
import { leave, newAttempt } from './attempts.ts';
import { jobOf, schedule } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Event } from './events.ts';
import { screenOf } from './screen.ts';
import type { Screen } from './screen.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';

const HOUR_MS = 3_600_000;

export function answer(d: Draft, event: Extract<Event, { type: 'answer' }>): void {
  if (event.version !== d.p.view.version || d.p.order.state !== 'open') return;
  const screen = screenOf(d.p);
  const said = event.answer;
  if (said.kind === 'choose' && screen.kind === 'choose') return start(d, said.channel);
  if (said.kind === 'change') return change(d, screen);
  if (said.kind === 'new-code' || said.kind === 'retry') return renew(d, screen);
  if (said.kind === 'ask-paid' && screen.kind === 'scan') return askPaid(d, screen.attempt);
}

/** Why no new attempt may be made now, if so. No new number while money may have moved under an old one. */
function obstacle(d: Draft, channel: string): RefusalCode | undefined {
  const hour = d.p.attempts.filter((a) => a.created_ms > d.now_ms - HOUR_MS).length;
  if (!d.rules.channels[channel]) return 'CHANNEL_DOWN';
  if (d.p.order.late) return 'TOO_LATE_FOR_CODE';
  if (d.p.attempts.length >= d.rules.attempts_max || hour >= d.rules.attempts_hour_max) return 'TOO_MANY_ATTEMPTS';
  return undefined;
}

function start(d: Draft, channel: string): void {
  const refusal = obstacle(d, channel);
  if (refusal) d.p.view.refusal = refusal;
  else d.p.view.attempt = newAttempt(d, channel).n;
}

function change(d: Draft, screen: Screen): void {
  if (screen.kind !== 'scan' && screen.kind !== 'preparing' && screen.kind !== 'ended' && screen.kind !== 'refused') return;
  const attempt = d.p.attempts[d.p.view.attempt - 1];
  if (attempt) leave(d, attempt, 'changed');
  d.p.view.attempt = 0;
  delete d.p.view.refusal;
}

/** Another code of the same channel; the old one goes to closing. */
function renew(d: Draft, screen: Screen): void {
  if (screen.kind !== 'scan' && screen.kind !== 'ended' && screen.kind !== 'refused') return;
  const attempt = d.p.attempts[d.p.view.attempt - 1];
  if (!attempt) return change(d, screen);
  const refusal = obstacle(d, attempt.channel);
  if (!refusal) leave(d, attempt, 'renewed');
  delete d.p.view.refusal;
  start(d, attempt.channel);
}

/** 已完成支付: the channel is asked now, at most once in 3 s. */
function askPaid(d: Draft, n: number): void {
  const { view } = d.p;
  const job = jobOf(d, 'attempt:' + n);
  if (!job || (view.asked_ms !== undefined && d.now_ms - view.asked_ms < d.rules.times.ask_paid_ms)) return;
  view.asked_ms = d.now_ms;
  view.asking = true;
  schedule(d, { ...job, call: 'query', due_ms: d.now_ms });
}
