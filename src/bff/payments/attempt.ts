/** One try at one channel under one channel number. Source: docs/money.md 1, 3, 14. */
import type { Handover, RefusalReason } from '../../channels/port.ts';
import type { BankChallenge, BankMethod } from '../../protocol/bank.ts';
import type { CardElement, CardFace } from '../../protocol/card.ts';
import type { Fen } from '../../protocol/money.ts';
import type { Pass } from './guarding.ts';
import type { QuickNote } from './typed-dialogue.ts';

/** `sent`: a request that moves money may have reached the channel (cards). */
export type AttemptState = 'created' | 'ready' | 'closing' | 'sent' | 'closed' | 'refused' | 'paid';

/** Why an attempt left the screen. */
export type AttemptEnd = 'changed' | 'renewed' | 'expired' | 'silent' | 'order' | 'shut' | 'refused' | 'session' | 'lost' | 'unknown';

/** What an attempt keeps of its card: nothing that could pay. */
export interface CardOfAttempt {
  face: CardFace;
  /** Keyed hash of the number: the same card must come with the code. */
  hash: string;
  phone_tail: string;
  /** A remembered card: its secrets need not come from the page, but for `need`. */
  card_id?: string;
  need: CardElement[];
  /** Paid by the password alone: its number has no SMS. Source: docs/money.md 16. */
  quick?: true;
  /** Why it has one where it might not need it. */
  sms_why?: QuickNote;
  /** The request that sent the SMS, and the one that sends the consumption: nobody else may. */
  sms_by?: string;
  consume_by?: string;
  /** Token mode: this code opens a token, and pays nothing; the request that opens it. */
  opens?: true;
  open_by?: string;
  /** When the consumption was committed to be sent. */
  sent_ms?: number;
  /** Signed "no such transaction" in a row. */
  absents: number;
  absent_asked_ms?: number;
  /** A signed notification that no query has confirmed yet. */
  claim?: { txn: string; amount_fen: Fen; currency: string; at_ms: number; contradicted?: true };
}

/** Who pays: the television, or a phone's visit by the hash of its id. Source: docs/money.md 14. */
export type AttemptBy = 'tv' | { visit: string };

interface AttemptOfAnyKind {
  n: number;
  channel: string;
  /** Which of the channel's products; absent where its payment was lifted from format 1: the only one of that time. */
  product?: string;
  by: AttemptBy;
  /** The viewer's word it was begun with. */
  pass?: Pass;
  acquirer_id: string;
  /** The channel number. Stored before anything is sent; never recomputed. */
  channel_no: string;
  state: AttemptState;
  created_ms: number;
  channel_expires_ms: number;
  not_after_ms: number;
  why?: AttemptEnd;
  /** Why the channel refused, and its own code, which is for the log and the hotline alone. */
  reason?: RefusalReason;
  code?: string;
  ended_ms?: number;
  /** When our last request left that could charge or close; older negatives do not count. */
  last_sent_ms: number;
  close_asked: boolean;
  /** The close call itself was answered "no such number". */
  close_absent: boolean;
}

/** The viewer scans, or is handed over to a wallet. */
export interface ScanAttempt extends AttemptOfAnyKind {
  kind: 'scan';
  /** The whole prepay body; the same bytes are sent again. */
  body: string;
  handover?: Handover;
  /** When its phone last had the channel asked. */
  asked_ms?: number;
}

/** The viewer types a card. Its request holds secrets and is sent once: no body is stored. */
export interface CardAttempt extends AttemptOfAnyKind {
  kind: 'card';
  card: CardOfAttempt;
}

/** One password that was sent to its bank: whoever made the commit may send it, nobody ever again. */
export interface PasswordTry {
  by: string;
  sent_ms: number;
  /** The bank's own word that it was wrong and nothing was taken: only then there is another. */
  wrong?: true;
}

/** What an attempt keeps of an account at a bank: nothing that could pay. */
export interface BankOfAttempt {
  face: CardFace;
  /** Keyed hash of the number. */
  hash: string;
  method: BankMethod;
  /** The bank's limit a payment with this method. */
  limit_fen?: number;
  /** The request that asks for the challenge: nobody else may. */
  prepare_by: string;
  /** The bank's name of the challenge. An attempt has one: another challenge is another attempt under another number. */
  challenge_id?: string;
  challenge?: BankChallenge;
  tries: PasswordTry[];
  tries_left?: number;
  /** Signed "not paid" by query, long enough after the last try. */
  unpaid: number;
  unpaid_asked_ms?: number;
}

/** The viewer proves himself to his bank. Source: docs/money.md 15. */
export interface BankAttempt extends AttemptOfAnyKind {
  kind: 'bank';
  bank: BankOfAttempt;
}

export type Attempt = ScanAttempt | CardAttempt | BankAttempt;
