/** An order as its viewer reads it on his own page. States in plain words; nothing is promised that money.md does not keep. */
import type { MeOrder, MeTone } from '../../../protocol/me.ts';
import { fen, yuan } from '../../../protocol/money.ts';
import { fill } from '../../../protocol/texts/fill.ts';
import type { MeWords } from '../../../protocol/texts/me/index.ts';
import { refundable } from '../../payments/money/refunds/refundable.ts';
import { openRequest } from '../../payments/money/refunds/requests.ts';
import type { Payment, Refund } from '../../payments/payment.ts';
import { receiptOf } from '../receipt.ts';
import { orderHead } from '../said.ts';
import { besideOf } from './beside.ts';
import { whenText } from './when.ts';

export interface MeDraw {
  words: MeWords;
  now_ms: number;
  merchantName: (id: string) => string;
  channelName: (id: string) => string;
  payUrl: (token: string) => string;
}

/** Whoever is told no so often writes or calls. */
const REQUESTS_MAX = 5;

export function meOrder(payment: Payment, draw: MeDraw): MeOrder {
  const { order, requests = [] } = payment;
  const { short_no, amount_text, subject } = orderHead(order);
  const won = payment.receipts.find(({ role }) => role === 'won');
  const { with_text } = receiptOf(payment, draw.channelName);
  const state = stateOf(payment, draw);
  const request = requestOf(payment, draw.words);
  return {
    id: order.id,
    short_no,
    subject,
    ...(order.detail ? { detail: order.detail } : {}),
    merchant_name: draw.merchantName(order.merchant_id),
    amount_text,
    when_text: whenText(won?.taken_ms ?? order.created_ms, draw.now_ms, draw.words),
    ...(with_text === undefined ? {} : { with_text }),
    ...state,
    beside: besideOf(payment, draw.words),
    ...(request ? { request } : {}),
    may_ask: order.state === 'paid' && refundable(payment) > 0 && !openRequest(payment) && requests.length < REQUESTS_MAX,
    ...(isPayable(payment, draw.now_ms) ? { pay_url: draw.payUrl(order.token) } : {}),
  };
}

type State = Pick<MeOrder, 'state_text' | 'tone' | 'stages'>;
const say = (state_text: string, tone: MeTone): State => ({ state_text, tone });

/** Money may be moving: nothing is offered, and nothing said but that it is safe. */
const isInDoubt = ({ attempts, receipts }: Payment): boolean =>
  attempts.some((one) => one.state === 'sent') || receipts.some((one) => one.role === 'held');

function isPayable(payment: Payment, now_ms: number): boolean {
  const { state, expires_ms, late } = payment.order;
  return state === 'open' && !late && expires_ms > now_ms && !isInDoubt(payment);
}

function stateOf(payment: Payment, draw: MeDraw): State {
  const { words } = draw;
  const { order } = payment;
  switch (order.state) {
    case 'open':
      return isPayable(payment, draw.now_ms) ? say(leftText(order.expires_ms - draw.now_ms, words), 'jade') : say(words.checking, 'warn');
    case 'closing':
      return say(words.checking, 'warn');
    case 'closed':
      if (payment.receipts.some(({ role }) => role === 'held')) return say(words.checking, 'warn');
      if (payment.receipts.length > 0) return say(words.closed_back, 'quiet');
      return say(order.closing_why === 'merchant' ? words.cancelled : words.closed, 'quiet');
    case 'paid':
      return refundState(payment, draw) ?? say(order.delivered_ms === undefined ? words.paid : words.delivered, 'ok');
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function leftText(left_ms: number, words: MeWords): string {
  if (left_ms >= 2 * HOUR_MS) return fill(words.open_hours, { hours: Math.floor(left_ms / HOUR_MS) });
  return fill(words.open, { minutes: Math.max(1, Math.floor(left_ms / MINUTE_MS)) });
}

function refundState(payment: Payment, draw: MeDraw): State | undefined {
  const { words } = draw;
  const won = payment.receipts.find(({ role }) => role === 'won');
  const mine = payment.refunds.filter((one) => one.txn === won?.txn && one.state !== 'failed');
  const moving = mine.find((one) => one.state !== 'done');
  if (moving) return { ...say(words.refunding, 'warn'), stages: stagesOf(moving, draw) };
  const back_fen = mine.reduce((sum, one) => sum + one.amount_fen, 0);
  if (back_fen <= 0) return undefined;
  return say(back_fen >= payment.order.amount_fen ? words.refunded : fill(words.refunded_part, { yuan: yuan(fen(back_fen)) }), 'ok');
}

function stagesOf(refund: Refund, { words, channelName }: MeDraw): NonNullable<MeOrder['stages']> {
  const by_person = refund.state === 'stuck' || refund.state === 'landed';
  const bank = by_person ? words.stage_person : fill(words.stage_bank, { way: channelName(refund.channel) });
  const reserved = refund.state === 'created' || refund.unfunded === true;
  return { names: [words.stage_asked, bank, words.stage_days], at: reserved ? 0 : 1 };
}

function requestOf({ requests = [] }: Payment, words: MeWords): MeOrder['request'] {
  const last = requests.at(-1);
  if (!last) return undefined;
  switch (last.state) {
    case 'open':
      return { state_text: words.request_open, tone: 'warn' };
    case 'declined':
      return { state_text: words.request_declined, ...(last.text ? { text: last.text } : {}), tone: 'bad' };
    case 'refunded':
      return { state_text: words.request_done, tone: 'ok' };
  }
}
