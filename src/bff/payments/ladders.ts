/** The ladders of a payment's channel. */
import type { Ladder } from '../../channels/shared/times.ts';
import type { ChannelRules, Rules } from './events.ts';

/** A channel of a payment that is not configured is a programmer's error: the start refuses settings without it. */
function rulesFor({ channels }: Rules, channel: string): ChannelRules {
  const rules = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
  if (!rules) throw new Error('the channel is not configured: ' + channel);
  return rules;
}

/** While its code is shown; the last wait for ever. */
export function shownLadder(rules: Rules, channel: string): Ladder {
  return rulesFor(rules, channel).schedules.query_ms;
}

/** Of a code or challenge that left the screen. A code: query, close, and again; the last wait for ever. */
export function closeLadder(rules: Rules, channel: string): Ladder {
  const own = rulesFor(rules, channel);
  if (own.kind === 'card') throw new Error('a channel whose numbers are not closed: ' + channel);
  return own.schedules.close_ms;
}

/** Looks at a sent card or password, counted from its commit. */
export function sentLadder(rules: Rules, channel: string): Ladder {
  return rulesFor(rules, channel).schedules.query_ms;
}

/** Looks after an attempt ended, counted from its end. */
export function watchLadder(rules: Rules, channel: string): Ladder {
  return rulesFor(rules, channel).schedules.watch_ms;
}

/** Queries of a refund on its way; the last wait for ever. */
export function refundLadder(rules: Rules, channel: string): Ladder {
  return rulesFor(rules, channel).schedules.refund_query_ms;
}

/** Queries that are to confirm a signed claim; the last wait for ever. */
export function claimLadder(rules: Rules, channel: string): Ladder {
  return refundLadder(rules, channel);
}
