/** What every answer at the desk needs: telling the core, names of channels and cards, limits, time. */
import { cardOf } from '../payments/card-of.ts';
import type { CardAsk, CardChannel, CardSecrets } from '../../channels/port.ts';
import type { ConfiguredBank, ConfiguredCard } from '../channels/configured.ts';
import { fen } from '../../protocol/money.ts';
import type { Lang } from '../../protocol/order.ts';
import { beijing, randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';
import type { FromPage, KnownCard } from '../payments/events.ts';
import type { Alongside, NewEvent, Payments } from '../payments/engine/service.ts';
import type { CardNote, Payment } from '../payments/payment.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';
import type { Reservation, Store } from '../store/port.ts';
import { neededFor, withCredit } from './elements.ts';
import type { ElementRule } from './elements.ts';
import { faceOf } from './display.ts';
import type { CardFacts } from './display.ts';
import type { CardKeys } from './keys.ts';
import { limitsOf } from './limits.ts';
import type { CardLimits, Tried } from './limits.ts';
import type { ViewerAccounts } from '../viewers/accounts/accounts.ts';
import type { ViewerPhones } from '../viewers/accounts/phones.ts';
import type { RememberedCards } from './remembered-cards.ts';

export interface DeskDeps {
  store: Store;
  payments: Payments;
  world: World;
  keys: CardKeys;
  remembered: RememberedCards;
  channels: readonly ConfiguredCard[];
  /** Where accounts at a bank pay. */
  banks: readonly ConfiguredBank[];
  elements: readonly ElementRule[];
  limits: CardLimits;
  /** Absent where viewers have none. */
  accounts?: Pick<ViewerAccounts, 'check'>;
  /** Absent where no message leads a phone to a page of ours. */
  consents?: { phones: Pick<ViewerPhones, 'mayAsk' | 'askParent'>; link: (order_id: string, n: number) => string };
  /** How long a parent may think. */
  consents_ms: number;
  prefix: string;
  lease_ms: number;
  /** How long a card's status is waited for before going on without it. */
  status_ms: number;
  langOf: (payment: Payment) => Lang;
  onError: (error: unknown) => void;
}

/** One answer: to which order, and to which version of its question. */
export interface Said {
  payment: Payment;
  version: number;
  /** The client's. */
  address?: string;
}

/** An answer as it came out of its seal. */
export interface SealedSaid extends Said {
  page: FromPage;
  /** By the phone of this entry, not by the TV. */
  keypad?: { entry: number; visit: string };
}

/** A card with all that a bank needs of it, for the time of one request. */
export interface InHand {
  channel: CardChannel;
  known: KnownCard;
  facts: CardFacts;
  secrets: CardSecrets;
  phone_tail: string;
  remember: boolean;
}

export interface Tools extends DeskDeps {
  commit(said: Said, event: NewEvent, with_?: Alongside): Promise<Payment | undefined>;
  from(said: Said): { version: number };
  note(said: Said, text: CardNote, field?: KnownCard['need'][number]): Promise<void>;
  refuse(said: Said, code: RefusalCode): Promise<void>;
  /** The page and we do not mean the same card any more: it starts again. */
  lost(said: Said): Promise<void>;
  hasCards(said: Said): Promise<boolean>;
  /** The account with this acquirer_id, or the one that takes new payments. */
  channelOf(id: string, acquirer_id?: string): CardChannel | undefined;
  known(payment: Payment, facts: CardFacts, hash: string, card_id?: string): KnownCard;
  /** What a bank is asked with about attempt n. */
  ask(payment: Payment, n: number, card: CardSecrets): CardAsk;
  /** A number of its own, which moves nothing. */
  newAsk(): { channel_no: string; created_at_ms: number };
  uses(what: Tried, said: Said, slot: string, card?: InHand): Reservation;
  /** `who`: keyed hashes. */
  usesOf(what: Tried, said: Said, slot: string, who: { card?: string; phone?: string }): Reservation;
  /** What the bank says comes as an event; a failure of our own leaves the question to the worker. */
  background(work: Promise<void>): void;
}

export function deskTools(deps: DeskDeps): Tools {
  const { payments, world, keys, remembered } = deps;

  /** What a card must be checked with, from what is known of it and of tries before. */
  function need(payment: Payment, facts: CardFacts, hash: string): KnownCard['need'] {
    const plain = neededFor(deps.elements, facts);
    const wrong = payment.attempts.some((a) => cardOf(a)?.hash === hash && a.reason === 'check-wrong');
    return facts.kind === 'unknown' && wrong ? withCredit(plain) : plain;
  }

  const tools: Tools = {
    ...deps,
    commit: (said, happening, with_) => payments.commit({ id: said.payment.order.id }, happening, with_),
    from: ({ version }) => ({ version }),
    async note(said, text, field) {
      await tools.commit(said, { type: 'card-note', ...tools.from(said), note: text, ...(field ? { field } : {}) });
    },
    async refuse(said, code) {
      await tools.commit(said, { type: 'card-refused', ...tools.from(said), code });
    },
    async lost(said) {
      const has_cards = await tools.hasCards(said);
      await tools.commit(said, { type: 'answer', version: said.version, answer: { kind: 'card-lost' }, has_cards });
    },
    hasCards: (said) => remembered.has(said.payment.order),
    channelOf(id, acquirer_id) {
      const accounts = deps.channels.find((one) => one.id === id)?.accounts;
      return acquirer_id === undefined ? accounts?.[0] : accounts?.find((one) => one.acquirer_id === acquirer_id);
    },
    known: (payment, facts, hash, card_id) => ({
      face: faceOf(facts, deps.langOf(payment)),
      hash,
      need: need(payment, facts, hash),
      ...(card_id ? { card_id } : {}),
    }),
    ask(payment, n, card) {
      const attempt = payment.attempts[n - 1];
      if (!attempt) throw new Error('no attempt ' + n);
      return {
        channel_no: attempt.channel_no,
        created_at_ms: attempt.created_ms,
        amount_fen: fen(payment.order.amount_fen),
        expires_at_ms: payment.order.expires_ms,
        card,
      };
    },
    newAsk() {
      const now_ms = world.now();
      const day = beijing(now_ms).slice(2, 10).replace(/-/g, '');
      return { channel_no: deps.prefix + day + randomText(world.random, 19), created_at_ms: now_ms };
    },
    uses(what, said, slot, card) {
      const phone = card?.secrets.phone;
      return tools.usesOf(what, said, slot, {
        ...(card ? { card: card.known.hash } : {}),
        ...(phone ? { phone: keys.hash('phone', phone.reveal()) } : {}),
      });
    },
    usesOf(what, said, slot, hashes) {
      const who = { order: said.payment.order, ...hashes, ...(said.address ? { address: said.address } : {}) };
      return { limits: limitsOf(keys, deps.limits, what, who), slot, at_ms: world.now() };
    },
    background: (work) => void work.catch(deps.onError),
  };
  return tools;
}
