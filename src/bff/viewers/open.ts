/** A viewer's own page with all it needs. */
import type { FastifyInstance } from 'fastify';
import type { Lang } from '../../protocol/order.ts';
import type { ServerWorld } from '../../protocol/world.ts';
import type { Settings } from '../config/read.ts';
import type { ConfiguredChannel } from '../channels/configured.ts';
import { bucket } from '../http/common/rates.ts';
import { sealedFacts } from '../http/common/sealed-facts.ts';
import { meRoutes } from '../http/viewer/me.ts';
import type { Payments } from '../payments/engine/service.ts';
import { mePage } from '../render/me/page.ts';
import type { CardParts } from '../secret-entry/wiring.ts';
import type { Store } from '../store/port.ts';
import type { ViewerAccounts } from './accounts/accounts.ts';
import { accountPage } from './accounts/page.ts';
import type { ViewerPhones } from './accounts/phones.ts';
import type { ResetNews } from './accounts/told.ts';
import type { ViewerBoxes } from './boxes.ts';
import { limitsText } from './limits-text.ts';
import { sessions } from './sessions.ts';
import type { ViewerKey } from './viewer-key.ts';

export interface ViewersDeps {
  settings: Settings;
  store: Store;
  payments: Payments;
  world: ServerWorld;
  channels: readonly ConfiguredChannel[];
  cards: Pick<CardParts, 'remembered' | 'keys'> | undefined;
  accounts: ViewerAccounts | undefined;
  boxes: ViewerBoxes;
  news: ResetNews | undefined;
  phones: ViewerPhones | undefined;
  viewerKey: ViewerKey;
}

export function openViewers(app: FastifyInstance, deps: ViewersDeps): void {
  const { settings, store, payments, world, channels, cards, accounts, boxes, news, phones, viewerKey } = deps;
  const { config, merchants, number_key } = settings;
  const now = (): number => world.now();
  // A wallet is called by its own name, however its code was scanned.
  const names = (id: string, lang: Lang): string => {
    const channel = channels.find((one) => one.id === id);
    return (channel?.kind === 'scan' ? channel.phone?.wallet[lang] : undefined) ?? channel?.texts[lang].name ?? '';
  };
  meRoutes(app, {
    merchants,
    store,
    payments,
    ...(cards ? { cards: cards.remembered } : {}),
    ...(cards && accounts
      ? {
          account: accountPage({
            accounts,
            ...(phones ? { phones } : {}),
            boxes,
            keys: cards.keys,
            hotline: config.hotline,
            limits: config.viewers.limits,
          }),
        }
      : {}),
    boxes,
    ...(news ? { news } : {}),
    sessions: sessions(sealedFacts(number_key, "viewers' own pages", world.random), now),
    viewerKey,
    page: mePage(
      config,
      [...merchants.values()].some((one) => one.portal === true),
    ),
    rate: bucket(config.rates.order, now),
    now,
    wall: world.wall,
    hotline: config.hotline,
    lang: config.lang,
    channelName: names,
    limitsText: (lang) => limitsText(config.viewers.limits, lang),
  });
}
