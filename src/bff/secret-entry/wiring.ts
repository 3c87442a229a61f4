/** Puts the parts of card payment together; undefined where nothing secret is typed. */
import type { Lang } from '../../protocol/order.ts';
import type { World } from '../../protocol/world.ts';
import type { ConfiguredBank, ConfiguredCard, ConfiguredChannel } from '../channels/configured.ts';
import { viewerScope } from '../merchants/merchant.ts';
import type { Settings } from '../config/read.ts';
import type { CashierDeps } from '../http/viewer/cashier.ts';
import { sealedRoutes } from '../http/viewer/sealed.ts';
import type { Payments } from '../payments/engine/service.ts';
import type { Times } from '../payments/schedules.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { Payment } from '../payments/payment.ts';
import type { Store } from '../store/port.ts';
import type { DrawStep, LoadTiles } from '../render/draw.ts';
import type { CardSteps } from '../render/step.ts';
import type { ViewerAccounts } from '../viewers/accounts/accounts.ts';
import type { DeskDeps } from './tools.ts';
import { cardDesk } from './entry.ts';
import { ELEMENTS } from './elements.ts';
import type { Desk } from './entry.ts';
import { canBePhone, canJoin } from './keypad.ts';
import { cardKeys } from './keys.ts';
import type { CardKeys } from './keys.ts';
import { rememberedCards } from './remembered-cards.ts';
import type { RememberDeps, RememberedCards } from './remembered-cards.ts';

export interface CardParts {
  step: CardSteps;
  desk: Desk;
  keys: CardKeys;
  keypad: KeypadRules;
  tiles: LoadTiles;
  remembered: RememberedCards;
  routes: (draw: DrawStep) => NonNullable<CashierDeps['cards']>;
  stop: () => void;
}

/** What may be typed on a phone. */
export interface KeypadRules {
  allows(question: Question): boolean;
  /** The same, and a phone may begin there. */
  offers(question: Question, payment: Payment): boolean;
}

export interface OpenDeps {
  settings: Settings;
  store: Store;
  payments: Payments;
  world: World;
  /** All; only those where something secret is typed matter. */
  channels: readonly ConfiguredChannel[];
  times: Times;
  accounts: ViewerAccounts | undefined;
  consents: DeskDeps['consents'];
  isRemoved: RememberDeps['isRemoved'];
  langOf: (payment: Payment) => Lang;
  onError: (error: unknown) => void;
}

export function openCards({
  settings,
  store,
  payments,
  world,
  channels: all,
  times,
  accounts,
  consents,
  isRemoved,
  langOf,
  onError,
}: OpenDeps): CardParts | undefined {
  const { cards: secrets, config } = settings;
  const channels = all.filter((one): one is ConfiguredCard => one.kind === 'card');
  const banks = all.filter((one): one is ConfiguredBank => one.kind === 'bank');
  if (!secrets || !config.cards || channels.length + banks.length === 0) return undefined;
  const { limits, elements, remember_max, remember_wait_ms, status_ms, keypad } = config.cards;
  const keys = cardKeys(secrets, viewerScope(settings.merchants));
  const remembered = rememberedCards({ store, keys, world, max: remember_max, wait_ms: remember_wait_ms, isRemoved, onError });
  const desk = cardDesk({
    store,
    payments,
    world,
    keys,
    remembered,
    channels,
    banks,
    elements: [...elements, ...ELEMENTS],
    limits,
    prefix: config.prefix,
    lease_ms: times.lease_ms,
    status_ms,
    ...(accounts ? { accounts } : {}),
    ...(consents ? { consents } : {}),
    consents_ms: times.pass_ms,
    langOf,
    onError,
  });
  const allows = (question: Question): boolean => canBePhone(keypad, question, (id) => channels.some((one) => one.id === id));
  const sealTo = (token: string): { key_id: string; key: string } => {
    const key = keys.seal(token);
    if (!key) throw new Error('there is no key to seal to');
    return { key_id: key.key_id, key: key.publicKey };
  };
  return {
    step: { seal: sealTo, sms_again_ms: times.sms_again_ms },
    desk,
    keys,
    keypad: { allows, offers: (question, payment) => allows(question) && canJoin(question, payment) },
    tiles: remembered.tiles,
    remembered,
    routes: (draw) => ({
      desk,
      sealed: sealedRoutes({ keys, random: world.random, draw, langOf }),
      has_cards: remembered.has,
    }),
    stop: remembered.stop,
  };
}
