/**
 * Quick pay: the token of a remembered card pays by its viewer's payment password alone, where the acquirer's contract allows it.
 * Where it may not, the card's own code goes out, and the viewer reads why. Source: docs/money.md 16.
 */
import { cardOf } from '../card-of.ts';
import type { Draft } from '../draft.ts';
import type { KnownCard, Rules } from '../events.ts';
import type { QuickNote } from '../typed-dialogue.ts';

/** `why`: the word for the viewer; absent where he could not pay so at any time. */
export type Quick = { may: true } | { may: false; why?: QuickNote };

/** Where no contract allows it, nobody needs to know since when a viewer has his box. */
export function hasQuick({ channels }: Pick<Rules, 'channels'>): boolean {
  return Object.values(channels).some((one) => one.kind === 'card' && !one.token_sms);
}

const off = (why: QuickNote): Quick => ({ may: false, why });

export function quickOf(d: Draft, channel: string, { card_id, token }: KnownCard): Quick {
  const rules = d.rules.channels[channel];
  const allowed = rules?.kind === 'card' && !rules.token_sms;
  // Without an account of his own he has no password.
  if (!allowed || card_id === undefined || !token || !d.rules.guardOf || d.p.order.viewer_key === undefined) return { may: false };
  // Whatever became of it: what the bank refused, or did not know, is not tried once more without its code.
  if (d.p.attempts.some((one) => cardOf(one)?.quick && cardOf(one)?.card_id === card_id)) return off('quick_again');
  if (d.rules.recovering) return off('quick_recovering');
  const { quick } = d.guard ?? {};
  if (!quick) return off('quick_no_password');
  if (quick.locked_until_ms !== undefined && d.now_ms < quick.locked_until_ms) return off('quick_locked');
  // Who holds the remote may have set it: the card's phone has to say yes once since.
  if (token.proved_ms <= quick.since_ms) return off('quick_new_password');
  if (d.box_since_ms === undefined || d.now_ms - d.box_since_ms < d.rules.times.new_box_ms) return off('quick_new_box');
  return { may: true };
}
