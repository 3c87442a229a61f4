import type { ConfiguredChannel } from '../channels/configured.ts';
import type { ChannelRules } from './events.ts';

/** Facts of a channel that decide may know. */
export function channelRules(c: ConfiguredChannel): ChannelRules {
  const common = { acquirer_id: c.accounts[0].acquirer_id, product: c.product, offered: c.enabled, once: c.once };
  if (c.kind === 'card') return { ...common, sends_on: false, kind: 'card', schedules: c.schedules, token_sms: c.accounts[0].token_sms };
  if (c.kind === 'bank') return { ...common, sends_on: false, kind: 'bank', schedules: c.schedules };
  const [account] = c.accounts;
  return {
    ...common,
    sends_on: account.sendOn !== undefined,
    kind: 'scan',
    schedules: c.schedules,
    prepayBody: (input, product) => account.prepayBody(input, product),
    phone_products: account.phone?.products ?? [],
  };
}
