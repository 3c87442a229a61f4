/** Draws a payment as the Step its viewer gets: ready texts in one language, remaining time, the signed way back. */
import { yuan } from '../../protocol/money.ts';
import type { Lang } from '../../protocol/order.ts';
import type { RefusalCode } from '../../protocol/refusal.ts';
import { signReturn } from '../../protocol/return-url.ts';
import type { ReturnState } from '../../protocol/return-url.ts';
import type { ReturnTo, Step, StepBody, StepFrame } from '../../protocol/step.ts';
import type { ServerWords, Texts } from '../../protocol/texts/words.ts';
import { TEXTS } from '../../protocol/texts/index.ts';
import type { Merchant, Merchants } from '../merchants/merchant.ts';
import { hmac } from '../merchants/verify.ts';
import { shortNo } from '../payments/ids.ts';
import { screenOf } from '../payments/screen.ts';
import type { Screen } from '../payments/screen.ts';
import type { Payment } from '../payments/types.ts';
import { qrBits } from './qr.ts';

export interface StepDeps {
  now: () => number;
  nonce: () => string;
  merchants: Merchants;
  /** In the order they are offered. */
  channels: readonly string[];
  build: string;
  hotline: string;
  lang: Lang;
  /** The page leaves by itself so long after `paid` or `closed`. */
  return_after_ms: number;
}

export function stepOf(deps: StepDeps, payment: Payment): Step {
  const lang = payment.order.lang ?? deps.merchants.get(payment.order.merchant_id)?.lang ?? deps.lang;
  const screen = screenOf(payment);
  return { ...frame(deps, payment, screen, lang), ...body(deps, payment, screen, TEXTS[lang]) };
}

/** The viewer said "leave": the order stays as it is. */
export function leftStep(deps: StepDeps, payment: Payment): Step {
  const step = stepOf(deps, payment);
  const { build, version, seq, lang, hotline, order } = step;
  const kept: StepFrame = { build, version, seq, lang, hotline, ...(order ? { order } : {}) };
  return { ...kept, kind: 'left', return_to: returnTo(deps, payment, 'left', 0) };
}

/** A screen without an order: why nothing can be paid here. */
export function unavailableStep(deps: StepDeps, code: RefusalCode, lang: Lang): Step {
  const { title, text } = TEXTS[lang].refusals[code];
  const retry = code === 'INTERNAL' || code === 'RATE_LIMITED' || code === 'STOPPING';
  return { build: deps.build, version: 0, seq: 0, lang, hotline: deps.hotline, kind: 'unavailable', code, title, text, retry };
}

function frame(deps: StepDeps, payment: Payment, screen: Screen, lang: Lang): StepFrame {
  const { order, view } = payment;
  const attempt = screen.kind === 'scan' ? payment.attempts[screen.attempt - 1] : undefined;
  const end_ms = attempt ? attempt.channel_expires_ms : order.expires_ms;
  return {
    build: deps.build,
    version: view.version,
    seq: view.seq,
    lang,
    hotline: deps.hotline,
    order: {
      short_no: shortNo(order.id),
      amount_text: yuan(order.amount_fen),
      subject: order.subject,
      ...(order.detail ? { detail: order.detail } : {}),
      merchant_name: deps.merchants.get(order.merchant_id)?.name ?? '',
    },
    ...(order.state === 'open' ? { remaining_ms: Math.max(0, end_ms - deps.now()) } : {}),
  };
}

function body(deps: StepDeps, payment: Payment, screen: Screen, texts: Texts): StepBody {
  const words = texts.server;
  switch (screen.kind) {
    case 'choose':
      return choose(deps, payment, words);
    case 'preparing':
      return { kind: 'preparing', ...channelOf(payment, screen.attempt, words) };
    case 'ended':
      return { kind: 'ended', ...channelOf(payment, screen.attempt, words), can_renew: screen.can_renew };
    case 'scan':
      return {
        kind: 'scan',
        ...channelOf(payment, screen.attempt, words),
        attempt: screen.attempt,
        can_renew: screen.can_renew,
        qr: qrBits(payment.attempts[screen.attempt - 1]?.qr_text ?? ''),
        ...(screen.note ? { note: words[screen.note] } : {}),
      };
    case 'checking':
      return {
        kind: 'checking',
        why: screen.why,
        title: words[`checking_${screen.why}_title`],
        text: words[`checking_${screen.why}_text`],
      };
    case 'paid':
      return { kind: 'paid', return_to: returnTo(deps, payment, 'paid', deps.return_after_ms) };
    // A silent channel may be back in a moment; what it refused it will refuse again.
    case 'refused':
      return {
        kind: 'refused',
        code: screen.code,
        ...texts.refusals[screen.code],
        next: screen.code === 'CHANNEL_SILENT' ? 'retry' : 'change',
      };
    case 'closed':
      return {
        kind: 'closed',
        title: words[`closed_${screen.why}_title`],
        text: words[`closed_${screen.why}_text`],
        return_to: returnTo(deps, payment, 'closed', deps.return_after_ms * 3),
      };
  }
}

/** The way used last in this order is offered first and focused. */
function choose(deps: StepDeps, payment: Payment, words: ServerWords): StepBody {
  const last = payment.attempts.at(-1)?.channel ?? '';
  const tiles = deps.channels.map((channel) => ({
    channel,
    name: nameOf(channel, words),
    ...(channel === last ? { tag: words.last_used } : {}),
  }));
  return {
    kind: 'choose',
    channels: [...tiles.filter((tile) => tile.tag), ...tiles.filter((tile) => !tile.tag)],
    ...(last ? { focus: last } : {}),
  };
}

function channelOf(payment: Payment, n: number, words: ServerWords): { channel: string; channel_name: string } {
  const channel = payment.attempts[n - 1]?.channel ?? '';
  return { channel, channel_name: nameOf(channel, words) };
}

function nameOf(channel: string, words: ServerWords): string {
  const name = words[('channel_' + channel) as keyof ServerWords];
  return typeof name === 'string' ? name : channel;
}

function returnTo(deps: StepDeps, payment: Payment, state: ReturnState, after_ms: number): ReturnTo {
  const { order } = payment;
  const merchant: Merchant | undefined = deps.merchants.get(order.merchant_id);
  const key = merchant?.keys[0];
  const facts = { merchant_id: order.merchant_id, order_no: order.order_no, state };
  // A merchant taken out of the configuration has no key any more: its viewers still get back, unsigned.
  const url = key ? signReturn(hmac, key, order.return_url, facts, { now_ms: deps.now(), nonce: deps.nonce() }) : order.return_url;
  return { url, app_name: merchant?.app_name ?? '', after_ms };
}
