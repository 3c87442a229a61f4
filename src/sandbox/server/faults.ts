/** Knobs by which a test or a person makes the banks misbehave. They are forgotten when the sandbox stops. */
import type { Channel } from '../channel.ts';

/** Call name ("prepay", "query", "close", "refund", "refund-query", ..., or "*" for any) -> how many of the next calls. */
export type Counts = Record<string, number>;

export interface NotifyFaults {
  /** Added before the first sending of every new notice. */
  delay_ms: number;
  /** The next n sendings get lost on the way; the retry list goes on. */
  drop: number;
  /** Each sending gets lost with this probability, 0 to 1. */
  drop_rate: number;
  /** Every sending is followed by n identical ones. */
  duplicate: number;
  /** The next n sendings wait until another notice of this channel has gone, 10 s at most. */
  reorder: number;
  /** The next n sendings carry a body changed after signing. */
  tamper: number;
  /** The next n sendings carry this amount, correctly signed. */
  wrong_amount: number;
  wrong_amount_fen: number;
  /** WeChat: the next n sendings are WECHATPAY/SIGNTEST/ probes, which must be refused. */
  signtest: number;
  /** WeChat: the next n sendings name a serial nobody knows. UnionPay: a certificate no authority of UnionPay's gave. */
  unknown_serial: number;
  /** Alipay, UnionPay: the next n sendings, correctly signed, name another seller. */
  wrong_seller: number;
}

export interface AnswerFaults {
  /** Every answer comes so much later; its effect does not. */
  delay_ms: number;
  /** HTTP 500 and nothing done. */
  http_500: Counts;
  /** The bank's own "system error, result unknown" (WeChat SYSTEM_ERROR, Alipay 20000) and nothing done; UnionPay: 06. */
  system_error: Counts;
  /** The same words (UnionPay: 03), but everything done. */
  system_error_after_effect: Counts;
  rate_limited: Counts;
  /** The connection breaks before anything is done. */
  lose_before_effect: Counts;
  /** Everything is done, then the connection breaks. */
  lose_after_effect: Counts;
  bad_signature: Counts;
  /** Each call breaks with this probability, half of them before and half after the effect. */
  fail_rate: number;
  /** Queries of paid orders tell this amount. 0: the true one. */
  query_amount_fen: number;
  /** Queries see a payment only so long after it. */
  query_lag_ms: number;
  /** The next n new refunds are refused for want of balance. */
  refund_not_enough: number;
  /** WeChat: how new refunds end: SUCCESS, CLOSED, CLOSE (the same, older spelling) or ABNORMAL. */
  refund_ends: string;
  /** WeChat: prepay on a number that was closed brings the order back to life instead of ORDER_CLOSED. */
  revive_closed: boolean;
  /** WeChat: the next n close calls answer 202 and close nothing. */
  close_202: number;
  /** WeChat: which key signs when the request names none: "public-key" or "certificate". */
  key_mode: string;
  /** An answer without signature, and nothing done. Alipay: error_response; UnionPay: the black list's English sentence. */
  unsigned_error: Counts;
  /** Alipay: the next n new refunds answer fund_change N and are executed later. UnionPay: they stay at 05 for refund_pending_ms. */
  refund_pending: number;
}

export interface ChannelFaults {
  notify: NotifyFaults;
  answer: AnswerFaults;
}
export type FaultSet = Record<Channel, ChannelFaults>;

function noFaults(): ChannelFaults {
  return {
    notify: {
      delay_ms: 0,
      drop: 0,
      drop_rate: 0,
      duplicate: 0,
      reorder: 0,
      tamper: 0,
      wrong_amount: 0,
      wrong_amount_fen: 1,
      signtest: 0,
      unknown_serial: 0,
      wrong_seller: 0,
    },
    answer: {
      delay_ms: 0,
      http_500: {},
      system_error: {},
      system_error_after_effect: {},
      rate_limited: {},
      lose_before_effect: {},
      lose_after_effect: {},
      bad_signature: {},
      fail_rate: 0,
      query_amount_fen: 0,
      query_lag_ms: 0,
      refund_not_enough: 0,
      refund_ends: 'SUCCESS',
      revive_closed: false,
      close_202: 0,
      key_mode: 'public-key',
      unsigned_error: {},
      refund_pending: 0,
    },
  };
}

type NotifyCount = 'drop' | 'reorder' | 'tamper' | 'wrong_amount' | 'signtest' | 'unknown_serial' | 'wrong_seller';
type AnswerCount = 'refund_not_enough' | 'close_202' | 'refund_pending';
type CallCount = { [K in keyof AnswerFaults]: AnswerFaults[K] extends Counts ? K : never }[keyof AnswerFaults];

export interface Faults {
  of(channel: Channel): ChannelFaults;
  all(): FaultSet;
  /** Sets the knobs named and leaves the others; says what is wrong with the first bad one, and then sets nothing. */
  set(wish: unknown): string | undefined;
  reset(): void;
  /** True, and one less left, when the knob is up for this sending. */
  takeNotify(channel: Channel, knob: NotifyCount): boolean;
  takeAnswer(channel: Channel, knob: AnswerCount): boolean;
  takeCall(channel: Channel, knob: CallCount, call: string): boolean;
}

const WORDS: Partial<Record<string, readonly string[]>> = {
  refund_ends: ['SUCCESS', 'CLOSED', 'CLOSE', 'ABNORMAL'],
  key_mode: ['public-key', 'certificate'],
};

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function badKnob(name: string, now: unknown, wish: unknown): boolean {
  const words = WORDS[name];
  if (words) return typeof wish !== 'string' || !words.includes(wish);
  if (isObject(now)) return !isObject(wish) || !Object.values(wish).every(isNumber);
  return typeof now === 'number' ? !isNumber(wish) : typeof wish !== typeof now;
}

/** Copies `wish` over `now`, knob by knob; answers the path of the first thing that is no knob. */
function merge(now: Record<string, unknown>, wish: unknown, path: string, depth: number): string | undefined {
  if (!isObject(wish)) return `${path || 'body'} is not an object`;
  for (const [name, value] of Object.entries(wish)) {
    const here = path ? `${path}.${name}` : name;
    if (!Object.hasOwn(now, name)) return `${here} is not a knob`;
    if (depth > 0) {
      const wrong = merge(now[name] as Record<string, unknown>, value, here, depth - 1);
      if (wrong) return wrong;
    } else if (badKnob(name, now[name], value)) return `${here} has a bad value`;
    else now[name] = value;
  }
  return undefined;
}

function takeFrom(counts: Record<string, unknown>, name: string): boolean {
  const left = Object.hasOwn(counts, name) ? counts[name] : undefined;
  if (typeof left !== 'number' || left < 1) return false;
  counts[name] = left - 1;
  return true;
}

export function buildFaults(): Faults {
  const fresh = (): FaultSet => ({ wechat: noFaults(), alipay: noFaults(), unionpay: noFaults() });
  let now = fresh();
  return {
    of: (channel) => now[channel],
    all: () => now,
    set(wish) {
      const next = structuredClone(now);
      const wrong = merge(next as unknown as Record<string, unknown>, wish, '', 2);
      if (!wrong) now = next;
      return wrong;
    },
    reset: () => void (now = fresh()),
    takeNotify: (channel, knob) => takeFrom(now[channel].notify as unknown as Record<string, unknown>, knob),
    takeAnswer: (channel, knob) => takeFrom(now[channel].answer as unknown as Record<string, unknown>, knob),
    takeCall(channel, knob, call) {
      const counts = now[channel].answer[knob];
      return takeFrom(counts, call) || takeFrom(counts, '*');
    },
  };
}
