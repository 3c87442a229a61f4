/** Faults by which a test or a person makes one bank misbehave. They are forgotten when the sandbox stops. */

/** Call name ("prepay", "query", "close", "refund", "refund-query", ..., or "*" for any) -> how many of the next calls. */
export type Counts = Record<string, number>;

export interface CallbackFaults {
  /** Added before the first sending of every new callback. */
  delay_ms: number;
  /** The next n sendings get lost on the way; the retry list goes on. */
  drop: number;
  /** Each sending gets lost with this probability, 0 to 1. */
  drop_rate: number;
  /** Every sending is followed by n identical ones. */
  duplicate: number;
  /** The next n sendings wait until another callback of this bank has gone, 10 s at most. */
  reorder: number;
  /** The next n sendings carry a body changed after signing. */
  tamper: number;
  /** The next n sendings carry this amount, correctly signed. */
  wrong_amount: number;
  wrong_amount_fen: number;
}

export interface AnswerFaults {
  /** Every answer comes so much later; its effect does not. */
  delay_ms: number;
  /** HTTP 500 and nothing done. */
  http_500: Counts;
  /** The bank's own "system error, result unknown" and nothing done. */
  system_error: Counts;
  /** The same words, but everything done. */
  system_error_after_effect: Counts;
  rate_limited: Counts;
  /** The connection breaks before anything is done. */
  lose_before_effect: Counts;
  /** Everything is done, then the connection breaks. */
  lose_after_effect: Counts;
  bad_signature: Counts;
  /** An answer without signature, and nothing done; at banks that know such answers. */
  unsigned_error: Counts;
  /** Each call breaks with this probability, half of them before and half after the effect. */
  fail_rate: number;
  /** Queries of paid orders tell this amount. 0: the true one. */
  query_amount_fen: number;
  /** Queries see a payment only so long after it. */
  query_lag_ms: number;
  /** The next n new refunds are refused for want of balance. */
  refund_not_enough: number;
}

/** Under the names of POST /control/faults. */
export interface CommonFaults {
  notify: CallbackFaults;
  answer: AnswerFaults;
}
export interface AnyFaults {
  notify: object;
  answer: object;
}

const COMMON: CommonFaults = {
  notify: { delay_ms: 0, drop: 0, drop_rate: 0, duplicate: 0, reorder: 0, tamper: 0, wrong_amount: 0, wrong_amount_fen: 1 },
  answer: {
    delay_ms: 0,
    http_500: {},
    system_error: {},
    system_error_after_effect: {},
    rate_limited: {},
    lose_before_effect: {},
    lose_after_effect: {},
    bad_signature: {},
    unsigned_error: {},
    fail_rate: 0,
    query_amount_fen: 0,
    query_lag_ms: 0,
    refund_not_enough: 0,
  },
};

type NumberIn<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T] & string;
type CountsIn<T> = { [K in keyof T]: T[K] extends Counts ? K : never }[keyof T] & string;

/** The faults of a bank: everyone's, and its own. */
export interface WithCommon<Own extends AnyFaults> {
  notify: CallbackFaults & Own['notify'];
  answer: AnswerFaults & Own['answer'];
}

/** One bank's faults, to the bank itself. */
export interface Faults<All extends CommonFaults> {
  /** As they are set now. */
  now(): All;
  /** As they are when nothing is set. */
  none(): All;
  replace(next: All): void;
  /** True, and one less left, when the fault is set for this sending. */
  takeCallback(name: NumberIn<All['notify']>): boolean;
  takeAnswer(name: NumberIn<All['answer']>): boolean;
  takeCall(name: CountsIn<AnswerFaults>, call: string): boolean;
}

/** One bank's faults, to those who know only the common ones. */
export interface AnyBankFaults {
  now(): CommonFaults;
  none(): CommonFaults;
  replace(next: CommonFaults): void;
  takeCallback(name: NumberIn<CallbackFaults>): boolean;
}

function takeFrom(counts: object, name: string): boolean {
  const left: unknown = Object.hasOwn(counts, name) ? (counts as Record<string, unknown>)[name] : undefined;
  if (typeof left !== 'number' || left < 1) return false;
  (counts as Record<string, unknown>)[name] = left - 1;
  return true;
}

/** `own` are the faults that only this bank has, with their values when nothing is set. */
export function buildFaults<Own extends AnyFaults>(own: Own): Faults<WithCommon<Own>> {
  const none = (): WithCommon<Own> =>
    structuredClone({ notify: { ...COMMON.notify, ...own.notify }, answer: { ...COMMON.answer, ...own.answer } });
  let now = none();
  return {
    now: () => now,
    none,
    replace: (next) => void (now = next),
    takeCallback: (name) => takeFrom(now.notify, name),
    takeAnswer: (name) => takeFrom(now.answer, name),
    takeCall(name, call) {
      const counts = now.answer[name];
      return takeFrom(counts, call) || takeFrom(counts, '*');
    },
  };
}
