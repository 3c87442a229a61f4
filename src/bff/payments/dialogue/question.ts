/** Which question a payment puts to its viewer now. Derived, never stored; independent of the clock. */
import type { MethodOffer } from '../../../protocol/bank.ts';
import type { CardElement, CardFace } from '../../../protocol/card.ts';
import type { RefusalCode } from '../../../protocol/refusal.ts';
import { meaningOf } from './refusals.ts';
import type { AskedPassword } from '../guarding.ts';
import type { Attempt, BankAttempt, CardAttempt, CardDialogue, CardNote, Payment, ScanAttempt } from '../payment.ts';

/** A word about what was typed; `rev` makes the same word twice news. */
interface Noted {
  note?: CardNote;
  note_field?: CardElement;
  rev: number;
}

/** The secret entry it belongs to, and the phone that is its keypad. */
interface Typed {
  entry?: number;
  phone?: { since_ms: number; admitted: boolean };
}

export type Question =
  /** phone_pays: a phone is paying now; late: too little time for its code. */
  | { kind: 'choose'; phone_pays?: true; late?: true }
  | { kind: 'preparing'; attempt: number }
  | { kind: 'scan'; attempt: number; note?: 'not_received' | 'ask_later'; can_renew: boolean }
  | { kind: 'ended'; attempt: number; can_renew: boolean }
  | { kind: 'card-list'; channel: string; rev: number }
  | ({ kind: 'card-number'; channel: string; has_list: boolean } & Noted & Typed)
  | ({
      kind: 'card-check';
      channel: string;
      face: CardFace;
      need: CardElement[];
      card_id?: string;
      hash: string;
      has_list: boolean;
    } & Noted &
      Typed)
  | ({ kind: 'sms-code'; attempt: number; wrong: boolean } & Noted & Typed)
  | ({ kind: 'bank-method'; channel: string; face: CardFace; hash: string; methods: MethodOffer[] } & Noted)
  /** `tried`: passwords the bank has found wrong. */
  | ({ kind: 'bank-password'; attempt: number; tried: number } & Noted & Typed)
  /** The payment password, before this way is begun. */
  | ({ kind: 'pay-password' } & AskedPassword)
  | { kind: 'checking'; why: 'closing' | 'held' | 'asking' }
  | { kind: 'paid' }
  | { kind: 'refused'; code: RefusalCode; attempt?: number }
  /** late: money came afterwards; it goes back, or went. */
  | { kind: 'closed'; why: 'expired' | 'merchant'; late?: 'goes-back' | 'went-back' };

/** Money may have moved under a number whose result is not known, or is with a person: nothing new is begun. */
export function isInDoubt(p: Payment): boolean {
  return p.receipts.some((r) => r.role === 'held') || p.attempts.some((a) => a.state === 'sent');
}

export function questionOf(p: Payment): Question {
  const question = questionAlone(p);
  if (question.kind !== 'choose') return { ...question, ...typed(p, question.kind) };
  const phone_pays = p.attempts.some((a) => a.by !== 'tv' && isLive(a));
  return { kind: 'choose', ...(phone_pays ? { phone_pays } : {}), ...(p.order.late ? { late: true } : {}) };
}

const TYPED: ReadonlySet<Question['kind']> = new Set(['card-number', 'card-check', 'sms-code', 'bank-password']);

function typed({ dialogue: { entry } }: Payment, kind: Question['kind']): Typed {
  if (!entry?.open || !TYPED.has(kind)) return {};
  const { n, phone } = entry;
  return { entry: n, ...(phone ? { phone: { since_ms: phone.since_ms, admitted: phone.admitted } } : {}) };
}

/** It may still be paid, and nobody left it. */
export function isLive({ state }: Attempt): boolean {
  return state === 'created' || state === 'ready';
}

function questionAlone(p: Payment): Question {
  if (p.order.state === 'paid') return { kind: 'paid' };
  if (p.receipts.some((r) => r.role === 'held')) return { kind: 'checking', why: 'held' };
  if (p.attempts.some((a) => a.state === 'sent')) return { kind: 'checking', why: 'asking' };
  if (p.order.state === 'closed') return { kind: 'closed', why: p.order.closing_why ?? 'expired', ...late(p) };
  if (p.order.state === 'closing') return { kind: 'checking', why: 'closing' };
  if (p.dialogue.refusal) return { kind: 'refused', code: p.dialogue.refusal };
  if (p.dialogue.asks) return { kind: 'pay-password', ...p.dialogue.asks };
  const attempt = p.attempts[p.dialogue.attempt - 1];
  return (attempt && attemptQuestion(p, attempt)) ?? cardQuestion(p.dialogue.card);
}

/** Money of an order that is over goes back by itself. */
function late({ receipts, refunds }: Payment): { late?: 'goes-back' | 'went-back' } {
  const came = receipts.filter((one) => one.role === 'surplus' || one.role === 'given-back');
  if (came.length === 0) return {};
  const went = came.every((one) => refunds.some((refund) => refund.auto && refund.txn === one.txn && refund.state === 'done'));
  return { late: went ? 'went-back' : 'goes-back' };
}

/** Undefined: the attempt is over without a word; the viewer is where the card was typed. */
function attemptQuestion(p: Payment, attempt: Attempt): Question | undefined {
  switch (attempt.kind) {
    case 'scan':
      return scanAttemptQuestion(p, attempt);
    case 'card':
      return cardAttemptQuestion(p, attempt);
    case 'bank':
      return bankAttemptQuestion(p, attempt);
  }
}

function scanAttemptQuestion(p: Payment, attempt: ScanAttempt): Question {
  const can_renew = !p.order.late;
  switch (attempt.state) {
    case 'created':
      return { kind: 'preparing', attempt: attempt.n };
    case 'ready':
      return { kind: 'scan', attempt: attempt.n, can_renew, ...(p.dialogue.note ? { note: p.dialogue.note } : {}) };
    case 'refused':
      return { kind: 'refused', code: 'CHANNEL_REFUSED' };
    case 'sent':
    case 'paid':
      return { kind: 'choose' };
    case 'closing':
    case 'closed':
      return attempt.why === 'silent' ? { kind: 'refused', code: 'CHANNEL_SILENT' } : { kind: 'ended', attempt: attempt.n, can_renew };
  }
}

function cardAttemptQuestion(p: Payment, attempt: CardAttempt): Question | undefined {
  const { n, card } = attempt;
  switch (attempt.state) {
    case 'created':
      return { kind: 'preparing', attempt: n };
    case 'ready':
      return { kind: 'sms-code', attempt: n, wrong: false, ...whichCode(p, attempt), ...noted(p.dialogue.card) };
    case 'refused': {
      if (attempt.why === 'lost') return { kind: 'refused', code: 'CARD_LOST', attempt: n };
      const { refusal } = meaningOf(attempt.reason);
      // Only a consumption can find the code wrong; then it is used up, and another goes out by itself.
      if (refusal === 'CARD_CODE_WRONG' && card.sent_ms !== undefined && !card.quick)
        return { kind: 'sms-code', attempt: n, wrong: true, rev: 0 };
      return { kind: 'refused', code: refusal, attempt: n };
    }
    case 'paid':
      return { kind: 'refused', code: 'CARD_LATE_DEBIT', attempt: n };
    case 'closed':
      return attempt.why === 'silent' ? { kind: 'refused', code: 'CARD_NO_SMS', attempt: n } : undefined;
    case 'closing':
    case 'sent':
      return undefined;
  }
}

function bankAttemptQuestion(p: Payment, attempt: BankAttempt): Question | undefined {
  const { n, bank } = attempt;
  const refused = (code: RefusalCode): Question => ({ kind: 'refused', code, attempt: n });
  switch (attempt.state) {
    case 'created':
      return { kind: 'preparing', attempt: n };
    case 'ready':
      return { kind: 'bank-password', attempt: n, tried: bank.tries.length, ...noted(p.dialogue.card) };
    case 'refused':
      return refused(attempt.why === 'lost' ? 'CARD_LOST' : meaningOf(attempt.reason).refusal);
    case 'paid':
      return refused('CARD_LATE_DEBIT');
    case 'closed':
      return attempt.why === 'silent' ? refused('BANK_SILENT') : attempt.why === 'expired' ? refused('BANK_CHALLENGE_OVER') : undefined;
    case 'closing':
    case 'sent':
      return undefined;
  }
}

/** Token mode asks for two codes the first time: the viewer is told which one this is, and why there is one where a password does. */
function whichCode(p: Payment, { n, card }: CardAttempt): { note?: CardNote } {
  if (card.sms_why) return { note: card.sms_why };
  if (card.opens) return { note: 'token_opens' };
  const before = p.attempts.findLast((one) => one.n < n && one.by === 'tv');
  return before?.kind === 'card' && before.card.opens ? { note: 'token_pays' } : {};
}

function noted(card: CardDialogue | undefined): Noted {
  return {
    rev: card?.note_rev ?? 0,
    ...(card?.note ? { note: card.note } : {}),
    ...(card?.note_field ? { note_field: card.note_field } : {}),
  };
}

function cardQuestion(card: CardDialogue | undefined): Question {
  if (!card) return { kind: 'choose' };
  const { channel, has_list } = card;
  if (card.at === 'list') return { kind: 'card-list', channel, rev: card.list_rev };
  if (card.at === 'check' && card.face && card.hash) {
    const known = { face: card.face, hash: card.hash, need: card.need ?? [], ...(card.card_id ? { card_id: card.card_id } : {}) };
    return { kind: 'card-check', channel, has_list, ...known, ...noted(card) };
  }
  if (card.at === 'method' && card.face && card.hash && card.methods)
    return { kind: 'bank-method', channel, face: card.face, hash: card.hash, methods: card.methods, ...noted(card) };
  return { kind: 'card-number', channel, has_list, ...noted(card) };
}

/** Two screens with the same text ask the same question: an answer to the one is an answer to the other. */
export function questionKey(s: Question): string {
  switch (s.kind) {
    case 'card-list':
    case 'card-number':
      return s.kind + ':' + s.channel;
    case 'card-check':
    case 'bank-method':
      return s.kind + ':' + s.hash;
    case 'bank-password':
      return s.kind + ':' + s.attempt + ':' + s.tried;
    case 'pay-password':
      return s.kind + ':' + s.channel + ':' + s.rev;
    case 'sms-code':
      return s.kind + ':' + s.attempt + (s.wrong ? ':wrong' : '');
    case 'refused':
      return s.kind + ':' + s.code + (s.attempt === undefined ? '' : ':' + s.attempt);
    default:
      return s.kind + ':' + ('attempt' in s ? s.attempt : 'why' in s ? s.why : '');
  }
}

/** The text of the code that attempt n hands over, if it does. */
export function qrTextOf(p: Payment, n: number): string | undefined {
  const attempt = p.attempts[n - 1];
  return attempt?.kind === 'scan' && attempt.handover?.kind === 'qr' ? attempt.handover.text : undefined;
}

/** A way was taken on the TV. */
export function hasTried({ attempts }: Payment): boolean {
  return attempts.some((one) => one.by === 'tv');
}
