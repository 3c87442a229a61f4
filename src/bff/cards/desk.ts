/**
 * Where a viewer's card answers lose their secrets: what the core may know becomes an event, the rest lives in this
 * request's memory until the bank has it. SMS and consumption run here, after their commit, once.
 */
import type { CardAsk, CardChannel, CardSecrets } from '../../channels/port.ts';
import type { Answer, SecretAnswer, TypedCard } from '../../protocol/answer.ts';
import { fen } from '../../protocol/money.ts';
import type { Lang } from '../../protocol/order.ts';
import { Secret } from '../../protocol/secret.ts';
import { beijing, randomText } from '../../protocol/world.ts';
import type { World } from '../../protocol/world.ts';
import { meaningOf } from '../payments/card-codes.ts';
import type { FromPage, KnownCard } from '../payments/events.ts';
import { screenOf } from '../payments/screen.ts';
import type { Screen } from '../payments/screen.ts';
import { guessSlot } from '../payments/service.ts';
import type { Happening, Payments } from '../payments/service.ts';
import type { CardNote, Payment } from '../payments/types.ts';
import type { Store } from '../store/store.ts';
import { neededFor, withCredit } from './elements.ts';
import type { ElementRule } from './elements.ts';
import { faceOf, factsOf } from './face.ts';
import type { CardFacts } from './face.ts';
import type { CardKeys } from './keys.ts';
import { limitsOf } from './limits.ts';
import type { CardLimits } from './limits.ts';
import type { RememberedCards } from './remember.ts';
import { isCode, isPan, readFields } from './typed.ts';

export interface DeskDeps {
  store: Store;
  payments: Payments;
  world: World;
  keys: CardKeys;
  remembered: RememberedCards;
  channels: { readonly [id: string]: CardChannel };
  elements: readonly ElementRule[];
  limits: CardLimits;
  prefix: string;
  lease_ms: number;
  /** How long a card's status is waited for before going on without it. */
  status_ms: number;
  langOf: (payment: Payment) => Lang;
  onError: (error: unknown) => void;
}

/** One sealed answer: which order, which step, which page. */
export interface Said {
  payment: Payment;
  version: number;
  page?: FromPage;
}

export interface Desk {
  /** A sealed answer. Resolves when it is committed; the bank's word comes as an event later. */
  secret(said: Said, answer: SecretAnswer): Promise<void>;
  /** A plain answer that has to do with cards; false when it is none of the desk's. */
  plain(said: Said, answer: Answer): Promise<boolean>;
}

/** A card with all that a bank needs of it, for the time of one request. */
interface InHand {
  channel: CardChannel;
  known: KnownCard;
  facts: CardFacts;
  secrets: CardSecrets;
  phone_tail: string;
  remember: boolean;
}

type CardScreen = Extract<Screen, { kind: 'card-number' | 'card-check' | 'sms-code' }>;

export function cardDesk(deps: DeskDeps): Desk {
  const { payments, world, keys, remembered } = deps;

  const tell = (said: Said, happening: Happening, uses?: Parameters<Payments['tell']>[2]) =>
    payments.tell({ id: said.payment.order.id }, happening, uses);
  const from = (said: Said) => ({ version: said.version, ...(said.page ? { page: said.page } : {}) });
  const note = (said: Said, text: CardNote, field?: KnownCard['need'][number]) =>
    tell(said, { type: 'card-note', ...from(said), note: text, ...(field ? { field } : {}) });
  const lost = (said: Said) =>
    tell(said, { type: 'answer', version: said.version, answer: { kind: 'card-lost' }, has_cards: hasCards(said) });
  const hasCards = (said: Said): boolean => remembered.list(said.payment.order.viewer_id).length > 0;

  function channelOf(id: string): CardChannel | undefined {
    return Object.hasOwn(deps.channels, id) ? deps.channels[id] : undefined;
  }

  /** What a card must be checked with, from what is known of it and of tries before. */
  function need(payment: Payment, facts: CardFacts, hash: string): KnownCard['need'] {
    const plain = neededFor(deps.elements, facts);
    const wrong = payment.attempts.some((a) => a.card?.hash === hash && meaningOf(a.code).refusal === 'CARD_CHECK_WRONG');
    return facts.kind === 'unknown' && wrong ? withCredit(plain) : plain;
  }

  function known(payment: Payment, facts: CardFacts, hash: string, card_id?: string): KnownCard {
    return { face: faceOf(facts, deps.langOf(payment)), hash, need: need(payment, facts, hash), ...(card_id ? { card_id } : {}) };
  }

  async function cardNumber(said: Said, screen: CardScreen, pan: unknown): Promise<void> {
    if (!isPan(pan)) return void (await note(said, 'note_pan'));
    const { payment } = said;
    const channel = 'channel' in screen ? channelOf(screen.channel) : undefined;
    if (!channel) return;
    const reserved = { limits: limitsOf(keys, deps.limits, 'number', { order: payment.order }), slot: 'number ' + payment.order.id };
    const full = await deps.store.reserve(reserved, world.now());
    if (full) return void (await tell(said, { type: 'card-refused', ...from(said), code: 'CARD_LOCKED' }));
    const card = known(payment, factsOf(pan), keys.hash('card', pan));
    const status = await soon(channel.status({ ...newAsk(), card: { pan: new Secret(pan) } }));
    if (status?.kind === 'not-open') return void (await tell(said, { type: 'card-refused', ...from(said), code: 'CARD_NOT_OPEN' }));
    // Not knowing is no obstacle: the SMS and the consumption will tell.
    if (status?.kind === 'refused' && meaningOf(status.code).refusal.startsWith('CARD_'))
      return void (await tell(said, { type: 'card-refused', ...from(said), code: meaningOf(status.code).refusal }));
    await tell(said, { type: 'card-known', ...from(said), channel: channel.id, card, has_list: hasCards(said) });
  }

  /** Under a number of its own, which moves nothing. */
  function newAsk(): { number: string; created_at_ms: number } {
    const now_ms = world.now();
    return { number: deps.prefix + beijing(now_ms).slice(2, 10).replace(/-/g, '') + randomText(world.random, 19), created_at_ms: now_ms };
  }

  function soon<T>(answer: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve) => {
      const cancel = world.after(deps.status_ms, () => resolve(undefined));
      answer.then(
        (value) => (cancel(), resolve(value)),
        (error: unknown) => (cancel(), deps.onError(error), resolve(undefined)),
      );
    });
  }

  /** The card that is typed or remembered, complete, or nothing when the viewer has been told what is missing. */
  async function inHand(said: Said, of: { channel: string; hash: string; need: KnownCard['need']; card_id?: string }, typed: TypedCard) {
    const channel = channelOf(of.channel);
    if (!channel) return undefined;
    const before = of.card_id === undefined ? undefined : remembered.open(said.payment.order.viewer_id, of.card_id);
    const pan = before ? before.card.pan : isPan(typed.pan) ? new Secret(typed.pan) : undefined;
    const token = before?.card.token;
    const facts = before ? before.row : pan && factsOf(pan.reveal());
    const hash = before ? before.row.hash : pan && keys.hash('card', pan.reveal());
    // Another card than the one that was asked about, or none: the page starts again.
    if (!facts || hash !== of.hash || !(pan ?? token)) return void (await lost(said));
    const reading = readFields(of.need, typed.fields, world.now());
    if ('note' in reading) return void (await note(said, reading.note, reading.field));
    const phone = reading.fields.phone ?? before?.card.phone;
    const secrets: CardSecrets = { ...reading.fields, ...(pan ? { pan } : {}), ...(token ? { token } : {}), ...(phone ? { phone } : {}) };
    const card: KnownCard = {
      face: faceOf(facts, deps.langOf(said.payment)),
      hash,
      need: [...of.need],
      ...(of.card_id ? { card_id: of.card_id } : {}),
    };
    const remember = typed.remember === true && of.card_id === undefined;
    return { channel, known: card, facts, secrets, phone_tail: phone?.reveal().slice(-4) ?? '', remember } satisfies InHand;
  }

  const ask = (payment: Payment, n: number, card: CardSecrets): CardAsk => {
    const attempt = payment.attempts[n - 1];
    if (!attempt) throw new Error('no attempt ' + n);
    return {
      number: attempt.number,
      created_at_ms: attempt.created_ms,
      amount_fen: fen(payment.order.amount_fen),
      expires_at_ms: payment.order.expires_ms,
      card,
    };
  };

  const whoOf = (said: Said, card: InHand) => ({
    order: said.payment.order,
    card: card.known.hash,
    ...(card.secrets.phone ? { phone: keys.hash('phone', card.secrets.phone.reveal()) } : {}),
  });

  /** Commits a new attempt, then sends its one SMS. */
  async function sms(said: Said, card: InHand): Promise<void> {
    const by = randomText(world.random, 16);
    const uses = { limits: limitsOf(keys, deps.limits, 'sms', whoOf(said, card)), slot: 'sms ' + by };
    const { channel, phone_tail } = card;
    const event = {
      type: 'sms-asked',
      ...from(said),
      channel: channel.id,
      card: card.known,
      phone_tail,
      has_list: hasCards(said),
      by,
    } as const;
    const after = await tell(said, event, { uses });
    const attempt = after?.attempts.find((a) => a.card?.sms_by === by);
    if (!after || !attempt || world.now() >= attempt.not_after_ms) return;
    background(
      channel.sms(ask(after, attempt.n, card.secrets)).then(async (answer) => {
        await tell(said, { type: 'sms-answered', attempt: attempt.n, answer });
      }),
    );
  }

  /** Commits `sent`, then sends the one consumption of this attempt. */
  async function consume(said: Said, n: number, card: InHand, code: string): Promise<void> {
    const by = randomText(world.random, 16);
    const uses = { limits: limitsOf(keys, deps.limits, 'guess', whoOf(said, card)), slot: guessSlot(said.payment.order.id, n) };
    const after = await tell(said, { type: 'code', ...from(said), attempt: n, by }, { uses });
    const attempt = after?.attempts[n - 1];
    if (!after || attempt?.card?.consume_by !== by) return;
    if (card.remember) {
      const { pan, phone } = card.secrets;
      const kept = { ...(pan ? { pan } : {}), ...(phone ? { phone } : {}) };
      await remembered.wait(after, n, card.facts, card.known.hash, card.phone_tail, kept).catch(deps.onError);
    }
    // Too long after the mark it may have been counted as lost already.
    if (world.now() >= (attempt.card.sent_ms ?? 0) + deps.lease_ms) return;
    background(
      card.channel.consume({ ...ask(after, n, card.secrets), code: new Secret(code) }).then(async (evidence) => {
        await tell(said, { type: 'evidence', attempt: n, evidence });
        if (card.known.card_id) await deps.store.cards.used(card.known.card_id, world.now());
      }),
    );
  }

  /** What the bank says comes as an event; a failure of our own leaves the question to the worker. */
  function background(work: Promise<void>): void {
    work.catch(deps.onError);
  }

  async function code(
    said: Said,
    screen: Extract<Screen, { kind: 'sms-code' }>,
    answer: Extract<SecretAnswer, { kind: 'sms-code' }>,
  ): Promise<void> {
    if (screen.wrong) return;
    if (!isCode(answer.code)) return void (await note(said, 'note_code'));
    const card = await ofAttempt(said, screen.attempt, answer);
    if (card) await consume(said, screen.attempt, card, answer.code);
  }

  async function ofAttempt(said: Said, n: number, typed: TypedCard): Promise<InHand | undefined> {
    const attempt = said.payment.attempts[n - 1];
    if (!attempt?.card) return undefined;
    const { hash, need: asked, card_id, phone_tail } = attempt.card;
    const card = await inHand(said, { channel: attempt.channel, hash, need: asked, ...(card_id ? { card_id } : {}) }, typed);
    // The bank wants the code with the phone it was sent to.
    if (card && card.phone_tail !== phone_tail) return void (await lost(said));
    return card;
  }

  /** A remembered card: straight to its SMS when nothing has to be typed again. */
  async function chooseCard(said: Said, channel: string, id: string): Promise<void> {
    const open = remembered.open(said.payment.order.viewer_id, id);
    if (!open || open.row.channel !== channel) return void (await lost(said));
    const all = known(said.payment, open.row, open.row.hash, id);
    const again = open.card.token ? [] : all.need.filter((one) => one !== 'phone' || !open.card.phone);
    const card = { ...all, need: again };
    if (again.length > 0) return void (await tell(said, { type: 'card-known', ...from(said), channel, card, has_list: true }));
    const hand = await inHand(said, { channel, hash: open.row.hash, need: [], card_id: id }, { fields: {}, remember: false });
    if (hand) await sms(said, hand);
  }

  return {
    async secret(said, answer) {
      const screen = screenOf(said.payment);
      if (said.version !== said.payment.view.version) return;
      if (answer.kind === 'card-number' && screen.kind === 'card-number') return cardNumber(said, screen, answer.pan);
      if (answer.kind === 'card-check' && screen.kind === 'card-check') {
        const card = await inHand(said, screen, answer);
        return card && sms(said, card);
      }
      if (screen.kind !== 'sms-code') return;
      if (answer.kind === 'sms-code') return code(said, screen, answer);
      if (answer.kind === 'sms-again') {
        const card = await ofAttempt(said, screen.attempt, answer);
        return card && sms(said, card);
      }
    },
    async plain(said, answer) {
      const { kind } = screenOf(said.payment);
      if (answer.kind === 'choose' && answer.card !== undefined && (kind === 'choose' || kind === 'card-list')) {
        if (said.version === said.payment.view.version) await chooseCard(said, answer.channel, answer.card);
        return true;
      }
      if (answer.kind !== 'forget-card') return false;
      if (said.version !== said.payment.view.version || kind !== 'card-list') return true;
      await remembered.remove(said.payment.order.viewer_id, answer.card);
      await tell(said, { type: 'answer', version: said.version, answer, has_cards: hasCards(said) });
      return true;
    },
  };
}
