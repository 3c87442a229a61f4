/** A parent's word by phone in place of the password. It lifts the lock, and replaces no card's own code. Source: docs/money.md 16. */
import type { Draft } from '../draft.ts';
import type { ConsentEvent } from '../events.ts';
import { grant } from './pay-password.ts';
import { questionOf } from './question.ts';

export function consent(d: Draft, event: ConsentEvent): void {
  const { order, dialogue } = d.p;
  const { asks } = dialogue;
  if (order.state !== 'open' || !asks || questionOf(d.p).kind !== 'pay-password') return;
  if (event.type === 'consent-asked') {
    if (event.version !== dialogue.version) return;
    // One that waits goes on waiting.
    if (event.state === 'often' && asks.consent?.state === 'asked' && d.now_ms < asks.consent.until_ms) return;
    const n = (dialogue.consents ?? 0) + (event.state === 'asked' ? 1 : 0);
    dialogue.consents = n;
    asks.consent = { n, state: event.state, tail: event.tail, until_ms: d.now_ms + d.rules.times.pass_ms };
    return;
  }
  const { consent: asked } = asks;
  if (asked?.n !== event.n || asked.state !== 'asked') return;
  if (event.type === 'consent-failed') asked.state = 'failed';
  else if (d.now_ms >= asked.until_ms) return;
  else {
    dialogue.consented = { n: event.n, yes: event.yes };
    if (event.yes) grant(d, 'consent', event.has_cards);
    else asked.state = 'declined';
  }
}
