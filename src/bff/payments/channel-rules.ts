import type { Channel } from '../../channels/port.ts';
import type { ChannelRules } from './events.ts';

/** What decide may know of a channel. */
export function channelRules(c: Channel): ChannelRules {
  if (c.kind === 'card') return { kind: 'card', account: c.account };
  return { kind: 'qr', account: c.account, prepayBody: (input) => c.prepayBody(input) };
}
