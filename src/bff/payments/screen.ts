/** Which question a payment puts to its viewer now. Derived, never stored; independent of the clock. */
import type { RefusalCode } from '../../protocol/refusal.ts';
import type { Attempt, Payment } from './types.ts';

export type Screen =
  | { kind: 'choose' }
  | { kind: 'preparing'; attempt: number }
  | { kind: 'scan'; attempt: number; note?: 'not_received' | 'ask_later'; can_renew: boolean }
  | { kind: 'ended'; attempt: number; can_renew: boolean }
  | { kind: 'checking'; why: 'closing' | 'held' }
  | { kind: 'paid' }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'closed'; why: 'expired' | 'merchant' };

export function screenOf(p: Payment): Screen {
  if (p.order.state === 'paid') return { kind: 'paid' };
  if (p.receipts.some((r) => r.role === 'held')) return { kind: 'checking', why: 'held' };
  if (p.order.state === 'closed') return { kind: 'closed', why: p.order.closing_why ?? 'expired' };
  if (p.order.state === 'closing') return { kind: 'checking', why: 'closing' };
  if (p.view.refusal) return { kind: 'refused', code: p.view.refusal };
  const attempt = p.attempts[p.view.attempt - 1];
  return attempt ? attemptScreen(p, attempt) : { kind: 'choose' };
}

function attemptScreen(p: Payment, attempt: Attempt): Screen {
  const can_renew = !p.order.late;
  switch (attempt.state) {
    case 'created':
      return { kind: 'preparing', attempt: attempt.n };
    case 'ready':
      return { kind: 'scan', attempt: attempt.n, can_renew, ...(p.view.note ? { note: p.view.note } : {}) };
    case 'refused':
      return { kind: 'refused', code: 'CHANNEL_REFUSED' };
    case 'paid':
      return { kind: 'choose' };
    case 'closing':
    case 'closed':
      return attempt.why === 'silent' ? { kind: 'refused', code: 'CHANNEL_SILENT' } : { kind: 'ended', attempt: attempt.n, can_renew };
  }
}

/** Two screens with the same text ask the same question: an answer to the one is an answer to the other. */
export function questionOf(s: Screen): string {
  return s.kind + ':' + ('attempt' in s ? s.attempt : 'why' in s ? s.why : 'code' in s ? s.code : '');
}
