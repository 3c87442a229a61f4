/** Which page a phone's visit sees of a payment. Derived from what is stored; the browser proves nothing. Source: docs/money.md 14. */
import type { CameBack } from '../../../protocol/phone.ts';
import type { PhoneObstacle } from '../../payments/dialogue/phone.ts';
import { isOf } from '../../payments/dialogue/phone.ts';
import { isLive } from '../../payments/dialogue/question.ts';
import type { Payment, Receipt, Refund, ScanAttempt } from '../../payments/payment.ts';

/** A way to pay on this phone. `here`: this is its wallet's own browser. `taps`: pressing opens it; else its code on the TV is scanned with it. */
export interface PhoneWay {
  channel: string;
  wallet: string;
  here: boolean;
  taps: boolean;
}

export type PhoneStrip = 'refused' | 'silent' | 'down' | 'not_signed_in';

export type PhoneView =
  | { kind: 'pay'; ways: readonly PhoneWay[]; strip?: PhoneStrip; strip_wallet?: string }
  /** The bank is being asked for what the wallet needs. */
  | { kind: 'opening'; wallet: string }
  | { kind: 'checking'; what: 'card' | 'held' }
  | { kind: 'checking'; what: 'asking'; wallet: string }
  | { kind: 'paid'; wallet: string; at_ms: number; told: boolean }
  | { kind: 'paid-other' }
  | { kind: 'goes-back'; wallet: string; why: 'late' | 'twice'; done: boolean; at_ms: number; amount_fen: Receipt['amount_fen'] }
  | { kind: 'over'; why: 'expired' | 'merchant'; tried: boolean }
  | { kind: 'stop'; why: 'gone' | 'locked' | 'too_late' | 'too_many' | 'over_limit' | 'no_way' }
  /** A wallet's browser that cannot pay: on a desktop, or for offices. */
  | { kind: 'stop'; why: 'desk'; wallet: string };

export interface PhoneFacts {
  visit: string;
  obstacle: PhoneObstacle | undefined;
  ways: readonly PhoneWay[];
  desk?: string;
  walletOf: (channel: string) => string;
  came_back?: CameBack;
  strip?: PhoneStrip;
}

const STOPS: { readonly [obstacle in PhoneObstacle]?: Exclude<Extract<PhoneView, { kind: 'stop' }>['why'], 'desk'> } = {
  gone: 'gone',
  locked: 'locked',
  'too-late': 'too_late',
  'too-many': 'too_many',
  limit: 'over_limit',
};

export function phoneView(p: Payment, facts: PhoneFacts): PhoneView {
  const mine = p.attempts.filter((one): one is ScanAttempt => isOf(one, facts.visit));
  return (
    ofMoney(p, mine, facts) ??
    ofEnd(p, mine, facts) ??
    ofDoubt(p) ??
    ofLive(mine, facts) ??
    ofStop(facts) ?? {
      kind: 'pay',
      ways: facts.ways,
      ...stripOf(mine, facts),
    }
  );
}

/** What this visit paid. */
function ofMoney(p: Payment, mine: readonly ScanAttempt[], { walletOf }: PhoneFacts): PhoneView | undefined {
  const receipts = p.receipts.filter((one) => mine.some((attempt) => attempt.n === one.attempt));
  const won = receipts.find((one) => one.role === 'won');
  if (won) {
    const told = p.notices.some((one) => one.type === 'order.paid' && one.delivered_ms !== undefined);
    return { kind: 'paid', wallet: walletOf(won.channel), at_ms: won.taken_ms, told };
  }
  if (receipts.some((one) => one.role === 'held')) return { kind: 'checking', what: 'held' };
  const back = receipts.at(-1);
  if (!back) return undefined;
  const done = p.refunds.some((one: Refund) => one.txn === back.txn && one.auto && one.state === 'done');
  const why = p.order.state === 'paid' ? 'twice' : 'late';
  return { kind: 'goes-back', wallet: walletOf(back.channel), why, done, at_ms: back.taken_ms, amount_fen: back.amount_fen };
}

function ofEnd({ order }: Payment, mine: readonly ScanAttempt[], { walletOf }: PhoneFacts): PhoneView | undefined {
  if (order.state === 'paid') return { kind: 'paid-other' };
  const asked = order.state === 'closing' && mine.find((one) => one.state === 'closing');
  if (asked) return { kind: 'checking', what: 'asking', wallet: walletOf(asked.channel) };
  if (order.state === 'open') return undefined;
  return { kind: 'over', why: order.closing_why ?? 'expired', tried: mine.length > 0 };
}

function ofDoubt(p: Payment): PhoneView | undefined {
  if (p.attempts.some((one) => one.state === 'sent')) return { kind: 'checking', what: 'card' };
  return p.receipts.some((one) => one.role === 'held') ? { kind: 'checking', what: 'held' } : undefined;
}

/** Its own attempt may be paid on, whatever keeps others from beginning one. */
function ofLive(mine: readonly ScanAttempt[], { came_back, ways, walletOf }: PhoneFacts): PhoneView | undefined {
  const live = mine.findLast(isLive);
  if (!live) return undefined;
  const wallet = walletOf(live.channel);
  if (came_back === 'ok') return { kind: 'checking', what: 'asking', wallet };
  return live.state === 'created' ? { kind: 'opening', wallet } : { kind: 'pay', ways };
}

function ofStop({ obstacle, desk, ways }: PhoneFacts): PhoneView | undefined {
  const why = obstacle && STOPS[obstacle];
  if (why) return { kind: 'stop', why };
  if (desk !== undefined) return { kind: 'stop', why: 'desk', wallet: desk };
  return ways.length === 0 ? { kind: 'stop', why: 'no_way' } : undefined;
}

function stripOf(mine: readonly ScanAttempt[], { strip, walletOf, ways }: PhoneFacts): { strip?: PhoneStrip; strip_wallet?: string } {
  const here = ways.find((one) => one.here) ?? ways[0];
  if (strip) return { strip, strip_wallet: here?.wallet ?? '' };
  const last = mine.at(-1);
  if (!last) return {};
  const strip_wallet = walletOf(last.channel);
  if (last.state === 'refused') return { strip: 'refused', strip_wallet };
  return last.why === 'silent' ? { strip: 'silent', strip_wallet } : {};
}
