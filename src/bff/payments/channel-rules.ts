import type { Channel } from '../../channels/port.ts';
import type { ChannelRules } from './events.ts';

/** The part of a channel that decide may know. */
export function channelRules(c: Channel): ChannelRules {
  const { acquirer_id } = c;
  if (c.kind === 'card') return { kind: 'card', acquirer_id, product: 'card' };
  return { kind: 'scan', acquirer_id, product: 'code', prepayBody: (input) => c.prepayBody(input) };
}
