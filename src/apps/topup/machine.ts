/**
 * A top-up, from paid to its end. It is sent to the carrier once; after that there are only queries. Money goes back only
 * after a failure that a second query confirmed, ten minutes or more after the sending: a carrier may still change its
 * first word. What stays unknown waits for the carrier's daily file, or for a person.
 */
export const TOPUP_STATES = ['paid', 'sent', 'failing', 'unknown', 'done', 'refunding', 'refunded'] as const;
export type TopupState = (typeof TOPUP_STATES)[number];

export interface Topup {
  order_no: string;
  phone: string;
  carrier: string;
  face_fen: number;
  state: TopupState;
  /** Committed before the call: whoever reads it does not send again. */
  sent_at_ms: number | null;
  /** The first of the failures that were heard without another word between them. */
  failed_at_ms: number | null;
  /** When it reached `done` or `refunding`. */
  ended_at_ms: number | null;
}

/** A carrier's word: absent means that it has no such request; silent, that there was no answer. */
export type Heard = 'success' | 'failed' | 'absent' | 'pending' | 'silent';

export type TopupEvent =
  /** The mark before the one call. */
  | { type: 'sending' }
  | { type: 'heard'; heard: Heard }
  /** The carrier's file of the days on which it may stand. */
  | { type: 'file'; heard: 'success' | 'failed' | 'absent' }
  /** A person who asked the carrier. */
  | { type: 'settled'; as: 'done' | 'refund' }
  | { type: 'refunded' };

export interface TopupTimes {
  /** From the sending to a failure that counts. */
  confirm_ms: number;
  /** From the sending to `unknown`. */
  give_up_ms: number;
}

/** `refund`: money is to be given back. `flag`: the carrier says what cannot be true any more; a person looks at it. */
export type Effect = 'refund' | 'flag';

export interface Next {
  topup: Topup;
  effect?: Effect;
}

export function next(topup: Topup, event: TopupEvent, now_ms: number, times: TopupTimes): Next {
  switch (event.type) {
    case 'sending':
      return topup.state === 'paid' ? { topup: { ...topup, state: 'sent', sent_at_ms: now_ms } } : { topup };
    case 'heard':
      return heard(topup, event.heard, now_ms, times);
    case 'file':
      if (topup.state !== 'unknown') return { topup };
      return event.heard === 'success' ? done(topup, now_ms) : refunding(topup, now_ms);
    case 'settled':
      if (topup.state !== 'unknown') return { topup };
      return event.as === 'done' ? done(topup, now_ms) : refunding(topup, now_ms);
    case 'refunded':
      return topup.state === 'refunding' ? { topup: { ...topup, state: 'refunded' } } : { topup };
  }
}

function heard(topup: Topup, word: Heard, now_ms: number, times: TopupTimes): Next {
  const { state, sent_at_ms, failed_at_ms } = topup;
  if (state === 'paid' || sent_at_ms === null) return { topup };
  const failure = word === 'failed' || word === 'absent';
  if (isEnded(state)) {
    const contrary = (state === 'done' && failure) || (state !== 'done' && word === 'success');
    return contrary ? { topup, effect: 'flag' } : { topup };
  }
  if (word === 'success') return done(topup, now_ms);
  if (state === 'unknown') return { topup };
  const age_ms = now_ms - sent_at_ms;
  if (failure) {
    if (failed_at_ms !== null && now_ms > failed_at_ms && age_ms >= times.confirm_ms) return refunding(topup, now_ms);
    return { topup: { ...topup, state: 'failing', failed_at_ms: failed_at_ms ?? now_ms } };
  }
  if (age_ms >= times.give_up_ms) return { topup: { ...topup, state: 'unknown' } };
  // No answer takes nothing back; "still under way" does.
  return word === 'pending' ? { topup: { ...topup, state: 'sent', failed_at_ms: null } } : { topup };
}

const done = (topup: Topup, now_ms: number): Next => ({ topup: { ...topup, state: 'done', ended_at_ms: now_ms } });
const refunding = (topup: Topup, now_ms: number): Next => ({
  topup: { ...topup, state: 'refunding', ended_at_ms: now_ms },
  effect: 'refund',
});

export function isEnded(state: TopupState): boolean {
  return state === 'done' || state === 'refunding' || state === 'refunded';
}
