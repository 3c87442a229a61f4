/** Draws a payment as the Step its viewer gets: ready texts in one language, remaining time, the signed way back. */
import type { Lang } from '../../protocol/order.ts';
import { signReturn } from '../../protocol/return-url.ts';
import type { ReturnState } from '../../protocol/return-url.ts';
import type { ChannelTile, ReturnTo, Step, StepBody, StepFrame, WalletName } from '../../protocol/step.ts';
import { fill } from '../../protocol/texts/fill.ts';
import { ME_TEXTS } from '../../protocol/texts/me/index.ts';
import type { ServerWords, Texts } from '../../protocol/texts/words.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import type { Merchant, Merchants } from '../merchants/merchant.ts';
import { hmac } from '../merchants/verify.ts';
import { hasTried, qrTextOf, questionOf } from '../payments/dialogue/question.ts';
import { hasTrait } from '../payments/dialogue/steps.ts';
import type { Question } from '../payments/dialogue/question.ts';
import type { HidesCode } from '../payments/guarding.ts';
import type { Order, Payment } from '../payments/payment.ts';
import { channelTiles } from './channel-tiles.ts';
import type { ShownChannel } from './channel-tiles.ts';
import { bankMethod, bankPassword, isPreparing } from './bank-steps.ts';
import { qrBits } from './qr.ts';
import { keypadOf } from './keypad-of.ts';
import type { KeypadSteps } from './keypad-of.ts';
import { NOTHING_BESIDE } from './beside.ts';
import type { Beside } from './beside.ts';
import { payPassword } from './pay-password.ts';
import { rememberedTile } from './remembered-tile.ts';
import { billReturn } from '../merchants/v1/return.ts';
import { receiptOf } from './receipt.ts';
import { dayText } from './me/when.ts';
import { noteOf } from './note-of.ts';
import { orderHead, saidOf, toldText } from './said.ts';
import { refusedBody } from './refused-body.ts';
import { whyAgain } from './why-again.ts';

export interface StepDeps {
  now: () => number;
  /** Return addresses are dated by it. */
  wall: () => number;
  nonce: () => string;
  merchants: Merchants;
  /** All that are configured, in the order they are offered. */
  channels: readonly ShownChannel[];
  /** The order's one code and the wallets that pay by it; undefined where no phone may pay it. Absent without scan_url. */
  phone_code?: (payment: Payment, lang: Lang) => { text: string; wallets: WalletName[] } | undefined;
  /** The code of what is typed now, where a phone may be its keypad. */
  keypad?: KeypadSteps;
  /** What steps of a card need; absent where no card channel is. */
  cards?: CardSteps;
  /** Why its viewer lets no phone begin to pay it. */
  hidesCode?: (order: Order) => Promise<HidesCode | undefined>;
  /** A phone is bound that can be asked instead. */
  canAsk?: (order: Order) => Promise<boolean>;
  /** The viewer's password was reset by a text message, which the order's box has not said yet. */
  news?: { of: (order: Order) => Promise<number | undefined>; seen: (order: Order) => Promise<void> };
  build: string;
  hotline: string;
  lang: Lang;
  /** The page leaves by itself so long after `paid` or `closed`. */
  return_after_ms: number;
}

export function langOf(deps: Pick<StepDeps, 'merchants' | 'lang'>, payment: Payment): Lang {
  return payment.order.lang ?? deps.merchants.get(payment.order.merchant_id)?.lang ?? deps.lang;
}

export interface CardSteps {
  seal: (token: string) => { key_id: string; key: string };
  sms_again_ms: number;
}

export function stepOf(deps: StepDeps, payment: Payment, beside: Beside = NOTHING_BESIDE): Step {
  const lang = langOf(deps, payment);
  const question = questionOf(payment);
  return { ...frame(deps, payment, question, lang), ...body(deps, payment, question, TEXTS[lang], beside) };
}

export function showsCards(deps: StepDeps, payment: Payment): boolean {
  if (!deps.cards || payment.order.viewer_id === undefined) return false;
  const { kind } = questionOf(payment);
  return kind === 'card-list' || kind === 'pay-password' || (kind === 'choose' && !hasTried(payment));
}

/** The viewer said "leave": the order stays as it is. */
export function leftStep(deps: StepDeps, payment: Payment): Step {
  const step = stepOf(deps, payment);
  const { build, version, seq, lang, hotline, order } = step;
  const kept: StepFrame = { build, version, seq, lang, hotline, ...(order ? { order } : {}) };
  return { ...kept, kind: 'left', return_to: returnTo(deps, payment, 'left', 0) };
}

/** As long as a page waits for this server before it takes the way back it was given with its first step. */
const LEFT_WAIT_MS = 1_500;

/** The same way back for the page to keep, for when the server says nothing. */
export function leftAlone(deps: StepDeps, payment: Payment): ReturnTo {
  return returnTo(deps, payment, 'left', LEFT_WAIT_MS);
}

function frame(deps: StepDeps, payment: Payment, question: Question, lang: Lang): StepFrame {
  const { order, dialogue } = payment;
  const attempt = question.kind === 'scan' ? payment.attempts[question.attempt - 1] : undefined;
  const end_ms = attempt ? attempt.channel_expires_ms : order.expires_ms;
  return {
    build: deps.build,
    version: dialogue.version,
    seq: dialogue.seq,
    lang,
    hotline: deps.hotline,
    order: {
      ...orderHead(order),
      ...(order.detail ? { detail: order.detail } : {}),
      merchant_name: deps.merchants.get(order.merchant_id)?.name ?? '',
      ...(question.kind === 'choose' || question.kind === 'paid' ? saidOf(order, TEXTS[lang].server) : {}),
    },
    ...(deps.cards && hasTrait(question.kind, 'sealed') ? { seal: deps.cards.seal(order.token) } : {}),
    ...(order.state === 'open' ? { remaining_ms: Math.max(0, end_ms - deps.now()) } : {}),
  };
}

function body(deps: StepDeps, payment: Payment, question: Question, texts: Texts, beside: Beside): StepBody {
  const { cards } = beside;
  const words = texts.server;
  switch (question.kind) {
    case 'choose':
      return choose(deps, payment, question, words, beside);
    case 'preparing':
      return { kind: 'preparing', ...channelOf(deps, payment, question.attempt, texts.lang), ...isPreparing(payment, question.attempt) };
    case 'card-list':
      return { kind: 'card-list', ...named(deps, question.channel, texts.lang), cards: [...cards] };
    case 'card-number':
      return {
        kind: 'card-number',
        ...named(deps, question.channel, texts.lang),
        has_list: question.has_list,
        ...noteOf(question, words),
        ...keypadOf(deps, payment, question),
      };
    case 'card-check':
      return {
        kind: 'card-check',
        ...named(deps, question.channel, texts.lang),
        card: question.face,
        need: question.need,
        can_remember: question.card_id === undefined && payment.order.viewer_id !== undefined,
        needs_pan: question.card_id === undefined,
        has_list: question.has_list,
        ...(question.card_id === undefined ? {} : { why: whyAgain(question.need, words) }),
        ...noteOf(question, words),
        ...keypadOf(deps, payment, question),
      };
    case 'sms-code':
      return smsCode(deps, payment, question, texts);
    case 'bank-method':
      return bankMethod(payment, question, named(deps, question.channel, texts.lang), words);
    case 'bank-password':
      return bankPassword(deps, payment, question, channelOf(deps, payment, question.attempt, texts.lang), words);
    case 'pay-password':
      return payPassword(question, named(deps, question.channel, texts.lang), words, beside);
    case 'ended':
      return { kind: 'ended', ...channelOf(deps, payment, question.attempt, texts.lang), can_renew: question.can_renew };
    case 'scan':
      return {
        kind: 'scan',
        ...channelOf(deps, payment, question.attempt, texts.lang),
        ...scanTexts(deps, payment, question.attempt, texts.lang),
        attempt: question.attempt,
        can_renew: question.can_renew,
        qr: qrBits(qrTextOf(payment, question.attempt) ?? ''),
        ...(question.note ? { note: words[question.note] } : {}),
      };
    case 'checking':
      return {
        kind: 'checking',
        why: question.why,
        title: words[`checking_${question.why}_title`],
        text: words[`checking_${question.why}_text`],
      };
    case 'paid': {
      const invoice_url = payment.order.says?.invoice_url;
      return {
        kind: 'paid',
        return_to: returnTo(deps, payment, 'paid', deps.return_after_ms),
        ...receiptOf(payment, (channel) => named(deps, channel, texts.lang).channel_name),
        ...(invoice_url ? { invoice: qrBits(invoice_url) } : {}),
        told_text: toldText(payment.order, deps.merchants.get(payment.order.merchant_id)?.app_name, words),
      };
    }
    // A silent channel may be back in a moment; what it refused it will refuse again.
    case 'refused':
      return {
        ...refusedBody(payment, question, texts),
        ...(payment.dialogue.card ? named(deps, payment.dialogue.card.channel, texts.lang) : {}),
      };
    case 'closed':
      return {
        kind: 'closed',
        title: words[`closed_${question.why}_title`],
        text: question.late
          ? words[question.late === 'went-back' ? 'closed_went_back' : 'closed_goes_back']
          : words[`closed_${question.why}_text`],
        return_to: returnTo(deps, payment, 'closed', deps.return_after_ms * 3),
      };
  }
}

/** The way used last in this order is offered first and focused. */
function choose(
  deps: StepDeps,
  payment: Payment,
  question: Extract<Question, { kind: 'choose' }>,
  words: ServerWords,
  { cards, hides_code, reset_ms }: Beside,
): StepBody {
  const last = payment.attempts.findLast((one) => one.by === 'tv')?.channel ?? '';
  const lang = langOf(deps, payment);
  const tiles = channelTiles(deps.channels, { lang, words, last });
  const keepsCards = ({ channel }: ChannelTile): boolean => shown(deps, channel)?.kind === 'card';
  const reset = reset_ms === undefined ? undefined : fill(words.choose_reset, { day: dayText(reset_ms, deps.now(), ME_TEXTS[lang]) });
  const note = reset ?? (hides_code === 'lock' ? words.choose_locked : undefined);
  const code = question.late || hides_code ? undefined : deps.phone_code?.(payment, lang);
  return {
    kind: 'choose',
    channels: [...rememberedTile(payment, tiles.filter(keepsCards), words, cards[0]), ...tiles],
    ...(last ? { focus: last } : {}),
    ...(note === undefined ? {} : { note }),
    ...(code ? { qr: qrBits(code.text), wallets: code.wallets } : {}),
    ...(question.phone_pays ? { phone_pays: true } : {}),
  };
}

function smsCode(deps: StepDeps, payment: Payment, question: Extract<Question, { kind: 'sms-code' }>, texts: Texts): StepBody {
  const words = texts.server;
  const attempt = payment.attempts[question.attempt - 1];
  if (attempt?.kind !== 'card') throw new Error('no card attempt ' + question.attempt);
  const { face, phone_tail, card_id, need } = attempt.card;
  const again_ms = attempt.created_ms + (deps.cards?.sms_again_ms ?? 0);
  return {
    kind: 'sms-code',
    ...channelOf(deps, payment, question.attempt, texts.lang),
    attempt: question.attempt,
    card: face,
    phone_tail,
    again_in_ms: Math.max(0, again_ms - deps.now()),
    wrong: question.wrong,
    needs_typed: card_id === undefined || need.length > 0,
    ...(question.note ? { note: words[question.note] } : {}),
    ...keypadOf(deps, payment, question),
  };
}

function channelOf(deps: StepDeps, payment: Payment, n: number, lang: Lang): { channel: string; channel_name: string } {
  return named(deps, payment.attempts[n - 1]?.channel ?? '', lang);
}

function named(deps: StepDeps, channel: string, lang: Lang): { channel: string; channel_name: string } {
  return { channel, channel_name: shown(deps, channel)?.texts[lang].name ?? channel };
}

/** Undefined only for a channel taken out of the settings after all its payments were settled. */
function shown(deps: StepDeps, channel: string): ShownChannel | undefined {
  return deps.channels.find((one) => one.id === channel);
}

/** The bank's own words beside its code. */
function scanTexts(deps: StepDeps, payment: Payment, n: number, lang: Lang): { open?: string; help?: string; help_picture?: string } {
  const channel = shown(deps, payment.attempts[n - 1]?.channel ?? '');
  if (!channel) return {};
  const { open, help } = channel.texts[lang];
  const { help_picture } = channel;
  return { ...(open ? { open } : {}), ...(help ? { help } : {}), ...(help_picture ? { help_picture } : {}) };
}

function returnTo(deps: StepDeps, payment: Payment, state: ReturnState, after_ms: number): ReturnTo {
  const { order } = payment;
  const merchant: Merchant | undefined = deps.merchants.get(order.merchant_id);
  const key = merchant?.keys[0];
  const app_name = merchant?.app_name ?? '';
  if (order.bill) return { url: billReturn(payment, state), app_name, after_ms };
  const facts = { merchant_id: order.merchant_id, order_no: order.order_no, state };
  // A merchant taken out of the configuration has no key any more: its viewers still get back, unsigned.
  const url = key ? signReturn(hmac, key, order.return_url, facts, { now_ms: deps.wall(), nonce: deps.nonce() }) : order.return_url;
  return { url, app_name, after_ms };
}
