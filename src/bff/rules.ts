/** What the core may know of settings, merchants and channels: pure functions and names. */
import { createHmac } from 'node:crypto';
import type { ConfiguredChannel } from './channels/configured.ts';
import type { Settings } from './config/read.ts';
import { creditOf, feesOf, viewerScope } from './merchants/merchant.ts';
import type { Standing } from './operators/recovering.ts';
import { channelRules } from './payments/channel-rules.ts';
import type { Rules } from './payments/events.ts';
import { overPaymentLimit } from './payments/money/hold.ts';
import { hasQuick } from './payments/money/quick.ts';
import { TIMES } from './payments/schedules.ts';
import type { Times } from './payments/schedules.ts';
import { guardOf, readAccount } from './viewers/accounts/account.ts';
import { spendLimits } from './viewers/limits.ts';
import { viewerKeys } from './viewers/viewer-key.ts';
import type { ViewerKey } from './viewers/viewer-key.ts';

/** Changed by operators while the BFF runs. */
export interface Live {
  standing: Pick<Standing, 'mode'>;
  isOffered: (channel: Pick<ConfiguredChannel, 'id' | 'enabled'>) => boolean;
}

export interface RulesHere extends Rules {
  viewerKey: ViewerKey;
}

export function rulesOf(
  { config, number_key, merchants, cards }: Settings,
  channels: readonly ConfiguredChannel[],
  { standing, isOffered }: Live,
): RulesHere {
  const derive = (text: string): string => createHmac('sha256', number_key).update(text).digest('hex').slice(0, 29);
  const limitsWith = (own: boolean) => spendLimits(config.viewers.limits, derive, viewerScope(merchants), own);
  const [limits, limits_or_own] = [limitsWith(false), limitsWith(true)];
  /** No portal, no accounts; a password is only typed sealed. */
  const hasAccounts = (): boolean => cards !== undefined && [...merchants.values()].some((one) => one.portal === true);
  const known = Object.fromEntries(
    channels.map((one) => [one.id, Object.defineProperty(channelRules(one), 'offered', { get: () => isOffered(one), enumerable: true })]),
  );
  const quick = hasQuick({ channels: known });
  return {
    times: { ...TIMES, ...config.times } as Times,
    prefix: config.prefix,
    channels: known,
    derive,
    feesOf: (merchant_id) => feesOf(merchants.get(merchant_id)),
    creditOf: (merchant_id) => creditOf(merchants.get(merchant_id)),
    attempts_max: config.attempts_max,
    attempts_hour_max: config.attempts_hour_max,
    phone_attempts_max: config.phone_attempts_max,
    hidesCode: (order) => overPaymentLimit(order, limits?.(order)),
    get limits() {
      return hasAccounts() ? limits_or_own : limits;
    },
    viewerKey: viewerKeys(merchants, derive),
    get guardOf() {
      if (!hasAccounts()) return undefined;
      return (body: string) => guardOf(readAccount(body), { cards: config.viewers.password_for_cards, quick });
    },
    get recovering() {
      return standing.mode === 'recovering';
    },
  };
}
