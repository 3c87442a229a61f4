import type { Channel } from '../../channels/port.ts';
import type { ChannelRules } from './events.ts';

/** What decide may know of a channel. */
export function channelRules(c: Channel): ChannelRules {
  if (c.kind === 'card') return { kind: 'card', acquirer_id: c.acquirer_id };
  return { kind: 'qr', acquirer_id: c.acquirer_id, prepayBody: (input) => c.prepayBody(input) };
}
